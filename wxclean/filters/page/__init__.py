"""Page: the chrome of WeChat's own pages.

A document comes in; the edits that drop its chrome and label its metadata, and what they leave, go out. Begin with
`scripts.py` and `wechat.py`, the two filters; the latter reads the page by `footer.py`, with `endings.py` and
`footer_top.py`, by `whole_header.py`, with `header.py` and `bylines.py`, and by `players.py`, `cards.py` and
`comments.py`. `collapsed.py` breaks up pages whose white space was collapsed, and `several.py` finds the pages in a
text of several.
"""
