"""The names of encodings: which codec reads one, and what a misspelt one may mean."""

from __future__ import annotations

import codecs
from typing import Final

from wxclean.errors import UsageError

_SUPERSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}


def codec_name(encoding: str) -> str:
    """Return the name of the codec to read an encoding with, or raise a UsageError that suggests similar names."""
    try:
        name = codecs.lookup(encoding).name
        b" ".decode(name)
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        raise UsageError(f"unknown encoding {encoding!r}{_did_you_mean(encoding)}") from None
    return _SUPERSETS.get(name, name)


def _did_you_mean(encoding: str) -> str:
    import difflib
    from encodings.aliases import aliases

    codecs_by_name = {name: codec for name, codec in aliases.items() if not codec.endswith(("_codec", "rot_13"))}
    codecs_by_name.update({codec: codec for codec in codecs_by_name.values()})
    near = difflib.get_close_matches(encoding.lower().replace("-", "_"), sorted(codecs_by_name), n=3)
    names = dict.fromkeys(codecs_by_name[name].replace("_", "-") for name in near)
    return f"; did you mean {' or '.join(names)}?" if names else ""
