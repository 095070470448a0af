"""What is known of a record: its encoding, wrapper, chrome, metadata and sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wxclean.language import _, joined, translated
from wxclean.output.changes import payload_lines
from wxclean.output.chrome import Lookup, chrome
from wxclean.output.json_line import json_line
from wxclean.output.summary import summary
from wxclean.output.tables import table_output
from wxclean.result import Cleaned, Suspicion, suspicion_rows
from wxclean.visible import counted, visible

if TYPE_CHECKING:
    from rich.console import Console


def inspect_row(cleaned: Cleaned, *, name: str, records: int, lookup: Lookup) -> dict[str, object]:
    """Return all that `inspect` tells of one record; the keys are stable and the values fit into JSON."""
    page, counts = chrome(cleaned, lookup), summary(cleaned)
    return {
        "file": name,
        "record": cleaned.source.record,
        "records": records,
        "encoding": cleaned.source.encoding,
        "confidence": round(cleaned.source.confidence, 4),
        "wrapper": cleaned.source.wrapper,
        "languages": list(page.languages),
        "years": page.years,
        "lines": len(payload_lines(cleaned.payload)),
        "characters": len(cleaned.payload),
        **{part: getattr(counts, part)._asdict() for part in ("kept", "dropped", "rewritten", "labelled")},
        "metadata": cleaned.metadata._asdict() | {"tags": list(cleaned.metadata.tags)},
        "fields": sorted(map(str, cleaned.fields)),
        "suspect": suspicion_rows(cleaned.suspect),
        "warnings": list(cleaned.warnings),
    }


def inspect_output(
    found: Sequence[Cleaned], *, name: str, lookup: Lookup, console: Console, as_json: bool = False
) -> str:
    """Return what is known of the records of one input: a JSON object a line, a block each in a terminal, else tabs."""
    rows = [inspect_row(cleaned, name=name, records=len(found), lookup=lookup) for cleaned in found]
    if as_json:
        return "".join(map(json_line, rows))
    return "".join(_block(row, console) for row in rows)


def _block(row: dict[str, object], console: Console) -> str:
    facts = [(key, value) for key, value in _shown(row) if value not in (None, "", [])]
    if console.is_terminal:
        several = _("record {number} of {count}").format(number=row["record"], count=row["records"])
        record = f"  {translated(several)}" if row["records"] != 1 else ""
        return f"{visible(translated(str(row['file'])))}{record}\n" + table_output(("", ""), facts, console=console)
    head = (row["file"], row["record"])
    return table_output((), ((*head, *fact) for fact in facts), console=console)


def _shown(row: dict[str, object]) -> list[tuple[str, object]]:
    """Return what is shown of a row, as pairs of name and words."""
    metadata = row["metadata"] if isinstance(row["metadata"], dict) else {}
    return [
        (_("encoding"), _("{encoding} ({sure:.0%} sure)").format(encoding=row["encoding"], sure=row["confidence"])),
        (_("wrapper"), row["wrapper"]),
        (_("language of the page"), _listed(row["languages"])),
        (_("years it fits"), row["years"]),
        (_("payload"), _size_of(row)),
        *((said, _size_of(row[said])) for said in (_("kept"), _("dropped"), _("rewritten"), _("labelled"))),
        *((name, value) for name, value in (metadata | {"tags": _listed(metadata.get("tags"))}).items()),
        (_("other fields"), _listed(row["fields"])),
        *_suspicions(row["suspect"]),
        (_("warnings"), _listed(row["warnings"])),
    ]


def _suspicions(rows: object) -> list[tuple[str, object]]:
    return [(_("suspect"), Suspicion(**row)) for row in rows] if isinstance(rows, list) else []


def _listed(values: object) -> str:
    return joined(", ", map(str, values)) if isinstance(values, list) else ""


def _size_of(count: object) -> str:
    if not isinstance(count, dict):
        return ""
    lines, characters = counted(count["lines"], "line"), counted(count["characters"], "character")
    return _("{lines}, {characters}").format(lines=lines, characters=characters)
