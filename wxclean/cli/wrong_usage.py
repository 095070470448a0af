"""What is wrong with a command line, said in plain words, each with what to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from wxclean.cli.top_level import DEFAULT_COMMAND
from wxclean.errors import UsageError, close_to, meant

if TYPE_CHECKING:
    import typer
    from typer._click import Context, Parameter

    from wxclean.cli.fields import Field

Parser = Callable[[Any], Any]
"""A function from what was typed to the value of an option."""


def parser_of(field: Field, option: str, least: float | None) -> Parser | None:
    """Return what reads the values of an option, and refuses wrong ones in plain words; None if all are right."""
    if field.choices:
        return _choice(option, field.choices)
    if field.type in (int, int | None):
        return _number(option, int, "a whole number", least)
    if field.type in (float, float | None):
        return _number(option, float, "a number", least)
    return None


def _choice(option: str, choices: Sequence[str]) -> Parser:
    def parse(said: Any) -> str:
        if said in choices:
            return str(said)
        raise UsageError(f"{option} is {listed(choices)}, not {said!r}{close_to(said, choices)}")

    return parse


def _number(option: str, kind: type[int | float], called: str, least: float | None) -> Parser:
    def parse(said: Any) -> float:
        try:
            value = kind(said)
        except (ValueError, OverflowError):
            raise UsageError(f"{option} takes {called}, not {said!r}") from None
        if least is not None and not value >= least:
            raise UsageError(f"{option} takes {called} from {least:g} on, not {said!r}")
        return value

    return parse


def in_plain_words(error: typer.TyperException, context: Context) -> UsageError:
    """Return the error for a command line that Typer can't parse."""
    name = getattr(error, "option_name", None)
    if isinstance(name, str):
        option = next((param for param in context.command.params if name in (*param.opts, *param.secondary_opts)), None)
        return _unknown_option(name, context) if option is None else _odd_value(name, option, context)
    missing = getattr(error, "param", None)
    if missing is not None:
        called = missing.metavar or missing.name.upper()
        return UsageError(f"{_called(context)} needs {_article(called)} {called}; see {_help_of(context)}")
    return UsageError(f"{' '.join(error.format_message().split())}; see {_help_of(context)}")


def _unknown_option(name: str, context: Context) -> UsageError:
    from difflib import get_close_matches

    known = [option for param in context.command.get_params(context) for option in param.opts]
    close = get_close_matches(name, [option for option in known if option.startswith("--")], n=1, cutoff=0.75)
    remedy = f"did you mean {close[0]}?" if close else f"see {_help_of(context)}"
    return UsageError(f"{_there_is_no('option', context)} {name}; {remedy}")


def _odd_value(name: str, option: Parameter, context: Context) -> UsageError:
    if getattr(option, "is_flag", False):
        return UsageError(f"{name} takes no value; write {name} alone")
    choices = choices_of(option)
    wanted = listed(choices) if choices else option.metavar or "VALUE"
    return UsageError(f"{name} needs a value: {wanted}; see {_help_of(context)}")


def too_many(extra: Sequence[str], context: Context) -> UsageError:
    """Return the error for arguments that a command has no use for."""
    taken = [param.metavar for param in context.command.params if param.param_type_name == "argument"]
    wanted = f"takes one {taken[0]}" if taken else "takes no names"
    return UsageError(f"{_called(context)} {wanted}; {extra[0]!r} is too much (see {_help_of(context)})")


def unknown_command(word: str, known: Iterable[str], context: Context) -> UsageError:
    """Return the error for a command that doesn't exist."""
    return UsageError(f"{_there_is_no('command', context)} {word!r}{meant(word, known)}")


def mistyped_command(word: str, commands: Collection[str], options: Collection[str]) -> UsageError | None:
    """Return the error for a word that is no file and close to a command, or is an option without its dashes."""
    from difflib import get_close_matches

    close = [repr(name) for name in get_close_matches(word, commands, n=1, cutoff=0.7)]
    close += [name for name in options if name == f"--{word}"]
    return UsageError(f"there is no command {word!r}; did you mean {close[0]}?") if close else None


def choices_of(param: Parameter) -> Collection[str]:
    """Return the values that an option or argument may have; nothing where there are others."""
    found = getattr(param, "type_descriptor", None)
    return tuple(map(str, getattr(found, "choices", None) or ()))


def listed(words: Collection[str]) -> str:
    """Return words as a list in a sentence.

    >>> listed(["text", "markdown", "jsonl"])
    'text, markdown or jsonl'
    """
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _article(word: str) -> str:
    return "an" if word[:1] in "AEIOU" else "a"


def _there_is_no(what: str, context: Context) -> str:
    """Return the start of a message; the default command's name is seldom typed, and not told."""
    called = _called(context)
    return f"there is no {what}" if called in ("", DEFAULT_COMMAND) else f"{called} has no {what}"


def _called(context: Context) -> str:
    return context.command_path.partition(" ")[2]


def _help_of(context: Context) -> str:
    path = context.command_path
    return f"{path.removesuffix(f' {DEFAULT_COMMAND}')} --help"
