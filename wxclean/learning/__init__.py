"""Learning: what the articles of an account repeat, and what many accounts do, becomes a rule pack to review.

Articles (cleaned documents) come in; a rule pack goes out, or its text. Begin with `learn.py`; `account.py` learns from
one account, `across.py` from many, `keep.py` carries over what a person decided, `pack_text.py` writes the pack.
"""
