"""The command line.

In: the arguments of a `wxclean` command, and settings files. Out: calls of the rooms below, messages, an exit code.
Begin with `main` here, then `commands/clean.py`: few inputs go on in `few_inputs.py`, files of records among them in
`streams.py`, folders and lists in `corpus.py`; `previews.py` shows and writes nothing. What they ask of every record is
made in `job.py`, and where they write is chosen in `writing.py`.

A Typer application costs 100 to 200 ms to load, most of it Pydantic and inspection, and a command line
without options has nothing to parse. So `wxclean`, `wxclean FILE...` and `wxclean --version` go straight to
the work, and all else goes through `application.py`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from wxclean.cli import exit_codes
from wxclean.cli.chosen_language import check_language, language_of, without_language
from wxclean.cli.on_windows import expanded, reader_has_left, speak_utf8
from wxclean.cli.top_level import COMMANDS, looks_like_a_command, print_version, print_welcome, reads_terminal
from wxclean.language import _, speaking


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Every failure is one line on standard error; with `WXCLEAN_DEBUG` set, an unforeseen one is raised instead.
    """
    given, language = without_language(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    with speaking(language_of(language, os.environ)):
        code = _exit_code(given, language)
    if arguments is None:
        gc.freeze()  # or the program takes up to 0.1 s longer to end, to look for garbage in all that was loaded
    return code


def _exit_code(arguments: list[str], language: str | None) -> int:
    try:
        check_language(language)
        return _run(arguments)
    except KeyboardInterrupt:
        return _give_up(_("interrupted"), exit_codes.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last place to catch anything: no traceback reaches a user
        if isinstance(error, OSError) and reader_has_left(error):
            return _end_quietly()
        from wxclean.cli.messages import described
        from wxclean.errors import UsageError

        code = exit_codes.WRONG_USAGE if isinstance(error, UsageError) else exit_codes.FAILED
        return _give_up(described(error), code)


def _run(arguments: list[str]) -> int:
    if "_WXCLEAN_COMPLETE" not in os.environ:
        if arguments in (["--version"], ["-V"]):
            print_version()
            return exit_codes.DONE
        if not arguments and reads_terminal():
            print_welcome()
            return exit_codes.DONE
        if needs_no_parser(arguments):
            from wxclean.cli.few_inputs import clean_inputs
            from wxclean.cli.settings import CleanOptions

            return clean_inputs(expanded(arguments), CleanOptions())
        from wxclean.cli.plain_options import read_plainly

        plain = read_plainly(arguments)
        if plain is not None:
            from wxclean.cli.cleaning import clean_named

            return clean_named(*plain)
    from wxclean.cli.application import run_application

    return run_application(arguments)


def needs_no_parser(arguments: Sequence[str]) -> bool:
    """Return whether a command line only names inputs: no options, and no command, be it mistyped."""
    if arguments and (arguments[0] in COMMANDS or looks_like_a_command(arguments[0])):
        return False
    return not any(argument.startswith("-") and argument != "-" for argument in arguments)


def _give_up(message: str, code: int) -> int:
    from wxclean.cli.messages import complain

    complain(message)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _write_to_nobody()
    return code


def _end_quietly() -> int:
    """Leave a standard output whose reader has gone."""
    _write_to_nobody()
    return exit_codes.DONE


def _write_to_nobody() -> None:
    """Give what standard output doesn't take to nobody, or Python would try, and complain, once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
