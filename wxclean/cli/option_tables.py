"""The options of the commands that clean, each with its line of help: Typer's parameters are made of them.

They are kept apart from Typer, which takes longer to load than a dump takes to clean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wxclean.cli.fields import Field


class Option(NamedTuple):
    """What the command line says of a field besides its type and default, in the words of `typer.Option`."""

    names: tuple[str, ...]
    metavar: str | None
    panel: str | None
    help: str | None
    least: float | None

    def names_for(self, field: Field) -> tuple[str, ...]:
        """Return the option as a person writes it, long or short."""
        return self.names or (f"--{asked_as(field).replace('_', '-')}",)


Table = Mapping[str, Option]
"""Options by the name of the field that takes the value."""


def option(
    *names: str,
    metavar: str | None = None,
    panel: str | None = None,
    help: str | None = None,
    least: float | None = None,
) -> Option:
    """Return an option; without names, it is called as its field."""
    return Option(names, metavar, panel, help, least)


def long_name(names: Sequence[str]) -> str:
    """Return the long one among the names of an option."""
    return next(name for name in names if name.startswith("--"))


def asked_as(field: Field) -> str:
    """Return what the command line calls a field: its name, or `no_…` for a switch that is on by default."""
    return f"no_{field.name}" if field.default is True else field.name


def field_value(field: Field, said: Any) -> Any:
    """Return a field's value from what the command line says of it."""
    if field.default is True:
        return not said
    if field.takes_several:
        return tuple(said) if said else field.default
    return said


def shared(*names: str) -> Table:
    """Return some of the shared options."""
    return {name: SHARED[name] for name in names}


READING = "How the input is read"
RULES = "What is removed"
SETTINGS = "Where settings come from"
SHOWING = "How it is shown"
_WRITING = "How the result is written"
_MANY = "Folders, lists and files of records"

SHARED: Table = {
    "encoding": option(
        metavar="NAME",
        panel=READING,
        help="The encoding of the input; detected if not given.",
    ),
    "errors": option(panel=READING, help="Bytes that can't be decoded: fail, or write U+FFFD for them."),
    "field": option(
        metavar="NAME",
        panel=READING,
        help="The member of a JSON object or dict that holds the dump: a name, or a path such as data.items[].text.",
    ),
    "filters": option(
        "--filter",
        metavar="NAME",
        panel=RULES,
        help="Run only this filter; may be given several times.",
    ),
    "skip": option(
        metavar="NAME",
        panel=RULES,
        help="Leave out a filter, or some of its rules, as wechat.toolbar.counters; may be given several times.",
    ),
    "rules": option(
        metavar="PACK",
        panel=RULES,
        help="Add a rule pack: your own TOML file, or promo or notice, which come with wxclean; or the fix entities.",
    ),
    "account": option(
        metavar="NAME",
        panel=RULES,
        help="Whose articles the input holds, for learned rules; if not given, what each dump says.",
    ),
    "learned": option(
        panel=RULES, help="Learned rules: only those that are accepted, or also those that wait for review."
    ),
    "plugin_errors": option(panel=RULES, help="If a plug-in fails: warn and go on without it, or stop."),
    "reference_date": option(
        metavar="DATE",
        panel=READING,
        help="Resolve a day given in words (昨天) by this day, as 2023-05-20, or by mtime, the file's last change.",
    ),
    "config": option(metavar="FILE", panel=SETTINGS, help="Read settings from this file instead of the nearest one."),
    "isolated": option("--isolated", panel=SETTINGS, help="Ignore all settings files."),
    "color": option(
        metavar="WHEN",
        panel=SHOWING,
        help="Use colour; auto: only in a terminal.",
    ),
    "pager": option(
        metavar="WHEN",
        panel=SHOWING,
        help="Show differences, edits and facts with $PAGER, or less; auto: only in a terminal.",
    ),
    "quiet": option("--quiet", "-q", help="No warnings, only errors."),
}
"""The options of every command that cleans, in the order of the help; each is a field of `CleanOptions`."""

CLEAN: Table = {
    "output": option(
        "--output",
        "-o",
        metavar="PATH",
        panel=_WRITING,
        help="Write to this file or folder, or gather all records in this .jsonl, .json, .csv, .tsv or .parquet file; "
        "- is standard output.",
    ),
    "in_place": option("--in-place", "-i", panel=_WRITING, help="Write each result over its input."),
    "diff": option("--diff", panel=_WRITING, help="Show what would change, and write nothing."),
    "check": option(
        "--check",
        panel=_WRITING,
        help="Name the inputs that would change, and exit with 1 if there are any; write nothing.",
    ),
    "format": option(
        "--format",
        "-f",
        panel=_WRITING,
        help="Plain text, Markdown with the metadata as front matter, or a file of records; a known suffix of the "
        "output decides instead.",
    ),
    "join": option("--join", panel=_WRITING, help="Write several inputs as one text, one after the other."),
    "title": option("--no-title", panel=_WRITING, help="Leave the title out of the text."),
    "images": option(
        panel=_WRITING,
        help="The pictures of a saved page in Markdown: keep them, only the words that describe them, or nothing.",
    ),
    "image_list": option(
        metavar="FILE",
        panel=_WRITING,
        help="Write the addresses of the pictures of saved pages to this file, one a line, to download them with.",
    ),
    "line_ends": option(
        panel=_WRITING, help="Line endings to write; auto keeps those of a file that is overwritten, and is else lf."
    ),
    "only_dumps": option("--only-dumps", panel=_WRITING, help="Leave alone what shows no sign of a page of WeChat."),
    "jobs": option(
        "--jobs",
        "-j",
        least=1,
        metavar="N",
        panel=_MANY,
        help="Number of worker processes; one per core if not given.",
    ),
    "engine": option("--engine", panel=_MANY, help="Run on the cores of this machine, or of a Ray cluster."),
    "ray_address": option(
        metavar="HOST:PORT",
        panel=_MANY,
        help="The address of the Ray cluster; the one on this machine if not given.",
    ),
    "include": option(
        metavar="GLOB",
        panel=_MANY,
        help="In folders, take the files that match, as in .gitignore, instead of those with a known suffix.",
    ),
    "exclude": option(
        metavar="GLOB", panel=_MANY, help="In folders, leave out the files that match, as in .gitignore."
    ),
    "files_from": option(
        metavar="FILE",
        panel=_MANY,
        help="Clean the files listed in FILE, one a line or separated by NUL; - is standard input.",
    ),
    "text_column": option(
        metavar="NAME",
        panel=_MANY,
        help="The column that holds the dump; in JSON, as --field, also a path.",
    ),
    "keep_raw": option("--keep-raw", panel=_MANY, help="Keep the raw text in a column of its own."),
    "shard_size": option(
        metavar="SIZE",
        panel=_MANY,
        help="Split the output into numbered files, each of about so much input (256MB).",
    ),
    "resume": option("--resume", panel=_MANY, help="Continue where an earlier run stopped."),
    "fail_fast": option("--fail-fast", panel=_MANY, help="Stop at the first failure."),
    "strict": option("--strict", panel=_WRITING, help="Treat a suspect result as a failure."),
    "report": option(
        metavar="FILE",
        panel=_MANY,
        help="Write a report of the run: FILE.html to read, FILE.json for scripts.",
    ),
    "failures": option(
        metavar="FILE.jsonl", panel=_MANY, help="Write the records that failed to this file, as they were."
    ),
    "max_record_size": option(
        metavar="SIZE", panel=_MANY, help="Refuse records that are longer than this (64MiB if not given)."
    ),
    "max_ratio": option(
        least=1,
        metavar="N",
        panel=_MANY,
        help="Refuse compressed files that grow to more than N times their size (500 if not given).",
    ),
    "csv_formulas": option(
        panel=_MANY,
        help="Text in a CSV cell that a spreadsheet would take for a formula: put ' before it, or keep it.",
    ),
    "all_hosts": option(
        "--all-hosts",
        panel=_MANY,
        help="Take the pages of all hosts from WARC and WET archives, not those of mp.weixin.qq.com alone.",
    ),
    **SHARED,
    "verbose": option("--verbose", "-v", help="Say what was found and done."),
}
"""The options in the order of the help; each is a field of `CleanOptions` or `CorpusOptions`."""
