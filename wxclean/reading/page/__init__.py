"""Saved pages: from HTML to the lines that the page shows, and to what its scripts and elements say of the article.

Begin with `read_page.py`. `tell_page.py` says what is a page; `find_content.py` finds its content, whose lines
`content_lines.py` takes, and `unseen.py` names what it hides. `script_values.py` finds what scripts say, by the reader
of literals in `javascript.py`; `facts.py` puts that together with what the elements say, and `page_kind.py` names the
kind of page. `page_source.py` goes back from lines to elements. Nothing here is loaded for a text dump.
"""
