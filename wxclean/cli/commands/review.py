"""`wxclean review`: shows the rules of a learned pack in the terminal, and saves what a person decides about them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from wxclean.cli.plain_commands import PlainCommand
from wxclean.errors import UsageError
from wxclean.language import _


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(review)


def review(
    pack: Annotated[str, typer.Argument(metavar="FILE.toml", help="The rule pack that was learned.")],
) -> None:
    """Review learned rules in the terminal: accept, reject or leave each; the file is saved at once."""
    from wxclean.learning.reviewed_file import opened

    try:
        from wxclean.cli.review_screen import ReviewScreen
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise UsageError(_("review needs textual; install it with: pip install 'wxclean[review]'")) from None
    file = opened(pack)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("review needs a terminal; elsewhere, edit the states in {pack} with any editor").format(pack=pack)
        )
    ReviewScreen(file).run()
