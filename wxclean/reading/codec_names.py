"""The names of encodings: which codec reads one, and what a misspelt one may mean."""

from __future__ import annotations

import codecs
import re
from typing import Final

from wxclean.errors import UsageError
from wxclean.language import _

_SUPERSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}


# What a page says of its encoding; a name for Latin letters is what servers add to pages of any kind.
_DECLARED: Final = rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*(gb[\w-]{1,10}|x-gbk|(?:x-x-)?big5[\w-]{0,10})"""
_HEAD: Final = 4096


def declared_codec(data: bytes) -> str | None:
    """Return the codec for Chinese that HTML says it is in (`<meta charset="gb2312">`), None if it says none."""
    if b"<" not in data[:_HEAD]:
        return None
    found = re.search(_DECLARED, data[:_HEAD], re.IGNORECASE)
    return None if found is None else "big5hkscs" if b"big5" in found[1].lower() else "gb18030"


def codec_name(encoding: str) -> str:
    """Return the name of the codec to read an encoding with, or raise a UsageError that suggests similar names."""
    try:
        name = codecs.lookup(encoding).name
        b" ".decode(name)
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        raise UsageError(
            _("unknown encoding {encoding}{hint}").format(encoding=repr(encoding), hint=_did_you_mean(encoding))
        ) from None
    return _SUPERSETS.get(name, name)


def _did_you_mean(encoding: str) -> str:
    import difflib
    from encodings.aliases import aliases

    codecs_by_name = {name: codec for name, codec in aliases.items() if not codec.endswith(("_codec", "rot_13"))}
    codecs_by_name.update({codec: codec for codec in codecs_by_name.values()})
    near = difflib.get_close_matches(encoding.lower().replace("-", "_"), sorted(codecs_by_name), n=3)
    names = dict.fromkeys(codecs_by_name[name].replace("_", "-") for name in near)
    if not names:
        return ""
    *most, last = names
    either = _("{most} or {last}").format(most=", ".join(most), last=last) if most else last
    return _("; did you mean {close}?").format(close=either)
