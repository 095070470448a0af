"""Fixes: repairs inside a line.

A line of text comes in; the line repaired, or as it was, goes out. Begin with `unicode.py` (invisible characters and
mojibake, with `misread.py`); `spacing.py` runs after it, and `entities.py` only where it is asked for.
"""
