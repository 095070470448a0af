"""Whose article a text is, for rules that hold for one account only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from wxclean.cleaner.metadata import told_values
from wxclean.document import Edit
from wxclean.filters.step import Scope

_BIZ: Final = re.compile(r"__biz=([\w=-]{8,})")


def scope_of(edits: Sequence[Edit], fields: Mapping[str, object], account: str | None) -> Scope:
    """Return whose article a text is: by what the caller says, else by what is known of it after these edits."""
    values, _ = told_values(edits, fields)
    names = {account}
    if not account:
        names = {values.get("account"), values.get("wechat_id"), biz_of(values.get("url"), fields)}
    return Scope(frozenset(filter(None, names)), values.get("title") or "")


def biz_of(url: str | None, fields: Mapping[str, Any]) -> str | None:
    """Return WeChat's own mark of an account, `__biz`, from a record's member or the page's address; None if unknown.

    >>> biz_of("https://mp.weixin.qq.com/s?__biz=MzA5MTIzNDU2Nw==&mid=1", {})
    'MzA5MTIzNDU2Nw=='
    """
    said = next((fields[name] for name in ("biz", "__biz", "fakeid") if fields.get(name)), None)
    if isinstance(said, str):
        return said
    match = _BIZ.search(url or "")
    return match[1] if match else None
