"""Learning from corpora: inputs are cleaned to articles, sorted by account, and each account is learned from.

Inputs come in; a rule pack goes out. Begin with `learn_corpus.py`; `tasks.py` is what workers do, `runs.py` holds the
sorted articles on disk between the two steps, so that memory is bounded by one account.
"""
