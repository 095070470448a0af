"""The words of the report's page for people, all in one place; what stands in braces is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.batch.work.notes import NoteKind
from wxclean.language import _, translated


class Words(NamedTuple):
    """The words of the page, by what they are for."""

    incomplete: str = _("{reason}; not complete.")
    failures: str = _("Failures ({number})")
    suspects: str = _("Suspects ({number})")
    warnings: str = _("Warnings ({number})")
    skipped: str = _("Skipped files ({number})")
    choose_cause: str = _("A click on a cause leaves in the list below only what has it.")
    number: str = _("Number")
    cause: str = _("Cause")
    first_place: str = _("First")
    file: str = _("File")
    where: str = _("Where")
    why: str = _("Why")
    went: str = _("Went")
    characters_gone: str = _("Characters gone")
    page_lists: str = _("This page lists {shown} of {number}; a JSON report lists all.")
    unknown_lines: str = _("Repeated lines that no rule knows ({number})")
    unknown_lines_note: str = _(
        "These lines are still near the edges of the text of many accounts (a record that names no account counts as "
        "one), {looked_at} of which were looked at. They may be new words of the page, of a site or of a tool. Learn "
        "rules from them, review them, and clean again:"
    )
    line: str = _("Line")
    accounts: str = _("Accounts")
    of_accounts: str = _("Share")
    seen_in: str = _("Seen in")
    by_rule: str = _("By rule")
    by_rule_note: str = _("A click on a rule shows examples of what it did.")
    rule: str = _("Rule")
    lines: str = _("Lines")
    characters: str = _("Characters")
    share: str = _("Share")
    by_filter: str = _("By filter")
    unit_characters: str = _("characters")
    unit_lines: str = _("lines")
    by_account: str = _("By account")
    by_year: str = _("By year")
    by_language: str = _("By language")
    by_kind: str = _("By kind of page")
    says_none: str = _("(not said)")
    name: str = _("Name")
    records: str = _("Records")
    suspect_records: str = _("Suspect")
    before: str = _("Characters before")
    after: str = _("Characters after")
    some_groups: str = _(
        "More than {number} of them were found; these are a fair choice, each with all of its records."
    )
    done_before: str = _("Cleaned before without a report, and only in the sums on top: {records}.")
    sizes: str = _("Size of the records")
    legend_before: str = _("before")
    legend_after: str = _("after")
    legend_sizes: str = _("records by their number of characters, in powers of two")
    records_before: str = _("{size} characters before: {records}")
    records_after: str = _("{size} characters after: {records}")
    published: str = _("{year}: {records}")
    samples: str = _("Changes, a sample")
    of: str = _("{place} of {number}: {name}")
    what_is_left: str = _("What is left")
    at_line: str = _("{path}, line {line}")


def words() -> Words:
    """Return the words of the page."""
    return Words(*map(translated, Words()))


def titles_of_faults(said: Words) -> Mapping[NoteKind, str]:
    """Return the heading of each kind of fault."""
    return {"failure": said.failures, "suspect": said.suspects, "warning": said.warnings, "skipped": said.skipped}


def titles_of_groups(said: Words) -> Mapping[str, str]:
    """Return the heading of each kind of group."""
    return {"account": said.by_account, "year": said.by_year, "language": said.by_language, "kind": said.by_kind}


def named_languages() -> Mapping[str, str]:
    """Return the names of languages, by their tags."""
    names = {
        "zh-Hans": _("Chinese, simplified"),
        "zh-Hant": _("Chinese, traditional"),
        "zh": _("Chinese, in characters common to both scripts"),
        "ja": _("Japanese"),
        "ko": _("Korean"),
        "other": _("Another language"),
        "": _("No letters"),
    }
    return {tag: translated(name) for tag, name in names.items()}
