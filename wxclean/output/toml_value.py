"""A value as TOML writes it."""

from __future__ import annotations

import json


def toml_value(value: object) -> str:
    """Return a text, a number, a truth value, or a tuple of these as TOML.

    Half a surrogate pair, which no file can hold, becomes U+FFFD.

    >>> toml_value(("灯塔", 3, True))
    '["灯塔", 3, true]'
    """
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, str):
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # A JSON string is a basic string of TOML, too, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
