"""Carriers: files that hold saved pages, one or many, in a form of their own; they are only read.

Pages come out as records: their HTML, and what the carrier knows of them (address, title, date). A format is a module
each: `mhtml.py`, `feed.py`, `warc.py`.
"""
