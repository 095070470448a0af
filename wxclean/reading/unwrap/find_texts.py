"""Which members of a JSON document are texts: one answer for a whole text, a line of JSON Lines and a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

from wxclean.errors import NoTextError, close_to
from wxclean.language import _, joined
from wxclean.reading.unwrap.likely_text import likely_paths, paths_of_members
from wxclean.reading.unwrap.member_path import ITEMS, Member, PathStep, members_at, path_steps, path_text
from wxclean.reading.unwrap.names import PARAGRAPH_NAMES, known_text_names, plain
from wxclean.reading.unwrap.paragraphs import MAX_DEPTH, is_joined, is_rich_text, joined_text

_NAMES_SHOWN = 8
_NO_TEXT = _("no text")
_SEVERAL = _("several members may be the text: {names}")
_CHOOSE = _("; choose with --field")
# What a result without any text is suspect of.
_EMPTIED = ("nothing-left", "notice")


class Found(NamedTuple):
    """A text in a document, or the place of one that is missing.

    Attributes:
        text: the text; None where there is none.
        holder: the object or list that it is a member of; None where the document itself is the text.
        key: its name or position there; None where the holder has no such member.
        rest: what else stands in the member.
        fault: why there is no text, "" where the text is null.
    """

    text: str | None
    holder: Any = None
    key: Any = None
    rest: Any = None
    fault: str = ""

    @property
    def is_null(self) -> bool:
        """A flag for a text that is null."""
        return self.text is None and not self.fault


def find_texts(document: object, field: str | None) -> list[Found]:
    """Return the texts in a document, in its order.

    Without `field`, the text of an object is the member with the likeliest of the names that scrapers use; objects are
    looked for in lists and objects of any depth. Where no name is known, it is the only member that is prose. An object
    in a list has the texts that it has alone.

    Args:
        document: what JSON can hold.
        field: the name of the member that is the text, in objects of any depth, or a path to it.

    Raises:
        NoTextError: there is none, or more than one could be it.
    """
    if isinstance(document, str):
        return [Found(document)]
    if isinstance(document, dict) and field is None:
        own = _known_text(document)
        if own is not None:
            return [own]
    if is_rich_text(document):
        return [_found(Member(document))]
    if is_list_of_texts(document):
        return [Found(item, document, position) for position, item in enumerate(document)]
    whole = isinstance(document, list) and field is not None and field.startswith("[")
    found = [] if whole else _search(document, _Own(field), 0)
    if not found:
        found = _guessed(document) if field is None else _at_path(document, path_steps(field))
    if any(map(_is_answer, found)):
        return found
    raise _no_text(document, field, found)


def is_list_of_texts(document: object) -> TypeGuard[list[str | None]]:
    """Return whether a document is a list of strings, of which each is a text."""
    return (
        isinstance(document, list)
        and any(isinstance(item, str) for item in document)
        and all(item is None or isinstance(item, str) for item in document)
    )


def _is_answer(found: Found) -> bool:
    return found.text is not None or found.is_null


class _Own:
    """What tells which member of an object is its text; `missing` says of an object that it has none."""

    __slots__ = ("field", "missing")

    def __init__(self, field: str | None) -> None:
        self.field = field
        self.missing = _("no text in it") if field is None else _("no field {field}").format(field=repr(field))

    def found(self, members: Mapping[str, Any]) -> Found | None:
        if self.field is None:
            return _known_text(members)
        if self.field not in members:
            return None
        return _found(Member(members[self.field], members, self.field))


def _found(member: Member) -> Found:
    """Return the text that a member is, or why it is none."""
    value, holder, key, missing = member
    if missing:
        return Found(None, holder, fault="missing")
    text = joined_text(value, key)
    if text is not None:
        return Found(text[0], holder, key, text[1])
    return Found(None, holder, key, rest=value, fault="" if value is None else _NO_TEXT)


def _known_text(members: Mapping[str, Any]) -> Found | None:
    """Return an object's text by the names of its members, preferring one that isn't empty; None if it has none."""
    empty: list[Found] = []
    may_be_null = True
    for name in known_text_names(members):
        member = members[name]
        if isinstance(member, str) and member:
            return Found(member, members, name)
        found = _found(Member(member, members, name))
        if found.text:
            return _simplest(member, found)
        if found.text == "" and _was_emptied(members):
            return found
        if found.text == "" or found.is_null:
            empty.append(found)
        else:
            may_be_null = False  # what is no text may hold some
    pieces = _text_in_pieces(members)
    blank = next((one for one in empty if one.text is not None), None)
    return pieces or blank or _emptied(members) or (empty[0] if empty and may_be_null else None)


def _emptied(members: Mapping[str, Any]) -> Found | None:
    """Return the text that cleaning emptied, whatever its name is; None if there is none."""
    if not _was_emptied(members):
        return None
    return next((_found(Member(each, members, name)) for name, each in members.items() if each in ("", [""])), None)


def _simplest(member: object, found: Found) -> Found:
    """Return the text of an object that is a member, where it is the whole text of it, else the member's."""
    own = _known_text(member) if isinstance(member, dict) else None
    return own if own and (own.text == found.text or _is_emptied(own)) else found


def _was_emptied(members: Mapping[str, Any]) -> bool:
    """Return whether cleaning left nothing of an object's text, as the metadata say that it put there."""
    for name in ("metadata", "wxclean_metadata"):
        found = members.get(name)
        reasons = found.get("suspect") if isinstance(found, dict) else None
        if isinstance(reasons, list) and any(isinstance(one, dict) and one.get("code") in _EMPTIED for one in reasons):
            return True
    return False


def _is_emptied(found: Found) -> bool:
    return found.text == "" and isinstance(found.holder, dict) and _was_emptied(found.holder)


def _text_in_pieces(members: Mapping[str, Any]) -> Found | None:
    """Return the text of an object in pieces, or one that was joined of them earlier, which `…_raw` beside it shows."""
    for name, member in members.items():
        is_pieces = isinstance(member, list) and (plain(name) in PARAGRAPH_NAMES or is_rich_text(member))
        if (is_pieces and member) or is_joined(members, name):
            found = _found(Member(member, members, name))
            if found.text is not None:
                return found
    return None


def _search(value: object, own: _Own, depth: int) -> list[Found]:
    """Return the texts in a value by their names; none if nothing in it has such a name."""
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, list):
        return _search_items(value, own, depth)
    if not isinstance(value, dict):
        return []
    found = own.found(value)
    if found is not None:
        return [found]
    inside = {}
    for name, member in value.items():
        if isinstance(member, (dict, list)):
            texts = _search(member, own, depth + 1)
            if texts:
                inside[name] = texts
    return _agreed(value, inside)


def _search_items(items: Sequence[object], own: _Own, depth: int) -> list[Found]:
    """Return the texts in a list; an item without one beside others with one has its place all the same."""
    found: list[Found] = []
    error: NoTextError | None = None
    some = False
    for position, item in enumerate(items):
        if is_rich_text(item):
            texts = [_found(Member(item, items, position))]
        else:
            try:
                is_document = depth == 0 and isinstance(item, dict)
                texts = find_texts(item, own.field) if is_document else _search(item, own, depth + 1)
            except NoTextError as caught:
                error = error or caught
                texts = [Found(None, item, fault=caught.reason)]
        some = some or any(map(_is_answer, texts))
        found += texts or [_without_text(item, items, position, own)]
    if some:
        return found
    if error:
        raise error
    return []


def _without_text(item: object, items: Sequence[object], position: int, own: _Own) -> Found:
    """Return what an item of a list is that isn't an object with a text: a text itself, null, or nothing."""
    if isinstance(item, str) and own.field is None:
        return Found(item, items, position)
    if item is None:
        return Found(None, items, position)
    return Found(None, item if isinstance(item, (dict, list)) else None, fault=own.missing)


def _agreed(value: Mapping[str, Any], inside: dict[str, list[Found]]) -> list[Found]:
    """Return the texts in the members of an object.

    Raises:
        NoTextError: several members have some, and are no records of one kind.
    """
    said = {name: texts for name, texts in inside.items() if any(one.text or _is_emptied(one) for one in texts)}
    real = said or inside
    if len(real) < 2:
        return next(iter(real.values()), [])
    if _is_map(value, real):
        return [one for texts in real.values() for one in texts]
    paths = [path_text((name, *_path_to(value[name], texts[0]))) for name, texts in real.items()]
    raise NoTextError(_SEVERAL.format(names=", ".join(paths[:_NAMES_SHOWN])), _CHOOSE)


def _is_map(value: Mapping[str, Any], inside: Mapping[str, list[Found]]) -> bool:
    """Return whether an object is a list of records under their ids, not a record whose members have names."""
    if not all(len(texts) == 1 and isinstance(value[name], dict) for name, texts in inside.items()):
        return False
    if len({texts[0].key for texts in inside.values()}) > 1:
        return False
    return len(inside) == len(value) or not any(name.isascii() and name.isidentifier() for name in inside)


def _path_to(value: object, found: Found) -> tuple[PathStep, ...]:
    """Return the path from a value to a text in it."""
    if value is found.holder:
        return (ITEMS,) if isinstance(value, list) else () if found.key is None else (found.key,)
    if isinstance(value, dict):
        for name, member in value.items():
            if isinstance(member, (dict, list)) and (steps := _path_to(member, found)):
                return (name, *steps)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, (dict, list)) and (steps := _path_to(item, found)):
                return (ITEMS, *steps)
    return ()


def _at_path(document: object, steps: Sequence[PathStep]) -> list[Found]:
    return [_found(member) for member in members_at(document, steps)] if len(steps) > 1 else []


def _guessed(document: object) -> list[Found]:
    """Return the texts under names that aren't known, where what stands there is the only prose.

    Raises:
        NoTextError: several members may be the text.
    """
    likely = likely_paths(document)
    if len(likely) > 1:
        raise NoTextError(_SEVERAL.format(names=", ".join(map(path_text, likely[:_NAMES_SHOWN]))), _CHOOSE)
    return [_found(member) for member in members_at(document, likely[0])] if likely else []


def _no_text(document: object, field: str | None, found: Sequence[Found]) -> NoTextError:
    """Return the error that says which members there are in place of a text."""
    paths = list(dict.fromkeys(map(path_text, paths_of_members(document))))
    there = _("; there are: {paths}").format(paths=", ".join(paths[:_NAMES_SHOWN])) if paths else ""
    if field is None:
        return NoTextError(_("no member is known to hold text"), joined("", (there, _CHOOSE if paths else "")))
    if any(one.fault == _NO_TEXT for one in found):
        return NoTextError(_("field {field} is no text").format(field=repr(field)), there)
    names = dict.fromkeys(name for path in paths for name in (path, path.rpartition(".")[2]))
    return NoTextError(_("no field {field}").format(field=repr(field)), close_to(field, names) or there)
