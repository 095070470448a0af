"""In what language a text is, as its first characters tell: enough to sort records by."""

from __future__ import annotations

from typing import Final, Literal

from wxclean.rare_pattern import rare

Language = Literal["zh-Hans", "zh-Hant", "zh", "ja", "ko", "other", ""]
"""A tag of BCP 47; `zh` is Chinese that may be either script, and the empty one is a text without letters."""

_SAMPLE: Final = 160
_SIMPLE: Final = (
    "们这个说来时对为会国学过后还么没样发经现进动开东车长门间问见马"
    "鱼鸟语书读写话请谢让认识难实际业产严两丽举义乐习乡买乱争于亏云亚"
)
_TRADITIONAL: Final = (
    "們這個說來時對為會國學過後還麼沒樣發經現進動開東車長門間問見馬"
    "魚鳥語書讀寫話請謝讓認識難實際業產嚴兩麗舉義樂習鄉買亂爭於虧雲亞"
)
_TELLING: Final = rare(f"[{_SIMPLE}{_TRADITIONAL}\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_OF_LETTER: Final[dict[str, Language]] = {
    **dict.fromkeys(_SIMPLE, "zh-Hans"),
    **dict.fromkeys(_TRADITIONAL, "zh-Hant"),
}
_HAN: Final = rare("[\u3400-\u9fff\uf900-\ufaff]")
_LETTER: Final = rare(r"[^\W\d_]")


def language_of(text: str) -> Language:
    """Return the language of a text.

    >>> language_of("他们说这里的雨下了三天。"), language_of("他們說這裏的雨下了三天。"), language_of("It rained.")
    ('zh-Hans', 'zh-Hant', 'other')
    """
    beginning = text[:_SAMPLE]
    if beginning.isascii():
        return "other" if _LETTER.search(beginning) else ""
    found = _TELLING.findall(beginning)
    if not found:
        return "zh" if _HAN.search(beginning) else "other" if _LETTER.search(beginning) else ""
    said: dict[Language, int] = {}
    for letter in found:
        language = _OF_LETTER.get(letter) or ("ko" if letter >= "\uac00" else "ja")
        said[language] = said.get(language, 0) + 1
    return max(said, key=lambda language: (said[language], language))
