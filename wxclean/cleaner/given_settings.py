"""The settings of a cleaner as a caller may write them: what type checkers, editors and readers see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from os import PathLike
from typing import TypedDict

from wxclean.cleaner.settings import DecodeErrors, LearnedStates, PluginErrors


class GivenSettings(TypedDict, total=False):
    """The fields of `CleanerSettings` as a caller may write them: any sequence for a tuple, a name for a list of one.

    `filters`: the only steps to run, besides the packs in `rules`; None for those that are on by default.
    `skip`: steps to leave out, and rules as `pack.rule`; a rule's name may be cut at a dot.
    `rules`: rule packs to add, paths of TOML files, `promo` or `notice`; and `entities`, a fix that is off by default.
    `encoding`: the encoding of bytes; detected unless given.
    `errors`: what happens to bytes that can't be decoded.
    `field`: the member of a JSON object or dict that holds the dump: its name, or a path such as `data.list[].text`.
    `plugin_errors`: what happens if a plug-in fails.
    `reference_date`: the day on which words such as `昨天` were true, as a date or `2023-05-20`; `mtime`, for the files
    that the command cleans, is the day of their last change. Without it, `published` is None where a page has words.
    `account`: whose articles the dumps are, for learned rules; else it is what each dump says.
    `learned`: `all` also applies the learned rules that wait for review.
    """

    filters: Sequence[str] | None
    skip: Sequence[str]
    rules: Sequence[str | PathLike[str]]
    encoding: str | None
    errors: DecodeErrors
    field: str | None
    plugin_errors: PluginErrors
    reference_date: str | date | None
    account: str | None
    learned: LearnedStates
