"""`wxclean filters`: lists the steps that there are, shows the rules of one, runs the examples of rule packs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from wxclean.cleaner.settings import CleanerSettings
from wxclean.cli.completion import steps_and_packs
from wxclean.cli.exit_codes import DONE, WOULD_CHANGE
from wxclean.cli.option_tables import shared
from wxclean.cli.options import AsJson, with_options
from wxclean.cli.plain_commands import PlainCommand, PlainGroup
from wxclean.cli.settings import CleanOptions, options_for
from wxclean.errors import PluginError, UsageError, meant
from wxclean.language import Message, _, translated
from wxclean.visible import counted

if TYPE_CHECKING:
    from wxclean.filters.step import Offer
    from wxclean.rules.rule import Example


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        cls=PlainGroup,
        invoke_without_command=True,
        help="List the filters that run, show their rules, test rule packs.",
    )
    group.callback()(list_filters)
    group.command(cls=PlainCommand)(show)
    group.command("test", cls=PlainCommand)(run_examples)
    app.add_typer(group, name="filters")


@with_options(shared("filters", "skip", "rules", "config", "isolated", "color"))
def list_filters(context: typer.Context, options: CleanOptions) -> None:
    """List fixes, filters and rule packs in the order in which they run, and say which do."""
    if context.invoked_subcommand is not None:
        return
    from wxclean.output.console import stdout_console
    from wxclean.output.tables import table_output

    headings = (_("name"), _("kind"), _("runs"), _("from"), _("what it does"))
    rows = _listed(options_for(os.curdir, options).cleaner)
    styles = {"no": "dim", "fails": "red"}
    console = stdout_console(options.color)
    typer.echo(table_output(headings, rows, console=console, styles=styles), nl=False, color=console.is_terminal)


def _listed(settings: CleanerSettings) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step."""
    from wxclean.cleaner.available_steps import available_steps, check_names, chosen

    known = available_steps(settings.rules)
    check_names(known, settings)
    active = chosen(known, settings)
    for offer in known:
        runs = _("yes") if offer in active else _("no")
        try:
            summary = offer.step(frozenset()).summary
        except PluginError as error:
            runs, summary = _("fails"), str(error)
        yield offer.name, Message(offer.kind), runs, Message(offer.origin), Message(summary)


@with_options(shared("color", "pager"))
def show(
    options: CleanOptions,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A filter, or the file of a rule pack.", autocompletion=steps_and_packs),
    ],
    json: AsJson = False,
) -> None:
    """Show what a filter does, and the rules that it works by, with their phrases."""
    from wxclean.cli.rule_list import step_json, step_text
    from wxclean.cli.writing import opened_output
    from wxclean.output.console import stdout_console

    offer = _offer(name)
    text = step_json(offer) if json else step_text(offer, stdout_console(options.color))
    with opened_output(None, options.pager) as out:
        out.write(text.encode("utf-8", "backslashreplace"))


def run_examples(
    packs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PACK",
            help="TOML files or names; nothing is all packs.",
            show_default=False,
            autocompletion=steps_and_packs,
        ),
    ] = None,
) -> int:
    """Run the examples that rule packs carry; a failure is shown as a diff."""
    offers = [_offer(name) for name in packs] if packs else _offers_with_packs()
    failed = sum(_tested(offer) for offer in offers)
    return WOULD_CHANGE if failed else DONE


def _offers_with_packs() -> list[Offer]:
    from wxclean.cleaner.available_steps import available_steps

    return [offer for offer in available_steps() if offer.pack is not None]


def _offer(name: str) -> Offer:
    """Return the step of a name, or the pack of a file."""
    from wxclean.cleaner.available_steps import available_steps
    from wxclean.rules.shipped import shipped_name

    name = shipped_name(name) or name
    files = [name] if name.endswith(".toml") else []
    known = available_steps(files)
    for offer in known:
        if name in (offer.name, offer.origin):
            return offer
    raise UsageError(
        _("no filter is called {name}{hint}").format(name=repr(name), hint=meant(name, [offer.name for offer in known]))
    )


def _tested(offer: Offer) -> int:
    """Run a pack's examples, print what fails, and return how many do."""
    if offer.pack is None:
        raise UsageError(_("{name} is no rule pack: it has no examples").format(name=offer.name))
    examples = offer.pack().examples
    failures = list(_failures(offer, examples))
    for failure in failures:
        typer.echo(failure, nl=False)
    about = {"name": offer.name, "examples": counted(len(examples), "example")}
    said = _("{name}: {examples}, {number} failed") if failures else _("{name}: {examples}, none failed")
    typer.echo(translated(said.format(number=len(failures), **about)))
    return len(failures)


def _failures(offer: Offer, examples: Iterable[Example]) -> Iterator[str]:
    """Yield a diff for each example whose clean text is not what the built-in steps and the pack make of it."""
    from wxclean.cleaner.cleaner import Cleaner
    from wxclean.output.unified import text_diff

    cleaner = Cleaner(filters=_tested_with(offer), rules=_rules_of(offer))
    for number, example in enumerate(examples, 1):
        cleaned = str(cleaner.clean(example.raw)).strip("\n")
        wanted = example.clean.strip("\n")
        if cleaned != wanted:
            yield text_diff(f"{wanted}\n", f"{cleaned}\n", f"{offer.name} example {number}")


def _tested_with(offer: Offer) -> Sequence[str]:
    from wxclean.filters.built_in import OFFERS

    return [*(built_in.name for built_in in OFFERS if built_in.default), offer.name]


def _rules_of(offer: Offer) -> Sequence[str]:
    return (offer.origin,) if offer.origin.endswith(".toml") else ()
