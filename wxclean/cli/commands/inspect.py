"""`wxclean inspect`: says what is known of each record: encoding, wrapper, language, years, metadata, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from wxclean.cli.inputs import Input
from wxclean.cli.on_windows import expanded
from wxclean.cli.option_tables import SHARED
from wxclean.cli.options import AsJson, ToLookAt, with_options
from wxclean.cli.plain_commands import PlainCommand
from wxclean.cli.previews import show_all
from wxclean.cli.settings import CleanOptions
from wxclean.errors import SlowRuleError
from wxclean.result import Cleaned

if TYPE_CHECKING:
    from wxclean.filters.step import Step
    from wxclean.output.changes import Change
    from wxclean.output.chrome import Lookup, RuleFacts
    from wxclean.rules.matcher import Matcher
    from wxclean.rules.rule import Rule


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(cls=PlainCommand)(inspect)


@with_options(SHARED)
def inspect(
    options: CleanOptions,
    files: ToLookAt = None,
    json: AsJson = False,
) -> int:
    """Show what is known of each record: encoding, wrapper, the page's language and years, metadata, sizes."""

    def inspected(one: Input, results: Sequence[Cleaned], _: bytes) -> str:
        from wxclean.output.console import stdout_console
        from wxclean.output.inspect import inspect_output

        lookup = lookup_in(one.cleaner.steps)
        return inspect_output(
            results, name=one.label, lookup=lookup, console=stdout_console(options.color), as_json=json
        )

    return show_all(expanded(files), options, inspected)


def lookup_in(steps: Iterable[Step]) -> Lookup:
    """Return what finds language and years of the rule behind an edit.

    One name may stand for phrases in several languages: the line tells which it was, and where it
    doesn't, only what all of them say counts.
    """
    from wxclean.output.chrome import RuleFacts

    matchers = {step.name: step.matcher for step in steps if step.matcher is not None}

    def facts(change: Change) -> RuleFacts | None:
        found = matchers.get(change.filter)
        if found is None:
            return None
        rules = _rules_behind(found, change)
        languages, years = {rule.lang for rule in rules}, {rule.years for rule in rules}
        return RuleFacts(languages.pop() if len(languages) == 1 else "", years.pop() if len(years) == 1 else "")

    return facts


def _rules_behind(found: Matcher, change: Change) -> Sequence[Rule]:
    labelled = found.label(change.before)
    for rule in (_rule_of(found, change.before), labelled[0] if labelled else None):
        if rule is not None and rule.name == change.rule:
            return [rule]
    return found.rules_named(change.rule)


def _rule_of(found: Matcher, line: str) -> Rule | None:
    """Return the rule of a line; None also if a pattern takes too long to tell."""
    try:
        return found.rule(line)
    except SlowRuleError:
        return None
