"""The rules of a step with their phrases: by rule for a terminal, a phrase a line for a pipe, JSON for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from wxclean.output.json_line import json_line
from wxclean.output.tables import table_output
from wxclean.rules.rule import ZONES, Rule
from wxclean.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from wxclean.filters.step import Offer
    from wxclean.rules.rule import Block, RulePack


class _Group(NamedTuple):
    """A rule with all that it matches."""

    rule: Rule
    phrases: list[str]
    patterns: list[str]
    blocks: list[Block]


def step_text(offer: Offer, console: Console) -> str:
    """Return what a step does, and its rules."""
    facts = [("kind", offer.kind), ("from", offer.origin), ("what it does", offer.step(frozenset()).summary)]
    text = table_output(("", ""), facts, console=console)
    groups = _groups(offer.pack()) if offer.pack is not None else []
    if not console.is_terminal:
        return text + table_output((), _rows(groups), console=console)
    with console.capture() as capture:
        for line in _lines(groups):
            console.print(line, soft_wrap=True)
    return text + capture.get()


def step_json(offer: Offer) -> str:
    """Return the same as one JSON object; its keys are stable."""
    groups = _groups(offer.pack()) if offer.pack is not None else []
    return json_line(
        {
            "name": offer.name,
            "kind": offer.kind,
            "from": offer.origin,
            "summary": offer.step(frozenset()).summary,
            "rules": [_as_json(group) for group in groups],
        }
    )


def _groups(pack: RulePack) -> list[_Group]:
    """Return the rules in the order of the pack; one name may stand for several."""
    found: dict[Rule, _Group] = {}

    def group(rule: Rule) -> _Group:
        return found.setdefault(rule, _Group(rule, [], [], []))

    for phrase, rule in pack.phrases.items():
        group(rule).phrases.append(phrase)
    for pattern in pack.patterns:
        group(pattern.rule).patterns.append(pattern.regex)
    for block in pack.blocks:
        group(block.rule).blocks.append(block)
    for learned in pack.learned:
        group(Rule(learned.name, pack.name, learned.state, learned.account or "any")).phrases.append(learned.line)
    return list(found.values())


def _rows(groups: Iterable[_Group]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each phrase, pattern and block."""
    for group in groups:
        rule = group.rule
        facts = (rule.name, rule.strength, rule.zone, rule.lang or "any", rule.years)
        yield from ((*facts, kind, text) for kind, text in _matched(group))


def _matched(group: _Group) -> Iterator[tuple[str, str]]:
    """Yield what a rule matches, each with its kind."""
    yield from (("label" if group.rule.field else "phrase", phrase) for phrase in group.phrases)
    yield from (("pattern", regex) for regex in group.patterns)
    yield from (("block", f"{block.start} … {block.end}") for block in group.blocks)


def _lines(groups: Iterable[_Group]) -> Iterator[Text]:
    from rich.text import Text

    for group in groups:
        rule = group.rule
        zone = "anywhere" if rule.zone == "any" else f"in the {rule.zone}" if rule.zone in ZONES else f"of {rule.zone}"
        facts = [rule.strength, zone, rule.lang, rule.years, rule.field and f"says the {rule.field}"]
        yield Text("")
        yield Text(f" {rule.name}", "bold").append(f"  {', '.join(filter(None, facts))}", "dim not bold")
        for kind, text in _matched(group):
            mark = "" if kind in ("phrase", "label") else f"{kind} "
            yield Text("   ").append(mark, "dim").append(visible(text))


def _as_json(group: _Group) -> dict[str, object]:
    rule = group.rule
    return {
        "rule": rule.name,
        "strength": rule.strength,
        "zone": rule.zone,
        "lang": rule.lang or None,
        "years": rule.years or None,
        "field": rule.field,
        "phrases": group.phrases,
        "patterns": group.patterns,
        "blocks": [{"start": block.start, "end": block.end} for block in group.blocks],
    }
