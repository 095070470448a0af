"""Input that is something else than a text dump, told by its content: what it is, and what to do with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from wxclean.errors import ForeignInputError
from wxclean.language import _
from wxclean.reading.magic import binary_kind

_PACKED: Final = _("unpack it and clean what is in it")
_SAVE_AS_TEXT: Final = _("save it as plain text first")
_TAKE_TEXT: Final = _("take its text first, as html2text or get_text() of Beautiful Soup do")
_NO_TEXT: Final = _("there is no text in it to clean")
_EXPORT: Final = _("export its texts as JSON Lines or CSV first")

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "html": (_("HTML of another site than mp.weixin.qq.com"), _TAKE_TEXT),
    "feed": (_("an RSS or Atom feed"), _("give it a name that ends with .xml, .rss or .atom")),
    "svg": (_("an SVG picture"), _NO_TEXT),
    "xml": ("XML", _("take the texts out of it first")),
    "mhtml": (_("a page saved as MHTML"), _("give it a name that ends with .mhtml")),
    "mail": (_("an e-mail message"), _SAVE_AS_TEXT),
    "http": (_("an HTTP response with its headers"), _("keep its body alone, and {then}").format(then=_TAKE_TEXT)),
    "warc": (_("a WARC archive of pages"), _("give it a name that ends with .warc")),
    "rtf": ("RTF", _SAVE_AS_TEXT),
    "pdf": (_("a PDF"), _("take its text first, as pdftotext does")),
    "postscript": ("PostScript", _("take its text first, as ps2ascii does")),
    "docx": (_("a Word document"), _SAVE_AS_TEXT),
    "xlsx": (_("an Excel workbook"), _("save it as CSV first")),
    "pptx": (_("a PowerPoint presentation"), _SAVE_AS_TEXT),
    "office": (_("an Office file (.docx, .xlsx or .pptx)"), _("save it as plain text or CSV first")),
    "odf": (_("an OpenDocument file"), _SAVE_AS_TEXT),
    "epub": (_("an EPUB book"), _SAVE_AS_TEXT),
    "ole": (_("a file of an older Office (.doc, .xls, .ppt, .msg)"), _SAVE_AS_TEXT),
    "zip": (_("a ZIP archive"), _PACKED),
    "tar": (_("a tar archive"), _PACKED),
    "7z": (_("a 7z archive"), _PACKED),
    "rar": (_("a RAR archive"), _PACKED),
    "gzip": (_("gzip data"), _PACKED),
    "bzip2": (_("bzip2 data"), _PACKED),
    "xz": (_("xz data"), _PACKED),
    "zstd": (_("Zstandard data"), _PACKED),
    "image": (_("a picture"), _NO_TEXT),
    "media": (_("a sound or a film"), _NO_TEXT),
    "sqlite": (_("an SQLite database"), _EXPORT),
    "parquet": ("Parquet", _("give it a name that ends with .parquet")),
    "arrow": (_("an Arrow file"), _("write it as Parquet first")),
    "array": (_("an array of NumPy or HDF5"), _EXPORT),
    "pickle": (
        _("a Python pickle, which can run code"),
        _("open it where it was made, and {then}").format(then=_EXPORT),
    ),
    "program": (_("a program"), _NO_TEXT),
    "lfs": (_("a pointer of Git LFS, not the file itself"), _("fetch that with: git lfs pull")),
}
"""What each kind is, and the remedy, as messages say them."""

LOOKED_AT: Final = 1 << 16
"""How many characters of a text are looked at: a page of WeChat has 50 KB of head and scripts before its article."""
ABOVE_TEXT: Final = "\ufeff \t\r\n\u3000"
"""What may stand above the first word or tag of a text."""
# How what `text_kind` knows begins; hardly any dump does.
_BEGINNING: Final = re.compile(r"[<{%\ufeff]|HTTP/|WARC/|version https:|[A-Za-z][A-Za-z0-9-]{0,60}:")
_HEADER: Final = r"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+"
_MIME: Final = r"(?im)^mime-version:"
_CONTENT_TYPE: Final = r"(?im)^content-type:\s*([\w.+-]+/[\w.+-]+)"
_LOCATION: Final = r"(?im)^(?:snapshot-)?content-location:"
_WARC_TYPE: Final = r"(?im)^warc-type:\s*(\w+)"
_TEXTS: Final = "wet"
"""The kind of an archive of texts, each of which is a dump."""


def refuse_foreign_bytes(data: bytes) -> None:
    """Check that bytes don't begin as a picture, an archive or another binary format does.

    Raises:
        ForeignInputError: they do.
    """
    kind = binary_kind(data)
    if kind is not None:
        raise _error(kind)


def refuse_foreign_text(first: str, text: Callable[[], str]) -> None:
    """Check that a text is no markup, mail or archive; `first` is its first line, which is mostly enough to tell.

    Raises:
        ForeignInputError: it is.
    """
    if _BEGINNING.match(first):
        kind = text_kind(text())
        if kind is not None and kind != _TEXTS:
            raise _error(kind)


def _error(kind: str) -> ForeignInputError:
    name, remedy = KINDS[kind]
    return ForeignInputError(_("is {name}: {remedy}").format(name=name, remedy=remedy), kind=kind)


def text_kind(text: str) -> str | None:
    """Return the kind of a text by its beginning, `wet` for an archive of texts; None for what may be a dump."""
    head = text[:LOOKED_AT].lstrip(ABOVE_TEXT)
    if head.startswith("<"):
        from wxclean.reading.markup import markup_kind  # no dump needs its patterns

        return markup_kind(head)
    if head.startswith(r"{\rtf"):  # Rich Text Format Specification 1.9.1, Microsoft
        return "rtf"
    if head.startswith("%PDF-"):  # ISO 32000-1, 7.5.2
        return "pdf"
    if head.startswith("%!PS-Adobe-"):  # PostScript Language Document Structuring Conventions, Adobe
        return "postscript"
    if head.startswith("version https://git-lfs.github.com/spec/"):  # docs/spec.md of Git LFS
        return "lfs"
    if re.match(r"HTTP/\d(?:\.\d)? \d{3}\b", head):  # RFC 9112, 4
        return "http"
    if re.match(r"WARC/\d\.\d\n", head.replace("\r", "")):
        return _warc_kind(head)
    return _mail_kind(head)


def _warc_kind(head: str) -> str | None:
    """Return the kind of a WARC file (ISO 28500): `wet` for one whose records are texts, conversions."""
    types = {kind.lower() for kind in re.findall(_WARC_TYPE, head)}
    return _TEXTS if "conversion" in types else "warc" if types else None


def _mail_kind(head: str) -> str | None:
    """Return whether a text begins with the header of a message: of a saved page (RFC 2557) or of a mail (RFC 5322)."""
    header = re.match(_HEADER, head.replace("\r", ""))
    if header is None or not re.search(_MIME, header[0]):
        return None
    content = re.search(_CONTENT_TYPE, header[0])
    if content is None:
        return None
    kind = content[1].lower()
    is_page = kind.startswith(("multipart/", "text/html")) and re.search(_LOCATION, header[0])
    return "mhtml" if is_page or kind == "multipart/related" else "mail"
