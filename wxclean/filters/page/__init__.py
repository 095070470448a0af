"""Page: the chrome of WeChat's own pages.

A document comes in; the edits that drop its chrome and label its metadata, and what they leave, go out. Begin with
`scripts.py` and `wechat.py`, the two filters; the latter reads the page by `header.py`, `footer.py`, `players.py` and,
for pages whose white space was collapsed, `collapsed.py`.
"""
