"""Rules: from rule packs (TOML) to the rule that a line has.

Packs and stripped lines come in; a `Rule` or None for each line goes out. Begin with `rule.py`, the data, and
`matcher.py`, which answers the filters; `compile_packs.py` compiles packs into a matcher.
"""
