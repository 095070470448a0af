"""What tests read off a result, and what it has to say of a page of each generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.helpers import dumps
from wxclean.result import Metadata

LABELLED = {"title": dumps.TITLE, "account": dumps.ACCOUNT, "wechat_id": dumps.WECHAT_ID, "description": dumps.ABOUT}
WRITTEN = {**LABELLED, "author": dumps.AUTHOR, "original": True}
METADATA: Mapping[str, Mapping[str, Any]] = {
    "2016": {**WRITTEN, "published": "2016-10-28"},
    "2017-en": {**WRITTEN, "published": "2017-04-20"},
    "2018": {**LABELLED, "published": "2018-11-23"},
    "2019": {**WRITTEN, "published_raw": "昨天"},
    "2020": {**WRITTEN, "published_raw": "昨天", "tags": ("海边",)},
    "2020-en": {**WRITTEN, "published_raw": "Yesterday"},
    "2021-hant": {**WRITTEN, "published": "2021-08-01"},
    "2022": {**WRITTEN, "published": "2022-12-01 18:40", "location": "浙江", "tags": ("海边",)},
    "2023": {"title": dumps.TITLE, "account": dumps.ACCOUNT, "author": dumps.AUTHOR, "original": True},
    "2025": {
        "title": dumps.TITLE,
        "account": dumps.ACCOUNT,
        "author": dumps.AUTHOR,
        "original": True,
        "published": "2025-02-27 07:31",
        "location": "浙江",
    },
}


def known(metadata: Metadata) -> dict[str, Any]:
    """Return what metadata say, but for the kind of the page."""
    return {name: value for name, value in metadata._asdict().items() if value and name != "kind"}


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line for line in text.split("\n") if line]


def words(lines: Sequence[str] | str) -> list[str]:
    """Return the non-blank lines, without any white space in them."""
    found = lines.split("\n") if isinstance(lines, str) else lines
    return ["".join(line.split()) for line in found if line.strip()]
