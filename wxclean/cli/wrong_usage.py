"""What is wrong with a command line, said in plain words, each with what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from wxclean.cli.top_level import DEFAULT_COMMAND
from wxclean.errors import UsageError, close_to, meant
from wxclean.language import Message, _, joined

if TYPE_CHECKING:
    import typer
    from typer._click import Context, Parameter

    from wxclean.cli.fields import Field

Parser = Callable[[Any], Any]
"""A function from what was typed to the value of an option."""


def parser_of(field: Field, option: str, least: float | None) -> Parser | None:
    """Return what reads the values of an option, and refuses wrong ones in plain words; None if all are right."""
    if field.choices:
        return choice(option, field.choices)
    if field.type in (int, int | None):
        return _number(option, int, _("a whole number"), least)
    if field.type in (float, float | None):
        return _number(option, float, _("a number"), least)
    return None


def choice(option: str, choices: Sequence[str]) -> Parser:
    """Return what reads the values of an option that takes one of a few, and refuses others."""

    def parse(said: Any) -> str:
        if said in choices:
            return str(said)
        raise UsageError(
            _("{option} is {choices}, not {said}{hint}").format(
                option=option, choices=listed(choices), said=repr(said), hint=close_to(said, choices)
            )
        )

    return parse


def _number(option: str, kind: type[int | float], called: Message, least: float | None) -> Parser:
    def parse(said: Any) -> float:
        try:
            value = kind(said)
        except (ValueError, OverflowError):
            raise UsageError(
                _("{option} takes {kind}, not {said}").format(option=option, kind=called, said=repr(said))
            ) from None
        if least is not None and not value >= least:
            raise UsageError(
                _("{option} takes {kind} from {least:g} on, not {said}").format(
                    option=option, kind=called, least=least, said=repr(said)
                )
            )
        return value

    return parse


def in_plain_words(error: typer.TyperException, context: Context, args: Sequence[str] = ()) -> UsageError:
    """Return the error for a command line, of which these are arguments, that Typer can't parse."""
    name = getattr(error, "option_name", None)
    if isinstance(name, str):
        option = next((param for param in context.command.params if name in (*param.opts, *param.secondary_opts)), None)
        return _unknown_option(name, context, args) if option is None else _odd_value(name, option, context)
    missing = getattr(error, "param", None)
    if missing is not None:
        called = missing.metavar or missing.name.upper()
        return UsageError(
            _("{command} needs {argument}; see {help}").format(
                command=_called(context), argument=_with_article(called), help=_help_of(context)
            )
        )
    return UsageError(in_one_line(error, _help_of(context)))


def in_one_line(error: typer.TyperException, help: str) -> Message:
    """Return what Typer says, and which command's help says more."""
    return joined("", (" ".join(error.format_message().split()), _see(help)))


def _see(help: str) -> Message:
    return _("; see {help}").format(help=help)


def _unknown_option(name: str, context: Context, args: Sequence[str]) -> UsageError:
    from difflib import get_close_matches

    file = next((word for word in args if word.startswith(name) and os.path.lexists(word)), None)
    if file is not None:
        return UsageError(_("there is no option {name}; the file is called ./{file}").format(name=name, file=file))
    known = [option for param in context.command.get_params(context) for option in param.opts]
    close = get_close_matches(name, [option for option in known if option.startswith("--")], n=1, cutoff=0.75)
    hint = _("; did you mean {close}?").format(close=close[0]) if close else _see(_help_of(context))
    if _is_default(context):
        return UsageError(_("there is no option {name}{hint}").format(name=name, hint=hint))
    return UsageError(_("{command} has no option {name}{hint}").format(command=_called(context), name=name, hint=hint))


def _odd_value(name: str, option: Parameter, context: Context) -> UsageError:
    if getattr(option, "is_flag", False):
        return UsageError(_("{name} takes no value; write {name} alone").format(name=name))
    choices = choices_of(option)
    wanted = listed(choices) if choices else option.metavar or "VALUE"
    return no_value(name, wanted, _see(_help_of(context)))


def no_value(name: str, wanted: str, hint: str = "") -> UsageError:
    """Return the error for an option without its value; `wanted` says which values there are."""
    return UsageError(_("{name} needs a value: {wanted}{hint}").format(name=name, wanted=wanted, hint=hint))


def too_many(extra: Sequence[str], context: Context) -> UsageError:
    """Return the error for arguments that a command has no use for."""
    taken = [param.metavar for param in context.command.params if param.param_type_name == "argument"]
    about = {"command": _called(context), "extra": repr(extra[0]), "help": _help_of(context)}
    if taken:
        return UsageError(
            _("{command} takes one {argument}; {extra} is too much (see {help})").format(argument=taken[0], **about)
        )
    return UsageError(_("{command} takes no names; {extra} is too much (see {help})").format(**about))


def unknown_command(word: str, known: Iterable[str], context: Context) -> UsageError:
    """Return the error for a command that doesn't exist."""
    hint = meant(word, known)
    if _is_default(context):
        return UsageError(_("there is no command {word}{hint}").format(word=repr(word), hint=hint))
    return UsageError(
        _("{command} has no command {word}{hint}").format(command=_called(context), word=repr(word), hint=hint)
    )


def mistyped_command(word: str, commands: Collection[str], options: Collection[str]) -> UsageError | None:
    """Return the error for a word that is no file and close to a command, or is an option without its dashes."""
    from difflib import get_close_matches

    close = [repr(name) for name in get_close_matches(word, commands, n=1, cutoff=0.7)]
    close += [name for name in options if name == f"--{word}"]
    if not close:
        return None
    hint = _("; did you mean {close}?").format(close=close[0])
    return UsageError(_("there is no command {word}{hint}").format(word=repr(word), hint=hint))


def choices_of(param: Parameter) -> Collection[str]:
    """Return the values that an option or argument may have; nothing where there are others."""
    found = getattr(param, "type_descriptor", None)
    return tuple(map(str, getattr(found, "choices", None) or ()))


def listed(words: Collection[str]) -> Message:
    """Return words as a list in a sentence.

    >>> listed(["text", "markdown", "jsonl"])
    'text, markdown or jsonl'
    """
    *most, last = words
    return _("{most} or {last}").format(most=", ".join(most), last=last) if most else Message(last)


def _with_article(word: str) -> Message:
    return (_("an {word}") if word[:1] in "AEIOU" else _("a {word}")).format(word=word)


def _is_default(context: Context) -> bool:
    """Return whether the command is the default one, whose name is seldom typed, and not told."""
    return _called(context) in ("", DEFAULT_COMMAND)


def _called(context: Context) -> str:
    return context.command_path.partition(" ")[2]


def _help_of(context: Context) -> str:
    path = context.command_path
    return f"{path.removesuffix(f' {DEFAULT_COMMAND}')} --help"
