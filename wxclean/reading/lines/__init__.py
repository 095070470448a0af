"""Lines: from a payload to its non-blank lines, with their numbers.

A record's text, or the escaped bytes of a common dump, comes in; `FilledLines` go out. Begin with `payload.py`; it
splits by `split.py`, or where modules are compiled by `split_compiled.py`, which gives the same lines faster.
"""
