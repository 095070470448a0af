"""Formats: streams of bytes come in; records, or rows that keep their other columns, go out, and the other way round.

Each is a module with a `Format`, the record of what it can do; begin with `format.py`, then `registry.py`, which lists
them all.
"""
