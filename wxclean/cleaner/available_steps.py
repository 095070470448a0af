"""The steps that there are, built in and from plug-ins and rule packs, and the ones that a cleaning runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from wxclean.cleaner.plugins import (
    Plugin,
    guarded_filter,
    guarded_fix,
    installed_plugins,
    loaded_function,
    plugin_pack,
    summary_of,
)
from wxclean.cleaner.settings import DEFAULTS, CleanerSettings
from wxclean.errors import PluginError, UsageError, meant
from wxclean.filters.built_in import OFFERS
from wxclean.filters.packs.pack_offer import pack_offer
from wxclean.filters.step import Offer, Step
from wxclean.language import _
from wxclean.rules.shipped import OPTIONAL, OPTIONAL_FIXES, is_shipped


class ChosenSteps(NamedTuple):
    """The steps that run, in their order, and what is wrong with the plug-ins that don't."""

    active: tuple[Step, ...]
    problems: tuple[str, ...] = ()


def active_steps(settings: CleanerSettings = DEFAULTS) -> ChosenSteps:
    """Return the steps of a cleaning with these settings.

    A plug-in that is named in `filters` must load, whatever `plugin_errors` says.

    Raises:
        UsageError: a name is unknown, or a pack is invalid.
        PluginError: a plug-in that must load can't be loaded.
    """
    known = available_steps(settings.rules, waiting=settings.learned == "all")
    check_names(known, settings)
    active, problems = [], []
    for offer in chosen(known, settings):
        try:
            active.append(offer.step(_skipped_rules(offer, settings.skip)))
        except PluginError as error:
            if settings.plugin_errors == "stop" or (settings.filters and offer.name in settings.filters):
                raise
            problems.append(_("{error}; it is left out").format(error=error))
    return ChosenSteps(tuple(active), tuple(problems))


def available_steps(rules: Iterable[str] = (), *, waiting: bool = False) -> list[Offer]:
    """Return all steps that can be chosen, in the order in which they run: fixes before filters.

    With `waiting`, learned rules need no review.

    Raises:
        UsageError: a pack file in `rules` is invalid, or has the name of another step.
    """
    paths = {os.path.realpath(path): path for path in rules if not is_shipped(path)}
    files = [_file_offer(path, waiting) for path in paths.values()]
    known = sorted([*OFFERS, *_plugin_offers(), *files], key=_turn)
    _check_files(known, files)
    return known


def _turn(offer: Offer) -> tuple[bool, bool]:
    """Return a sort key that puts fixes before filters, and steps that are off by default last."""
    return offer.kind != "fix", not offer.default


def chosen(known: Iterable[Offer], settings: CleanerSettings) -> list[Offer]:
    """Return the available steps that the settings choose."""
    filters, skip, rules = settings.filters, settings.skip, settings.rules

    def runs(offer: Offer) -> bool:
        if offer.name in skip:
            return False
        if offer.name in rules or offer.origin in rules:
            return True
        return offer.default if filters is None else offer.name in filters

    return [offer for offer in known if runs(offer)]


def _file_offer(path: str, waiting: bool) -> Offer:
    from wxclean.rules.packfile import read_pack  # most runs read no TOML

    if not (path.endswith(".toml") or os.path.lexists(path)):
        name = os.path.basename(path)
        hint = meant(name, (*OPTIONAL, *OPTIONAL_FIXES))
        raise UsageError(_("no rule pack is called {name}{hint}").format(name=repr(name), hint=hint))
    pack = read_pack(path)
    return pack_offer(pack.name, path, lambda: pack, waiting=waiting)


def _plugin_offers() -> Iterator[Offer]:
    """Yield the offers of plug-ins; one whose name is taken raises an error when it is made."""
    taken = {offer.name: offer.origin for offer in OFFERS}
    for plugin in installed_plugins():
        offer = _plugin_offer(plugin)
        if plugin.name in taken:
            error = plugin.error(
                _("a filter is called {name} already ({taken})").format(
                    name=repr(plugin.name), taken=taken[plugin.name]
                )
            )
            offer = Offer(f"{plugin.name}@{plugin.origin}", plugin.kind, plugin.origin, True, partial(_raise, error))
        taken.setdefault(offer.name, offer.origin)
        yield offer


def _raise(error: PluginError, _: object) -> Step:
    raise error


def _plugin_offer(plugin: Plugin) -> Offer:
    if plugin.kind == "pack":
        return pack_offer(plugin.name, plugin.origin, partial(plugin_pack, plugin))
    return Offer(plugin.name, plugin.kind, plugin.origin, True, lambda _: _plugin_step(plugin))


def _plugin_step(plugin: Plugin) -> Step:
    function: Any = loaded_function(plugin)
    summary = summary_of(function)
    if plugin.kind == "fix":
        return Step(plugin.name, "fix", plugin.origin, summary, fix=guarded_fix(plugin, function))
    return Step(plugin.name, "filter", plugin.origin, summary, filter=guarded_filter(plugin, function))


def _skipped_rules(offer: Offer, skip: Iterable[str]) -> frozenset[str]:
    """Return the names of an offer's rules that are to be left out."""
    wanted = [name.removeprefix(f"{offer.name}.") for name in skip if name.startswith(f"{offer.name}.")]
    if not wanted or offer.pack is None:
        return frozenset()
    return frozenset(rule for rule in offer.pack().rule_names() for name in wanted if f"{rule}.".startswith(f"{name}."))


def check_names(known: Sequence[Offer], settings: CleanerSettings) -> None:
    """Check that all names can be chosen or skipped.

    Raises:
        UsageError: a name is neither a step's nor a rule's.
    """
    names = [offer.name for offer in known]
    for name in settings.filters or ():
        if name not in names:
            raise UsageError(_("no filter is called {name}{hint}").format(name=repr(name), hint=meant(name, names)))
    for name in settings.skip:
        if name in names:
            continue
        offer = next((offer for offer in known if name.startswith(f"{offer.name}.")), None)
        if offer is None:
            raise UsageError(
                _("nothing to skip is called {name}{hint}").format(name=repr(name), hint=meant(name, names))
            )
        if not _skipped_rules(offer, [name]):
            known_names = _names_below(offer)
            raise UsageError(_("no rule is called {name}{hint}").format(name=repr(name), hint=meant(name, known_names)))


def _names_below(offer: Offer) -> list[str]:
    """Return the names of a step's rules, and what they begin with, by which several are skipped at once."""
    rules = offer.pack().rule_names() if offer.pack else []
    parts = [f"{offer.name}.{rule}".split(".") for rule in rules]
    return list(dict.fromkeys(".".join(words[:end]) for words in parts for end in range(2, len(words) + 1)))


def _check_files(known: Iterable[Offer], files: Iterable[Offer]) -> None:
    for file in files:
        other = next((offer for offer in known if offer.name == file.name and offer is not file), None)
        if other is not None:
            raise UsageError(
                _("{origin}: a filter is called {name} already ({other}); rename the pack").format(
                    origin=file.origin, name=repr(file.name), other=other.origin
                )
            )
