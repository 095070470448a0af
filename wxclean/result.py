"""The result of a cleaning: the article, its metadata, and every change that was made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

from wxclean.document import Edit, Span
from wxclean.language import Message, _, joined

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PageKind = Literal[
    "article",
    "text-share",
    "picture-share",
    "video",
    "audio",
    "repost",
    "album",
    "preview",
    "notice",
    "deleted",
    "violation",
    "migrated",
    "verification",
]
"""What a page is: a notice stands in place of an article, and a preview is the part of one that is free to read."""

Images = Literal["keep", "alt", "drop"]
"""What becomes of pictures in Markdown: they stay, only the words that describe them stay, or neither does."""


class Metadata(NamedTuple):
    """What the page says about the article; None, or no tags, where it says nothing.

    - `published`: the day, with the time if there is one, in ISO form and as the page has it, which is China's time:
      `2018-11-23`, `2023-10-31 17:59`. `published_raw` are the page's words where they are no date (`昨天`, `1周前`);
      `published` is then what they mean on the day of reference, if one is given.
    - `original`: True if the page carries the 原创 badge.
    - `url`: the page's own address, if the dump names it, without what only says who opened it and where.
    - `tags`: the topics and albums of which the page says that it belongs to them.
    - `kind`: what kind of page it is; None if the text shows no sign of a page.
    - `source_url`: the address of what a repost repeats, or of the original to which a page links; `cover` is that of
      its picture in lists. Only a saved page says them.
    """

    title: str | None = None
    account: str | None = None
    wechat_id: str | None = None
    description: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    original: bool | None = None
    location: str | None = None
    published_raw: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    kind: PageKind | None = None
    source_url: str | None = None
    cover: str | None = None

    def known(self) -> dict[str, str | bool | list[str]]:
        """Return what the page says by name, without what it doesn't say: values that JSON and YAML have a form for."""
        values = self._asdict() | {"tags": list(self.tags) or None}
        return {name: value for name, value in values.items() if value is not None}


LABELS: Final = tuple(name for name in Metadata._fields if name not in ("published_raw", "kind", "source_url", "cover"))
"""The fields that rules and filters may fill by a label; the others follow from what they find."""


class Record(NamedTuple):
    """One unwrapped dump: its payload, unescaped.

    `wrapper` names the form it came in (`plain`, `text:'…'`, `json`, `jsonl`, …); `fields` are the other members of the
    JSON object or dict it was found in; `number` counts records from 1.
    """

    payload: str
    wrapper: str = "plain"
    fields: Mapping[str, object] = {}
    number: int = 1
    warnings: tuple[str, ...] = ()


class Source(NamedTuple):
    """Where a text came from: encoding and confidence (0 to 1) as decoded, wrapper, record number.

    `place` says where it stood in a file of records, in words: `line 5`; it is empty in what was one text.
    """

    encoding: str
    confidence: float
    wrapper: str
    record: int = 1
    place: str = ""


SUSPICIONS: Final[Mapping[str, str]] = {
    "empty": _("the dump holds white space alone"),
    "nothing-left": _("nothing is left: the dump holds page chrome alone"),
    "notice": _("the page is a notice, not an article"),
    "no-article": _("the page holds no text of an article"),
    "text-share": _("the page is a text share: the dump holds the beginning of its text at most"),
    "cut-preview": _(
        "the page is a preview: the dump holds only the part of the article that can be read without paying"
    ),
    "dropped-by-place": _("much text was dropped for its place alone, and it could be the article's"),
    "too-much-learned": _("learned rules would take more than 60 % of the article, so none was applied"),
    "chrome-left": _("words of the page may stand in the text that is left"),
    "code-left": _("code of the page stands in the text that is left"),
    "unknown-layout": _("the layout is not known: no line of the page was recognised"),
    "two-pages": _("the text holds more than one page"),
    "mojibake": _("characters were lost before the dump was made, and can't be restored"),
    "failed": _("the text could not be cleaned and stays as it was"),
}
"""What a result can be suspect of: stable codes, and a sentence for each."""


class Suspicion(NamedTuple):
    """A reason why a result should be looked at.

    `code` is one of `SUSPICIONS` and stable across versions, `reason` says the same in words, `line` is the line of
    the payload where it shows, if there is one.
    """

    code: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        place = _(" (line {line})").format(line=self.line) if self.line is not None else ""
        return Message("{code}: {reason}{place}").format(code=self.code, reason=self.reason, place=place)


def suspicion_rows(suspect: Iterable[Suspicion]) -> list[dict[str, object]]:
    """Return suspicions as JSON has them: a list of objects with `code`, `reason` and `line`."""
    return [one._asdict() for one in suspect]


def suspicion_of(code: str, detail: str = "", line: int | None = None) -> Suspicion:
    """Return a suspicion with the sentence of its code, and the detail after it in parentheses.

    Raises:
        KeyError: there is no such code.
    """
    reason = SUSPICIONS[code]
    return Suspicion(code, joined("", (reason, _(" ({detail})").format(detail=detail))) if detail else reason, line)


class PageSource(Protocol):
    """The HTML that a result was taken from; lines count from 1, as in the payload."""

    def content(
        self,
        without: Collection[int] = (),
        rewritten: Mapping[int, str] = ...,
        cuts: Mapping[int, Collection[Span]] = ...,
    ) -> LexborNode | None:
        """Return the element that is the page's content, as `content_html` has it, without some parts of lines."""

    def content_html(self, without: Collection[int] = (), rewritten: Mapping[int, str] = ...) -> str:
        """Return the HTML of the page's content, without the words of some lines, and with others rewritten."""

    def elements(self) -> Sequence[str]:
        """Return for each line the CSS selector of the block that it is, from the page's content down."""


class LateMetadata(Protocol):
    """Metadata that are gathered when somebody asks for more of them than the title."""

    @property
    def title(self) -> str | None:
        """The title in the metadata."""

    def metadata(self) -> Metadata:
        """Return all that is known of the article."""


class Cleaned:
    """The result: the article, what the page says about it, and every change that was made.

    `str(cleaned)` is what `wxclean` prints: title, blank line, body, newline. `payload` is the unwrapped dump, in which
    the edits' line numbers count. `suspect` says why the result should be looked at (nothing is left, too much is
    gone), and is empty if there is no reason to. `page` finds the elements of a saved page, and is None where the input
    was the text of one. `payload`, `edits` and `suspect` may be passed as functions that return them, and `metadata`
    as what gathers them, since many callers need none of them.
    """

    __slots__ = ("_edits", "_metadata", "_payload", "_suspect", "fields", "page", "source", "text", "warnings")

    def __init__(
        self,
        text: str,
        metadata: Metadata | LateMetadata,
        edits: tuple[Edit, ...] | Callable[[], tuple[Edit, ...]],
        source: Source,
        payload: str | Callable[[], str],
        fields: Mapping[str, object] | None = None,
        warnings: tuple[str, ...] = (),
        suspect: tuple[Suspicion, ...] | Callable[[], tuple[Suspicion, ...]] = (),
        page: PageSource | None = None,
    ) -> None:
        self.text = text
        self._metadata = metadata
        self._edits = edits
        self.source = source
        self.fields: Mapping[str, object] = fields or {}
        self.warnings = warnings
        self._suspect = suspect
        self.page = page
        self._payload = payload

    @property
    def metadata(self) -> Metadata:
        """What the page says about the article."""
        if not isinstance(self._metadata, Metadata):
            self._metadata = self._metadata.metadata()
        return self._metadata

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every change, in the order of lines and of parts in a line; those of one part as they were made."""
        if not isinstance(self._edits, tuple):
            self._edits = self._edits()
        return self._edits

    @property
    def suspect(self) -> tuple[Suspicion, ...]:
        """Why the result should be looked at; empty if there is no reason to."""
        if not isinstance(self._suspect, tuple):
            self._suspect = self._suspect()
        return self._suspect

    @property
    def payload(self) -> str:
        """The unwrapped dump, unescaped."""
        if not isinstance(self._payload, str):
            self._payload = self._payload()
        return self._payload

    def replaced(self, **changes: Any) -> Cleaned:
        """Return a copy with these values changed."""
        made = {"metadata": self._metadata, "edits": self._edits, "payload": self._payload, "suspect": self._suspect}
        parts: dict[str, Any] = {name: getattr(self, name) for name in _PARTS if name not in made}
        return Cleaned(**(parts | made | changes))

    def to_dict(self) -> dict[str, Any]:
        """Return all but payload and edits, as a line of JSON Lines has it: dicts, lists, strings and numbers."""
        return _shown_by("render").as_dict(self)  # type: ignore[no-any-return]

    def diff(self, name: str = "dump") -> str:
        """Return the unified diff from the payload to what `wxclean` prints; empty where they are equal."""
        return _shown_by("unified").cleaned_diff(self, name)  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        """Return what a notebook shows: text, metadata, and what went in the diff's colours."""
        return _shown_by("notebook").notebook_html(self)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        title, text = self._metadata.title, self.text
        if title and text:
            return f"{title}\n\n{text}\n"
        return f"{title or text}\n" if title or text else ""

    def __repr__(self) -> str:
        return f"Cleaned(text={self.text!r}, metadata={self.metadata!r}, {len(self.edits)} edits, {self.source!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaned) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((self.text, self.metadata, self.source))

    def __reduce__(self) -> tuple[object, ...]:
        return Cleaned, self._parts()

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _PARTS)


_PARTS: Final = ("text", "metadata", "edits", "source", "payload", "fields", "warnings", "suspect", "page")


def _shown_by(module: str) -> Any:
    """Return a module that shows results; it knows them, so that they may load it only when they are asked."""
    return import_module(f"wxclean.output.{module}")
