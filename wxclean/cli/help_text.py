"""The help of a command as plain text: what it does, how it is called, and each option with what it takes."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from wxclean.cli.top_level import COMMANDS
from wxclean.cli.wrap import wrapped
from wxclean.cli.wrong_usage import choices_of, listed
from wxclean.language import Message, _, translated
from wxclean.output.fit import width

if TYPE_CHECKING:
    from typer._click import Command, Context, Parameter

_WIDEST = 100
_NAMES = 28
"""The last column in which explanations begin; a longer name has a line of its own."""

SUFFIXES = "{suffixes}"
"""Stands in the help of a parameter for all suffixes of files that are known."""


class Section(NamedTuple):
    """A part of the help: a heading, and rows of a name with its explanation."""

    heading: str
    rows: list[tuple[str, str]]


def help_text(
    command: Command, context: Context, *, usage: Iterable[str], before: str = "", width: int = 80, bold: bool = False
) -> str:
    """Return the help of a command.

    Args:
        command: the command, or a group of commands.
        context: the context that it is called in.
        usage: how it is called, each way in a line.
        before: what stands before the options, as it is to be shown.
        width: that of the terminal.
        bold: whether headings and names are marked for a terminal.
    """
    columns = min(width, _WIDEST)
    parts = [*_paragraphs(command.help, columns), _usage(usage, bold)]
    parts += [_drawn(section, columns, bold) for section in _commands(command)]
    parts += [before] if before else []
    parts += [_drawn(section, columns, bold) for section in _parameters(command, context)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraphs(text: str | None, columns: int) -> Iterator[str]:
    for paragraph in messages_in(text):
        yield "\n".join(wrapped(translated(paragraph), columns))


def messages_in(text: str | None) -> list[Message]:
    """Return the help of a command as messages: its paragraphs, each in one line."""
    return [Message(" ".join(paragraph.split())) for paragraph in inspect.cleandoc(text or "").split("\n\n")]


def _usage(ways: Iterable[str], bold: bool) -> str:
    first, *others = ways
    heading = heading_text(_("Usage"))
    return "\n".join([f"{_marked(heading, bold)} {first}", *(f"{' ' * width(heading)} {other}" for other in others)])


def heading_text(text: str) -> str:
    """Return a heading with its colon, in the language that is spoken."""
    return translated(_("{heading}:").format(heading=Message(text)))


def _commands(command: Command) -> Iterator[Section]:
    found: Mapping[str, Command] = getattr(command, "commands", {})
    rows = [(name, translated(messages_in(found[name].help)[0])) for name in sorted(found, key=_turn)]
    if rows:
        yield Section(_("Commands"), rows)


def _turn(name: str) -> int:
    return COMMANDS.index(name) if name in COMMANDS else len(COMMANDS)


def _parameters(command: Command, context: Context) -> list[Section]:
    """Return the arguments, then the options by their panels; those of none come last, and are called so."""
    sections: dict[str, Section] = {}
    arguments, others = _("Arguments"), _("Other options")
    for param in command.get_params(context):
        argument = param.param_type_name == "argument"
        heading = arguments if argument else getattr(param, "rich_help_panel", None) or others
        row = _argument(param) if argument else _option(param)
        sections.setdefault(heading, Section(heading, [])).rows.append(row)
    last = sections.pop(others, None)
    first = sections.pop(arguments, None)
    return [section for section in (first, *sections.values(), last) if section is not None]


def _argument(param: Parameter) -> tuple[str, str]:
    several = "..." if param.nargs == -1 else ""
    return f"{param.metavar}{several}", _explained(param)


def _option(param: Parameter) -> tuple[str, str]:
    short = [name for name in param.opts if not name.startswith("--")]
    long = [name for name in param.opts if name.startswith("--")]
    names = ", ".join([*short, *long]) if short else f"    {', '.join(long)}"
    return names if _is_flag(param) else f"{names} {_value_of(param, long)}", _explained(param)


def _is_flag(param: Parameter) -> bool:
    return bool(getattr(param, "is_flag", False))


def _value_of(param: Parameter, long: list[str]) -> str:
    return param.metavar or long[0].removeprefix("--").rpartition("-")[2].upper()


def _explained(param: Any) -> str:
    """Return the help of an option, with the values that it may have and the one it has if it isn't given."""
    choices, default = choices_of(param), param.default
    notes = [", ".join(choices)] if choices else []
    if choices and default is not None:
        notes.append(translated(_("{default} if not given").format(default=default)))
    said = translated(Message(param.help or ""))
    if SUFFIXES in said:
        said = said.replace(SUFFIXES, _known_suffixes())
    return f"{said} [{'; '.join(notes)}]" if notes else said


def _known_suffixes() -> str:
    from wxclean.batch.formats.registry import BY_SUFFIX  # only the help needs it

    return translated(listed(list(BY_SUFFIX)))


def _drawn(section: Section, columns: int, bold: bool) -> str:
    lines = [_marked(heading_text(section.heading), bold)]
    indent = min(_NAMES, max(len(row[0]) for row in section.rows) + 4)
    for name, explanation in section.rows:
        lines += _row(name, wrapped(explanation, columns - indent), indent, bold)
    return "\n".join(lines)


def _row(name: str, lines: list[str], indent: int, bold: bool) -> Iterator[str]:
    start = f"  {_marked(name, bold)}"
    room = indent - len(name) - 2
    if room < 2 or not lines:
        yield start
    else:
        yield f"{start}{' ' * room}{lines.pop(0)}"
    yield from (f"{' ' * indent}{line}" for line in lines)


def _marked(text: str, bold: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if bold else text
