"""What stands on a page in place of text: pictures, formulas, films, sound, and cards of accounts and programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from wxclean.output.markdown.addresses import link_address, picture_address
from wxclean.output.markdown.blocks import Piece

Attributes = Mapping[str, str | None]

PICTURES: Final = frozenset({"img", "image"})
"""The elements that are pictures: those of HTML and of SVG."""


class _Card(NamedTuple):
    """What a card is called, the attributes that name what it shows, and those that hold an address."""

    label: str
    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()


_FILM: Final = _Card("视频", ("data-title", "data-vtitle", "data-desc"), ("data-src", "src", "data-url"))
_SOUND: Final = _Card("音频", ("name", "data-title", "data-name"), ("data-url",))
_MUSIC: Final = _Card("音乐", ("music_name", "data-music_name", "singer", "data-singer"), ("jumpurl", "audiourl"))
_CHANNEL_FILM: Final = _Card("视频号", ("data-nickname", "data-desc"))
_ACCOUNT: Final = _Card("公众号", ("data-nickname",))
_PROGRAM: Final = _Card("小程序", ("data-miniprogram-nickname", "data-miniprogram-title"))
_GOODS: Final = _Card("商品", ("data-title", "data-goodsname", "data-name"))
_PLACE: Final = _Card("位置", ("data-name", "data-address"))
_VOTE: Final = _Card("投票", ("data-votesubject", "data-title"))
_CARDS: Final[Mapping[str, _Card]] = {
    **dict.fromkeys(("mpvideo", "mp-common-video", "video", "iframe"), _FILM),
    **dict.fromkeys(("mpvoice", "mp-common-mpaudio", "mpaudio", "audio"), _SOUND),
    **dict.fromkeys(("qqmusic", "mp-common-qqmusic", "mp-common-music", "mp-common-listenitem"), _MUSIC),
    **dict.fromkeys(("mp-common-videosnap", "mp-common-video-snap", "mpvideosnap"), _CHANNEL_FILM),
    **dict.fromkeys(("mp-common-profile", "mpprofile", "mp-common-account"), _ACCOUNT),
    **dict.fromkeys(("mp-miniprogram", "mp-weapp", "mp-common-miniprogram"), _PROGRAM),
    **dict.fromkeys(("mp-common-product", "mpproduct", "mp-common-cpsad", "mpcps", "mp-common-cps"), _GOODS),
    **dict.fromkeys(("mp-common-poi", "mppoi"), _PLACE),
    **dict.fromkeys(("mpvote", "mp-common-vote"), _VOTE),
}
_TENCENT: Final = re.compile(r"//v\.qq\.com/.*[?&]vid=(\w{6,20})(?:&|#|$)", re.ASCII)
_RECORDING: Final = "https://res.wx.qq.com/voice/getvoice?mediaid="
_SONG: Final = "https://y.qq.com/n/ryqq/songDetail/"

_NOT_THERE: Final = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)
_EMOJI_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:emoji|emoticon|icon_emotion|qqemoji)(?:$|[\s_-])", re.IGNORECASE)
# What editors write into `alt` where nobody described the picture.
_NO_WORDS: Final = frozenset({"图片", "圖片", "图像", "image", "img", "picture", "photo", "gif", "cover_image", "null"})
_FORMULA_ATTRIBUTES: Final = ("data-formula", "data-latex", "data-tex", "data-eeimg-formula")
_TAGS_AROUND_TEX: Final = re.compile(r"^(\$\$|\$|\\\(|\\\[)(.*?)(\$\$|\$|\\\)|\\\])$", re.DOTALL)


def is_left_out(attributes: Attributes) -> bool:
    """Return whether an element isn't there for readers. One that is only invisible is: pages load pictures so."""
    return _NOT_THERE.search(attributes.get("style") or "") is not None


def picture(attributes: Attributes) -> Piece | None:
    """Return the picture of an `<img>`, None if it leads to none. Its text are the words that describe it."""
    if is_left_out(attributes):
        return None
    address = picture_address(attributes)
    words = " ".join((attributes.get("alt") or "").split())
    if words.lower() in _NO_WORDS or "/" in words:
        words = ""
    is_emoji = _EMOJI_CLASS.search(attributes.get("class") or "") is not None
    if not address and not (is_emoji and words):
        return None
    return Piece("emoji" if is_emoji else "picture", words[:_LONGEST_NAME], address=address)


def formula(attributes: Attributes) -> str:
    """Return the TeX that an element carries, without signs around it, or nothing."""
    for name in _FORMULA_ATTRIBUTES:
        tex = (attributes.get(name) or "").strip()
        if tex:
            around = _TAGS_AROUND_TEX.match(tex)
            return around[2].strip() if around else tex
    return ""


def card(tag: str, attributes: Attributes) -> Piece | None:
    """Return the one line for a film, a recording or a card, None for other elements."""
    kind = _CARDS.get(tag)
    if kind is None:
        return None
    if "vote" in (attributes.get("class") or "") or attributes.get("data-votesubject"):
        kind = _VOTE
    address = _address(kind, attributes)
    if tag == "iframe" and kind is _FILM and not address:
        return None
    names = [name for key in kind.names if (name := _words(attributes.get(key)))]
    return Piece("card", "：".join([kind.label, " · ".join(dict.fromkeys(names))]).rstrip("："), address=address)


def _address(kind: _Card, attributes: Attributes) -> str:
    recording = attributes.get("voice_encode_fileid")
    if recording:
        return _RECORDING + quote(recording[:200], safe="=_-")
    if kind is _MUSIC and (song := attributes.get("mid")) and song.isalnum():
        return _SONG + song
    for name in kind.addresses:
        given = attributes.get(name) or ""
        address = link_address(unquote(given) if given.startswith("http%3A") else given)
        if address.startswith("http"):
            film = _TENCENT.search(address)
            return f"https://v.qq.com/x/page/{film[1]}.html" if film else address
    return ""


def _words(given: str | None) -> str:
    return " ".join(unescape((given or "")[:_LONGEST_NAME]).split())


_LONGEST_NAME: Final = 200
