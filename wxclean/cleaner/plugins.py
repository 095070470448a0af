"""Plug-ins from other packages: found by their entry points, loaded when chosen, and never trusted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from wxclean.document import Document, Edit, Line, Span
from wxclean.errors import PluginError, WxcleanError
from wxclean.filters.step import Filter, Fix, StepKind
from wxclean.language import _
from wxclean.result import LABELS
from wxclean.rules.rule import RulePack

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUPS: dict[str, StepKind] = {"wxclean.fixes": "fix", "wxclean.filters": "filter", "wxclean.packs": "pack"}
"""The groups of entry points, and the kind of step in each."""

_MENTION = b"[wxclean."


class Plugin(NamedTuple):
    """An entry point that a package offers to wxclean, not loaded yet."""

    name: str
    kind: StepKind
    origin: str
    entry: EntryPoint

    def error(self, reason: str) -> PluginError:
        """Return an error that names the plug-in and its origin."""
        return PluginError(
            _("plug-in {name} ({origin}): {reason}").format(name=self.name, origin=self.origin, reason=reason)
        )


def installed_plugins() -> Sequence[Plugin]:
    """Return the plug-ins of all installed packages, ordered by kind, package and name."""
    return _plugins(tuple(sys.path))


@cache
def _plugins(folders: Sequence[str]) -> Sequence[Plugin]:
    # Loading importlib.metadata takes as long as cleaning a hundred dumps, so look first for entry points.
    if not any(map(_holds_plugins, folders)):
        return ()
    from importlib.metadata import entry_points

    return tuple(
        Plugin(entry.name, kind, _origin(entry), entry)
        for group, kind in GROUPS.items()
        for entry in sorted(entry_points(group=group), key=lambda entry: (_origin(entry), entry.name))
    )


def _origin(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


def _holds_plugins(folder: str) -> bool:
    """Return whether a folder of `sys.path` may hold a package with entry points for wxclean."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            return any(
                _mentions_us(f"{entry.path}/entry_points.txt")
                for entry in entries
                if entry.name.endswith((".dist-info", ".egg-info"))
            )
    except NotADirectoryError:
        return True  # a zip file: importlib.metadata can read it
    except OSError:
        return False


def _mentions_us(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return _MENTION in file.read()
    except OSError:
        return False


def loaded(plugin: Plugin) -> Any:
    """Return the object that the entry point names.

    Raises:
        PluginError: it can't be imported, or doesn't exist.
    """
    try:
        return plugin.entry.load()
    except (Exception, SystemExit) as error:
        raise plugin.error(_("can't be loaded: {reason}").format(reason=_described(error))) from error


def loaded_function(plugin: Plugin) -> Callable[[Any], Any]:
    """Return the function of a fix or a filter.

    Raises:
        PluginError: it can't be loaded, or isn't a function.
    """
    function = loaded(plugin)
    if not callable(function):
        raise plugin.error(_("must be a function, not {function:.60}").format(function=repr(function)))
    return function  # type: ignore[no-any-return]


def summary_of(function: object) -> str:
    """Return the first line of a function's docstring, or an empty string."""
    return (getattr(function, "__doc__", None) or "").strip().partition("\n")[0].rstrip(".")


def plugin_pack(plugin: Plugin) -> RulePack:
    """Return the rule pack that an entry point names: `package:file.toml`, or an object that is a path.

    Raises:
        PluginError: the pack doesn't exist, isn't valid, or has a different name from its entry point.
    """
    try:
        pack = _read_pack(plugin)
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        raise plugin.error(_("can't be loaded: {reason}").format(reason=_described(error))) from error
    if pack.name != plugin.name:
        raise plugin.error(
            _("the pack calls itself {name}; give it and its entry point one name").format(name=repr(pack.name))
        )
    return pack


def _read_pack(plugin: Plugin) -> RulePack:
    from wxclean.rules.packfile import parse_pack, read_pack

    if not plugin.entry.attr.endswith(".toml"):
        return read_pack(loaded(plugin))
    from importlib.resources import files

    resource = files(plugin.entry.module) / plugin.entry.attr
    return parse_pack(resource.read_text(encoding="utf-8"), path=str(resource))


def guarded_fix(plugin: Plugin, fix: Callable[[str], Any]) -> Fix:
    """Return the fix with its results checked, and with its failures turned into PluginErrors."""

    def fixed(text: str) -> str:
        try:
            result = fix(text)
        except (Exception, SystemExit) as error:
            raise plugin.error(_described(error)) from error
        if not isinstance(result, str):
            raise plugin.error(_("a fix must return text, not {result:.60}").format(result=repr(result)))
        if "\n" in result or "\r" in result:
            raise plugin.error(_("a fix must return one line, not {result:.60}").format(result=repr(result)))
        return result

    return fixed


def guarded_filter(plugin: Plugin, filter: Callable[[Document], Any]) -> Filter:
    """Return the filter with its edits checked, and with its failures turned into PluginErrors.

    The edits are given the name of the plug-in, and their spans the type `Span`.
    """

    def edits(document: Document) -> list[Edit]:
        lines = tuple(document.lines)
        try:
            found = list(filter(Document(lines, tuple(document.payload))))
        except PluginError:
            raise
        except (Exception, SystemExit) as error:
            raise plugin.error(_described(error)) from error
        fault = next(_faults(found, lines), None)
        if fault:
            raise plugin.error(fault)
        return [
            edit._replace(filter=plugin.name, span=None if edit.span is None else Span(*edit.span)) for edit in found
        ]

    return edits


def _faults(edits: Sequence[Any], lines: Sequence[Line]) -> Iterator[str]:
    """Yield what is wrong with proposed edits."""
    by_number: dict[int, list[Line]] = {}
    for line in lines:
        by_number.setdefault(line.number, []).append(line)
    taken: dict[int, list[Edit]] = {}
    for edit in edits:
        fault = _form_fault(edit) or _place_fault(edit, by_number.get(edit.line, ()))
        if fault:
            yield _("wrong edit {edit:.100}: {fault}").format(edit=repr(edit), fault=fault)
            return
        others = taken.setdefault(edit.line, [])
        if any(_collide(edit, other) for other in others):
            yield _("wrong edit {edit:.100}: another edit takes line {line} already").format(
                edit=repr(edit), line=edit.line
            )
        others.append(edit)


def _form_fault(proposed: object) -> str:
    if not isinstance(proposed, Edit):
        return _("a filter must yield Edit")
    edit: Any = proposed
    if edit.action not in ("drop", "label"):
        return _("a filter may drop and label, not {action}").format(action=edit.action)
    if type(edit.line) is not int:
        return _("the line must be a number")
    if not isinstance(edit.rule, str) or not edit.rule:
        return _("the rule must have a name")
    if edit.action == "drop" and (edit.text or edit.field):
        return _("a drop has neither text nor field")
    if edit.action == "label" and edit.field not in LABELS:
        return _("field must be one of {labels}").format(labels=", ".join(LABELS))
    if edit.action == "label" and (not isinstance(edit.text, str) or not edit.text.strip()):
        return _("a label needs text")
    return ""


def _place_fault(edit: Edit, parts: Sequence[Line]) -> str:
    """Return what is wrong with the place of an edit, or an empty string; `parts` are the lines of its number."""
    if not parts:
        return _("there is no line {line} among those that were given").format(line=repr(edit.line))
    if edit.span is None:
        return "" if all(part.span is None for part in parts) else _("the line is a part of one: give its span, too")
    if any(_is_within(edit.span, part) for part in parts):
        return ""
    return _("the span lies outside the line")


def _is_within(span: Any, part: Line) -> bool:
    if not isinstance(span, tuple) or len(span) != 2 or {type(place) for place in span} != {int}:
        return False
    start, end = span
    offset = part.span.start if part.span else 0
    return bool(offset <= start < end <= offset + len(part.text))


def _collide(edit: Edit, other: Edit) -> bool:
    """Return whether two edits of a line exclude each other: only labels may take several values from one text."""
    if edit.action == other.action == "label" and edit.span == other.span:
        return False
    if edit.span is None or other.span is None:
        return True
    return edit.span[0] < other.span[1] and other.span[0] < edit.span[1]


def _described(error: BaseException) -> str:
    words = " ".join(str(error).split())
    if isinstance(error, WxcleanError):
        return words
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
