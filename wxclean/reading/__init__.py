"""Reading: from the bytes or text of a dump to its records, each with its lines and its source.

Bytes or text come in; a `Reading` for each record goes out. Begin with `read.py`, which calls `decode.py`
(bytes to text), `unwrap/` (text to records), `lines/` (a record's payload to lines) and `foreign.py` (what is no dump).
`pages.py` makes a reading of each page where a text turns out to hold several.
"""
