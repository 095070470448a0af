"""Gathers the messages of the code, puts those that are new into the catalogues, and compiles them: `make messages`.

Messages are what stands as a literal in `_(…)` and `counted(…, noun)`, the help of all commands and their options, and
what the steps that come with wxclean say of themselves. What is still to be translated is listed at the end.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent.parent))

from wxclean.cleaner.available_steps import available_steps
from wxclean.cli.application import root_command
from wxclean.cli.help_text import messages_in
from wxclean.filters.step import BUILT_IN

PACKAGE = Path(__file__).parent.parent / "wxclean"
CATALOGUES = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/wxclean.po"))
_DATES = re.compile(
    r'^"(?:POT-Creation-Date|Report-Msgid-Bugs-To|PO-Revision-Date|Generated-By|Last-Translator|Language-Team):.*\n',
    re.MULTILINE,
)


def template() -> Catalog:
    """Return all messages, untranslated."""
    catalog = Catalog()
    for message in (*_in_code(), *_in_help(), *_of_steps()):
        catalog.add(message)
    return catalog


def _in_code() -> Iterator[str | tuple[str, ...]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        with path.open("rb") as file:
            for _, found, _, _ in extract("python", file, keywords={"_": None}):
                yield found
            file.seek(0)
            for _, found, _, _ in extract("python", file, keywords={"counted": (2,)}):
                yield f"{{count:,}} {found}", f"{{count:,}} {found}s"


def _in_help() -> Iterator[str]:
    """Yield the help of all commands, and of their options with the headings above them."""
    import typer

    def of(command: Any, above: Any) -> Iterator[str]:
        context = typer.Context(command, info_name=command.name, parent=above)
        yield from messages_in(command.help)
        for param in command.get_params(context):
            yield from filter(None, (getattr(param, "help", None), getattr(param, "rich_help_panel", None)))
        for inner in getattr(command, "commands", {}).values():
            yield from of(inner, context)

    yield from of(root_command(), None)


def _of_steps() -> Iterator[str]:
    """Yield what the steps are, where they come from, and what they do."""
    for offer in available_steps():
        if offer.origin == BUILT_IN:
            yield from (offer.kind, offer.origin, offer.step(frozenset()).summary)


def updated(path: Path, messages: Catalog) -> Catalog:
    """Return the catalogue of a file with the messages that there are now."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    catalog.update(messages, no_fuzzy_matching=True, update_header_comment=False)
    return catalog


def po_text(catalog: Catalog) -> str:
    """Return a catalogue as text: sorted, without dates and places, so that merges have little to merge."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return _DATES.sub("", out.getvalue().decode())


class _Compiled(Catalog):
    """A catalogue whose header says only what gettext reads, and so is the same each time."""

    @property  # type: ignore[misc]
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header."""
        return [
            ("Language", str(self.locale)),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    out = io.BytesIO()
    plain = _Compiled(locale=catalog.locale)
    for message in catalog:
        if message.id:
            plain.add(message.id, message.string)
    write_mo(out, plain)
    return out.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no translation, or one that is only a guess."""
    return [_id_of(message) for message in catalog if message.id and (message.fuzzy or not all(_forms_of(message)))]


def unlike(catalog: Catalog) -> list[str]:
    """Return the messages whose translation has other names in braces than the message."""
    return [
        _id_of(message)
        for message in catalog
        if message.id and any(form and names_in(form) != names_in(_id_of(message)) for form in _forms_of(message))
    ]


def _id_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms_of(message: Message) -> tuple[str, ...]:
    forms = message.string
    return (forms,) if isinstance(forms, str) else tuple(forms or [""])


def names_in(text: str) -> list[tuple[str, str]]:
    """Return the names in braces, each with how it is formatted."""
    try:
        return sorted((name, form or "") for _, name, form, _ in Formatter().parse(text) if name is not None)
    except ValueError:  # a brace that opens nothing: the message is shown as it is
        return []


def main() -> int:
    """Bring all catalogues up to date; return 1 where there is something to translate."""
    messages = template()
    code = 0
    for path in CATALOGUES:
        catalog = updated(path, messages)
        path.write_text(po_text(catalog), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        for kind, found in (("to translate", untranslated(catalog)), ("other names in braces", unlike(catalog))):
            for message in found:
                print(f"{path.parent.parent.name}: {kind}: {message}")
                code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
