"""The language in which people are spoken to: English, as the code is written, or another by a gettext catalogue.

A message is its English text, a string as any other, that also knows how it was made. So data, files, scripts and
callers of the library get English whatever the language is, messages travel between processes and through files, and
only where a person reads one, `translated` says it in the language of the command line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

TYPE_CHECKING = False  # as typing's, which takes long to import
if TYPE_CHECKING:
    from gettext import GNUTranslations
    from typing import Any, Self

_NAME = r"(?<!\{)\{(\w+)(?::[^{}]*)?\}(?!\})"
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")
_CATALOGUES = {"zh": "zh_CN"}
"""The folders of the languages besides English."""

LANGUAGES = ("en", *_CATALOGUES)

_PLAIN = (str, int, float)
"""What the values of a message may be, so that it can be kept."""

_SAID = "\0said"
"""Names what is a message in JSON; nothing that comes from a dump or a file has such a name."""

_language: ContextVar[str] = ContextVar("language", default="en")


class Message(str):
    """An English text for people; `template` has names in braces for `values`, and `plural` serves all counts but one.

    >>> _("no column {name} in {path}").format(name="'text'", path="a.csv")
    "no column 'text' in a.csv"
    """

    __slots__ = ("plural", "template", "values")
    template: str
    plural: str
    values: dict[str, Any]

    def __new__(cls, text: str, template: str = "", plural: str = "", values: dict[str, Any] | None = None) -> Self:
        """Return a message; without a template, the text is one that has no names."""
        self = str.__new__(cls, text)
        self.template, self.plural, self.values = template or text, plural, values or {}
        return self

    def __str__(self) -> str:
        """Return the message itself, so that the error that holds it tells it with all that it knows."""
        return self

    def format(self, *_: object, **values: object) -> Message:
        """Return the message with values in the place of their names."""
        for name, value in values.items():
            if not isinstance(value, _PLAIN):
                values[name] = str(value)
        return Message(str.format(self, **values), str.__str__(self), "", values)

    def __add__(self, other: str) -> Message:
        """Return a message that goes on with another text."""
        return joined("", (self, other))

    def __radd__(self, other: str) -> Message:
        """Return a message that begins with another text."""
        return joined("", (other, self))

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, (str.__str__(self), self.template, self.plural, self.values)


def _(text: str) -> Message:
    """Return a message; what stands here as a literal is found by `make messages`."""
    return Message(text)


def joined(separator: str, texts: Iterable[str]) -> Message:
    """Return several texts as one message, with a separator between them that is the same in every language.

    >>> joined("; ", ["one", _("two")])
    'one; two'
    """
    values: dict[str, object] = {f"part{number}": text for number, text in enumerate(texts)}
    return Message(separator.join(f"{{{name}}}" for name in values)).format(**values)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say in one of `LANGUAGES` what is said meanwhile."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def _catalogue() -> GNUTranslations | None:
    """Return the catalogue of the language that is spoken; none for English. It is read when it is first needed."""
    language = _language.get()
    return _read(language) if language in _CATALOGUES else None


@cache
def _read(language: str) -> GNUTranslations:
    from gettext import GNUTranslations  # a run that says nothing does without

    with open(os.path.join(_LOCALE, _CATALOGUES[language], "LC_MESSAGES", "wxclean.mo"), "rb") as file:
        return GNUTranslations(file)


def spoken() -> str:
    """Return the tag of the language that is spoken, as pages name theirs."""
    catalogue = _catalogue()
    return "en" if catalogue is None else catalogue.info()["language"].replace("_", "-")


def translated(text: str) -> str:
    """Return a text for people in the language that is spoken; what is no message stays as it is, as a file's name."""
    catalogue = _catalogue()
    if catalogue is None or not isinstance(text, Message) or not text:
        return text
    values = {name: translated(value) if isinstance(value, Message) else value for name, value in text.values.items()}
    template = _template(text, catalogue)
    return template.format(**values) if values else template


def outlined(text: str) -> str | None:
    """Return what a message says wherever it is said, with `…` in the place of its values; None if that isn't known.

    In English, what a message says is told by its text, which may be all that is left of it.
    """
    catalogue = _catalogue()
    if catalogue is None or not isinstance(text, Message):
        return None
    parts = {name: (outlined(value) or "…") if value else "" for name, value in text.values.items()}
    template = _template(text, catalogue)
    if not parts:
        return template
    return re.sub(_NAME, lambda name: parts[name[1]], template).replace("{{", "{").replace("}}", "}")


def _template(message: Message, catalogue: GNUTranslations) -> str:
    if message.plural:
        return catalogue.ngettext(message.template, message.plural, message.values["count"])
    return catalogue.gettext(message.template)


def messages_as_data(value: Any) -> Any:
    """Return JSON types with each message in them as an object from which `message_from_data` makes it again."""
    if isinstance(value, Message):
        return {_SAID: [value.template, value.plural, messages_as_data(value.values)]}
    if isinstance(value, dict):
        return {name: messages_as_data(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [messages_as_data(member) for member in value]
    return value


def message_from_data(members: dict[str, Any]) -> Any:
    """Return the message that an object of JSON stands for, or else the object; the `object_hook` of `json.loads`."""
    if _SAID not in members:
        return members
    template, plural, values = members[_SAID]
    if plural:
        return counted_as(template, plural, values["count"])
    return Message(template).format(**values) if values else Message(template)


def counted_as(one: str, several: str, count: int) -> Message:
    """Return a message that has one form for a thing and another for several."""
    values = {"count": count}
    return Message((one if count == 1 else several).format(**values), one, several, values)
