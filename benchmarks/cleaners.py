"""The cleaner under test, by name, and two to compare it with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import cast

import wxclean
from benchmarks.generate import PHRASES
from wxclean.cleaner.cleaner import Cleaner
from wxclean.result import Cleaned, Metadata, Source

CleanFunction = Callable[[bytes], Cleaned]

DEFAULT = "wxclean:clean"
_PHRASES = frozenset(PHRASES)


def as_is(raw: bytes) -> Cleaned:
    """Return what decoding alone gives: its score is the baseline that every cleaner has to beat."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = raw.decode(encoding, "replace")
    return Cleaned(text, Metadata(), (), Source(encoding, 1.0, "plain"), text)


def phrases_out(raw: bytes) -> Cleaned:
    """Return what a careful script leaves: known phrases out where they are a whole line, escaped newlines undone."""
    read = as_is(raw)
    lines = (line.strip() for line in read.text.replace("\\n", "\n").split("\n"))
    text = "\n".join(line for line in lines if line and line not in _PHRASES)
    return Cleaned(text, read.metadata, (), read.source, read.text)


def unused(clean: CleanFunction) -> CleanFunction:
    """Return a cleaner that has learned from no text yet; a function that isn't wxclean's own is returned as it is."""
    return Cleaner().clean if clean is wxclean.clean else clean


def named(name: str) -> CleanFunction:
    """Return the function that `MODULE:FUNCTION` names.

    Raises:
        argparse.ArgumentTypeError: there is none.
    """
    module, _, function = name.partition(":")
    try:
        return cast("CleanFunction", getattr(import_module(module), function))
    except (ImportError, AttributeError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from error
