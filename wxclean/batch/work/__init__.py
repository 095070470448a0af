"""The work: a shard comes in; its output, written and put in its place, and what is counted and noted of it go out.

Begin with `shard.py`, then `records.py`, the way of each record, and `context.py`, what all of them have in common.
What deserves a look becomes a note (`notes.py`), counted by its cause (`causes.py`, `counts.py`).
"""
