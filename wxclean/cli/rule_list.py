"""The rules of a step with their phrases: by rule for a terminal, a phrase a line for a pipe, JSON for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from wxclean.language import Message, _, joined, translated
from wxclean.output.json_line import json_line
from wxclean.output.tables import table_output
from wxclean.rules.rule import Rule
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
    facts = [
        (_("kind"), Message(offer.kind)),
        (_("from"), Message(offer.origin)),
        (_("what it does"), Message(offer.step(frozenset()).summary)),
    ]
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
        yield Text("")
        yield Text(f" {rule.name}", "bold").append(f"  {translated(_about(rule))}", "dim not bold")
        for kind, text in _matched(group):
            mark = f"{translated(_MARKS[kind])} " if kind in _MARKS else ""
            yield Text("   ").append(mark, "dim").append(visible(text))


_MARKS = {"pattern": _("pattern"), "block": _("block")}
_STRENGTHS = {
    "strong": _("strong"),
    "edge": _("edge"),
    "weak": _("weak"),
    "keep": _("keep"),
    "accept": _("accepted"),
    "review": _("undecided"),
    "reject": _("rejected"),
}
_PLACES = {"any": _("anywhere"), "head": _("in the head"), "body": _("in the body"), "foot": _("in the foot")}


def _about(rule: Rule) -> Message:
    """Return how strong a rule is, where it holds, and what it says, in a few words."""
    where = _PLACES[rule.zone] if rule.zone in _PLACES else _("of {account}").format(account=rule.zone)
    says = _("says the {field}").format(field=rule.field) if rule.field else ""
    return joined(", ", filter(None, (_STRENGTHS[rule.strength], where, rule.lang, rule.years, says)))


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
