"""Pages in one file, without links to anything outside: the parts that reports of runs and of learning share.

`frame.py` makes a page of a body and of the data of its tables (`tables.py`), `charts.py` draws, `escape.py` makes text
from anywhere harmless; `page.css` and `page.js` are their style and script, and `words.py` has their words.
"""
