"""Fuzz one part of wxclean with atheris: `fuzz.py TARGET [options of libFuzzer] [corpus folders]`.

Each target takes bytes and raises where a promise is broken; what libFuzzer finds it writes to `crash-…`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO, cast, get_args
from urllib.parse import urlsplit

import atheris
from markdown_it import MarkdownIt
from markdown_it.token import Token

with atheris.instrument_imports(include=["wxclean"]):
    from tests.helpers.trail import apply_edits
    from wxclean.batch.formats.carriers.formats import FEED, MHTML, WARC
    from wxclean.batch.job import Job, Range
    from wxclean.cleaner.cleaner import Cleaner
    from wxclean.errors import InputError, NoTextError, UsageError, WxcleanError
    from wxclean.output.markdown import page_markdown
    from wxclean.output.markdown.addresses import LINK_SCHEMES
    from wxclean.reading.decode import decode
    from wxclean.reading.unwrap import unwrap
    from wxclean.result import Cleaned, Images
    from wxclean.rules.compile_packs import matcher
    from wxclean.rules.packfile import parse_pack

CLEANER = Cleaner()
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def fuzz_decode(data: bytes) -> None:
    """Check that bytes are text, or an error says why not; and that in a named encoding, `replace` never fails."""
    try:
        found = decode(data)
    except WxcleanError:
        found = None
    if found is not None and not 0 <= found.confidence <= 1:
        raise AssertionError(found)
    decode(data, encoding="utf-8", errors="replace")


def fuzz_unwrap(data: bytes) -> None:
    """Check that every text has a record, or is data without a text; and that one without a wrapper is its record."""
    text = data.decode("utf-8", "replace")
    try:
        records = unwrap(text)
    except NoTextError:
        return
    if not records or (records[0].wrapper == "plain" and len(records) > 1):
        raise AssertionError(records)


def fuzz_pack(data: bytes) -> None:
    """Check that a text is a rule pack whose rules compile, or a mistake of its writer."""
    try:
        pack = parse_pack(data.decode("utf-8", "replace"), path="pack.toml")
    except UsageError:
        return
    matcher([pack]).rule("微信扫一扫")


def fuzz_clean(data: bytes) -> None:
    """Check that the trail rebuilds the text, and that an unwrapped text stays as it is when it is cleaned again."""
    try:
        found = CLEANER.clean(data)
    except WxcleanError:
        return
    if apply_edits(found.payload, found.edits) != found.text:
        raise AssertionError("the edits don't rebuild the text")
    try:
        again = CLEANER.clean(found.text)
    except NoTextError:  # what is left is data itself
        return
    if again.source.wrapper == "plain" and again.payload == found.text and again.text != found.text:
        raise AssertionError(f"not stable: {found.text!r} became {again.text!r}")


def fuzz_page(data: bytes) -> None:
    """Check that a page with this content has a text whose trail rebuilds it, and that a way leads to each element."""
    found = _cleaned_page(data)
    if apply_edits(found.payload, found.edits) != found.text:
        raise AssertionError("the edits don't rebuild the text")
    if found.page is None:
        raise AssertionError("a page was read as a text")
    found.page.content_html(range(1, found.payload.count("\n") + 2))


def _cleaned_page(content: bytes) -> Cleaned:
    return CLEANER.clean("<!DOCTYPE html><html><body><div id='js_content'>" + content.decode("utf-8", "replace"))


def fuzz_markdown(data: bytes) -> None:
    """Check that a reader of a page's Markdown meets no HTML and no address that runs, whatever becomes of pictures."""
    found = _cleaned_page(data)
    for images in get_args(Images):
        made = page_markdown(found, images)
        if made is None:
            raise AssertionError("a page was read as a text")
        for token in _tokens(READER.parse(made.text)):
            scheme = urlsplit(str(token.attrs.get("href") or token.attrs.get("src") or "")).scheme
            if token.type.startswith("html") or (scheme and scheme not in LINK_SCHEMES):
                raise AssertionError(token)


def _tokens(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or ())


def fuzz_carrier(data: bytes) -> None:
    """Check that a file that may carry saved pages has records, or an error says why not."""
    for form in (FEED, MHTML, WARC):
        read = form.read
        if read is None:
            raise AssertionError(form)
        with suppress(InputError):
            for item in read(cast("BinaryIO", io.BufferedReader(io.BytesIO(data))), Range(), Job(max_record=1 << 20)):
                if item.value is None and not (item.error or item.note):
                    raise AssertionError(item)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "decode": fuzz_decode,
    "unwrap": fuzz_unwrap,
    "pack": fuzz_pack,
    "clean": fuzz_clean,
    "page": fuzz_page,
    "markdown": fuzz_markdown,
    "carrier": fuzz_carrier,
}


def main() -> None:
    """Fuzz the target that the first argument names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} [options of libFuzzer] [corpus folders]")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
