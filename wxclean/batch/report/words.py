"""The words of the report's page for people, all in one place; what stands in braces is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.batch.work.notes import NoteKind


class Words(NamedTuple):
    """The words of the page, by what they are for."""

    incomplete: str = "{reason}; not complete."
    made_by: str = "wxclean {version}, finished {finished}"
    failures: str = "Failures ({number})"
    suspects: str = "Suspects ({number})"
    warnings: str = "Warnings ({number})"
    skipped: str = "Skipped files ({number})"
    choose_cause: str = "A click on a cause leaves in the list below only what has it."
    number: str = "Number"
    cause: str = "Cause"
    first_place: str = "First"
    file: str = "File"
    where: str = "Where"
    why: str = "Why"
    went: str = "Went"
    characters_gone: str = "Characters gone"
    page_lists: str = "This page lists {shown} of {number}; a JSON report lists all."
    unknown_lines: str = "Repeated lines that no rule knows ({number})"
    unknown_lines_note: str = (
        "These lines are still near the edges of the text of many accounts (a record that names no account counts as "
        "one), {looked_at} of which were looked at. They may be new words of the page, of a site or of a tool. Learn "
        "rules from them, review them, and clean again:"
    )
    line: str = "Line"
    accounts: str = "Accounts"
    of_accounts: str = "Share"
    seen_in: str = "Seen in"
    by_rule: str = "By rule"
    by_rule_note: str = "A click on a rule shows examples of what it did."
    rule: str = "Rule"
    lines: str = "Lines"
    characters: str = "Characters"
    share: str = "Share"
    by_filter: str = "By filter"
    by_account: str = "By account"
    by_year: str = "By year"
    by_language: str = "By language"
    by_kind: str = "By kind of page"
    says_none: str = "(not said)"
    name: str = "Name"
    records: str = "Records"
    suspect_records: str = "Suspect"
    before: str = "Characters before"
    after: str = "Characters after"
    some_groups: str = "More than {number} of them were found; these are a fair choice, each with all of its records."
    done_before: str = "{number} records were cleaned before without a report, and are only in the sums on top."
    sizes: str = "Size of the records"
    legend_before: str = "before"
    legend_after: str = "after"
    legend_sizes: str = "records by their number of characters, in powers of two"
    records_before: str = "{size} characters before: {number} records"
    records_after: str = "{size} characters after: {number} records"
    published: str = "{number} records published in {year}"
    samples: str = "Changes, a sample"
    of: str = "{place} of {number}: {name}"
    more_changes: str = "… and {number} more changes"
    what_is_left: str = "What is left"
    at_line: str = "{path}, line {line}"
    needs_scripts: str = "Without scripts, only the first rows of each table are shown, and no examples of rules."


def words() -> Words:
    """Return the words of the page."""
    return Words()


def titles_of_faults(said: Words) -> Mapping[NoteKind, str]:
    """Return the heading of each kind of fault."""
    return {"failure": said.failures, "suspect": said.suspects, "warning": said.warnings, "skipped": said.skipped}


def titles_of_groups(said: Words) -> Mapping[str, str]:
    """Return the heading of each kind of group."""
    return {"account": said.by_account, "year": said.by_year, "language": said.by_language, "kind": said.by_kind}


def named_languages() -> Mapping[str, str]:
    """Return the names of languages, by their tags."""
    return {
        "zh-Hans": "Chinese, simplified",
        "zh-Hant": "Chinese, traditional",
        "zh": "Chinese, in characters common to both scripts",
        "ja": "Japanese",
        "ko": "Korean",
        "other": "Another language",
        "": "No letters",
    }
