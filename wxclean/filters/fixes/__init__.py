"""Fixes: repairs inside a line.

A line of text comes in; the line repaired, or as it was, goes out. Begin with `unicode.py` (mojibake and invisible
characters); `spacing.py` runs after it.
"""
