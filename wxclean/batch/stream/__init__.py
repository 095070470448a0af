"""Streams: records from standard input or files come in, and go out in order, into standard output or one file.

Begin with `clean_stream.py`. What comes in is a `Source`. Formats that can be cut are read in chunks of whole records,
which all cores clean where there is much; other formats go record by record through this process.
"""
