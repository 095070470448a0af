"""`wxclean learn`: finds what accounts repeat in their articles, as a rule pack to review and use."""

from __future__ import annotations

from typing import Annotated

import typer

from wxclean.cli.corpus_options import CorpusOptions, LearnOptions
from wxclean.cli.help_text import SUFFIXES
from wxclean.cli.on_windows import expanded
from wxclean.cli.option_tables import CLEAN, Table, option, shared
from wxclean.cli.options import with_options
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.settings import CleanOptions

_LEARNING = "What is learned"
_OF_RUNS = (
    *("jobs", "engine", "ray_address", "include", "exclude", "files_from", "text_column", "resume"),
    *("max_record_size", "max_ratio"),
)
_OPTIONS: Table = {
    "output": option(
        "--output",
        "-o",
        metavar="FILE.toml",
        panel=_LEARNING,
        help="Write the rule pack to this file; what you decided in it before stays. - is standard output.",
    ),
    "group_by": option(
        metavar="WHAT",
        panel=_LEARNING,
        help="What tells an article's account: folder (the one below each PATH), column:NAME, or none (all are of "
        "--account); if not given, what each article says of itself.",
    ),
    "account": option(metavar="NAME", panel=_LEARNING, help="All articles are of the account of this name."),
    "builtin": option(
        "--no-builtin",
        panel=_LEARNING,
        help="Learn from texts that no built-in rule has cleaned: for pages of another site.",
    ),
    "report": option(
        metavar="FILE.html",
        panel=_LEARNING,
        help="Write what was learned as one page to review: accounts, rules by doubt, examples.",
    ),
    **{name: CLEAN[name] for name in _OF_RUNS},
    **shared("encoding", "errors", "field", "filters", "skip", "config", "isolated", "color", "quiet"),
}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(learn)


@with_options(_OPTIONS)
def learn(
    options: CleanOptions,
    corpus: CorpusOptions,
    learning: LearnOptions,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help=f"Dumps, files of records, folders and URLs: {SUFFIXES}.", show_default=False
        ),
    ] = None,
) -> int:
    """Learn what accounts repeat in their articles, and what many accounts do, as a rule pack for --rules."""
    from wxclean.cli.learn_corpus import learn_from

    return learn_from(expanded(files), options, corpus, learning)
