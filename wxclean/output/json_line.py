"""One line of JSON for people's terminals and for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from wxclean.visible import escape_json


def json_line(value: Mapping[str, object]) -> str:
    """Return one line of JSON, readable where it is text and harmless in a terminal where it is not."""
    return escape_json(json.dumps(value, ensure_ascii=False, default=str)) + "\n"
