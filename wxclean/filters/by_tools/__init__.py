"""By tools: what converters, clippers and archives write above an article.

The first lines of a document come in; a `Header`, with the values in them and where they end, goes out. Begin with
`preamble.py`, which calls `front_matter.py` (data) and `provenance.py` (where the article is from).
"""
