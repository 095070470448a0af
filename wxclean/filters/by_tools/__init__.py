"""By tools: what converters, clippers and archives write around an article.

The first lines of a document come in; a `Header`, with the values in them and where they end, goes out. Begin with
`preamble.py`, which calls `front_matter.py` (data), `provenance.py` (where the article is from) and `notes.py`;
`remnants.py` is what they leave right round the page's own header, `printed.py` what a browser prints on each page.
"""
