"""Packs: the filter of a rule pack, such as `promo` or a user's own.

A document and the matcher of a pack come in; edits go out. Begin with `pack_filter.py`, which judges lines by the marks
of `line_rules.py`; `pack_offer.py` makes a step of a pack.
"""
