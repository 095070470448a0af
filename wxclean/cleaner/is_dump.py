"""Whether a text is a dump of a page, as what was found in it shows, or a text of some other kind."""

from __future__ import annotations

import re
from typing import Final

from wxclean.filters.page import scripts, wechat
from wxclean.reading.unwrap.names import is_text_name
from wxclean.result import Cleaned

_NAMED: Final = r"""(["']?)([^\W\d][\w.-]*)\1\s*[:=：]"""


def is_dump(cleaned: Cleaned, field: str | None = None) -> bool:
    """Return whether a text has a sign of a page of WeChat or of the wrapper that scrapers put round one.

    A sign is a line that a filter of the page took out or read, or a named string that was unwrapped: `text:'…'`, with
    a name that scrapers use or the `field` that was asked for. JSON and Python literals are no sign by themselves, as
    settings and data of all kinds look like them; nor is what fixes do: mojibake, odd spaces and controls are found in
    any text, as are phrases of packs that were asked for.
    """
    if cleaned.page is not None:
        return cleaned.metadata.account is not None
    wrapper = re.match(_NAMED, cleaned.source.wrapper)
    if wrapper is not None and is_text_name(wrapper[2], field):
        return True
    return any(edit.filter in (wechat.NAME, scripts.NAME) for edit in cleaned.edits)
