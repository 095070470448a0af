"""The errors that wxclean raises on purpose; each message is one line a user can act on."""

from __future__ import annotations

from collections.abc import Iterable
from errno import ENOENT
from functools import partial

from wxclean.language import Message, _

_NO_FILE = _("No such file or directory")
_OF_SYSTEMS = (
    _("Permission denied"),
    _("Operation not permitted"),
    _("No space left on device"),
    _("Disk quota exceeded"),
    _("Read-only file system"),
    _("Is a directory"),
    _("Not a directory"),
    _("File exists"),
    _("File name too long"),
    _("File too large"),
    _("Too many open files"),
    _("Too many levels of symbolic links"),
    _("Input/output error"),
    _("Invalid argument"),
    _("Cannot allocate memory"),
    _("Broken pipe"),
    _("Connection refused"),
    _("Connection reset by peer"),
    _("Connection timed out"),
)
"""What systems say most of failed calls, to be found by the catalogues."""


class WxcleanError(Exception):
    """Base of every error that wxclean raises on purpose."""


class UsageError(WxcleanError):
    """Wrong options or settings: nothing was read or written (exit code 2)."""


class PluginError(UsageError):
    """A plug-in that fails or proposes what no filter may; other steps can go on without it."""


class SlowRuleError(WxcleanError):
    """A rule whose pattern takes too long for a text; the text can be cleaned without it.

    Attributes:
        pack, rule: the names of the pack and of the rule.
    """

    def __init__(self, pack: str, rule: str) -> None:
        super().__init__(
            _(
                "rule {rule}: the pattern takes too long for this text, so the rule was left out here;"
                " rewrite it without nested repeats, or skip it with --skip {rule}"
            ).format(rule=f"{pack}.{rule}")
        )
        self.pack = pack
        self.rule = rule

    def __reduce__(self) -> tuple[object, ...]:
        return SlowRuleError, (self.pack, self.rule)


class InputError(WxcleanError):
    """An input that can't be cleaned; other inputs go on (exit code 3)."""


class SuspectError(InputError):
    """A result that is suspect where suspect results count as failed.

    Attributes:
        code: what it is suspect of; where that is several things, the first.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return partial(SuspectError, code=self.code), (str(self),)


class ForeignInputError(InputError):
    """Input that is something else than a text dump, by its content: a page's HTML, a PDF, an archive.

    Attributes:
        kind: what it is, in a word: `html`, `feed`, `mhtml`, `pdf`, `zip`, ….
    """

    def __init__(self, message: str, *, kind: str) -> None:
        super().__init__(message)
        self.kind = kind

    def __reduce__(self) -> tuple[object, ...]:
        return partial(ForeignInputError, kind=self.kind), (str(self),)


class NoTextError(InputError):
    """Data in which no text can be told.

    Attributes:
        reason: why.
        hint: which members there are, and what to do.
    """

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason + hint)
        self.reason = reason
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        return NoTextError, (self.reason, self.hint)


class DecodeError(InputError):
    """Bytes that are not text in the encoding they claim or seem to have.

    Attributes:
        offset: the first undecodable byte, counted from 0 (of the input read as UTF-8 where no encoding fits).
        encoding: the encoding that was tried last.
    """

    def __init__(self, message: str, *, offset: int | None, encoding: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.encoding = encoding

    def __reduce__(self) -> tuple[object, ...]:
        return partial(DecodeError, offset=self.offset, encoding=self.encoding), (str(self),)


class OutputError(WxcleanError):
    """An output that can't be written; what was there before is still there (exit code 3)."""


def system_message(error: OSError) -> str:
    """Return what the system, or the store behind a URL, says of a call that failed; a store may only repeat the name.

    >>> system_message(OSError(28, "No space left on device", "a.txt"))
    'No space left on device'
    """
    if isinstance(error, FileNotFoundError) or error.errno == ENOENT:
        return _NO_FILE
    return _message(error.strerror) if error.strerror else str(error)


def _message(text: str) -> Message:
    return text if isinstance(text, Message) else Message(text)


def reason_of(error: BaseException) -> str:
    """Return what went wrong, without what the place already says.

    >>> reason_of(OSError(28, "No space left on device", "a.txt")), reason_of(KeyError("text"))
    ('No space left on device', "KeyError: 'text'")
    """
    if isinstance(error, OSError) and error.strerror:
        return _message(error.strerror)
    if isinstance(error, WxcleanError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def why_unwritten(error: Exception) -> str:
    """Return why an output can't be written: what the system says with what it is about, our own words as they are.

    >>> why_unwritten(OSError(28, "No space left on device"))
    "can't be written: No space left on device"
    """
    reason = reason_of(error)
    is_systems = isinstance(error, OSError) and not isinstance(error.strerror, Message)
    return _("can't be written: {reason}").format(reason=reason) if is_systems else reason


def code_of(error: BaseException) -> str:
    """Return the code of what a result that counts as failed is suspect of, empty for any other error."""
    return error.code if isinstance(error, SuspectError) else ""


def meant(word: object, known: Iterable[str]) -> Message:
    """Return the end of a message about an unknown word: which one it may have been, or what there is.

    >>> meant("skp", ["skip", "rules"])
    "; did you mean 'skip'?"
    >>> meant("colour", ["skip", "rules"])
    ' (known: skip, rules)'
    """
    names = list(known)
    listed = _(" (known: {names})").format(names=", ".join(names)) if 0 < len(names) <= 20 else Message("")
    return close_to(word, names) or listed


def close_to(word: object, known: Iterable[str]) -> Message:
    """Return `; did you mean '…'?` where a word is close to a known one, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(str(word), list(known), n=1)
    return _("; did you mean {close}?").format(close=repr(close[0])) if close else Message("")


class NeedsWholePageError(Exception):
    """A page that ends as an earlier one did, though what stands above could change what becomes of that end."""
