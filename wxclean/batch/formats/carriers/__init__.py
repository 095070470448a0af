"""Carriers: files that hold saved pages, one or many, in a form of their own; they are only read.

Pages come out as records: their HTML, and what the carrier knows of them (address, title, date). Begin with
`formats.py`, which lists them; each is read by the module of its name, `mhtml.py`, `feed.py` or `warc.py`.
"""
