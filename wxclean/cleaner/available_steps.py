"""What steps there are, built in, from plug-ins and from rule packs, and which of them a cleaning runs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
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
from wxclean.cleaner.step import Cut, Filter, Fix, PluginErrors, Step, StepKind
from wxclean.errors import PluginError, UsageError, meant
from wxclean.filters.fixes import spacing, unicode
from wxclean.filters.page import scripts, wechat
from wxclean.rules.compile_packs import matcher
from wxclean.rules.matcher import Matcher
from wxclean.rules.packfile import read_pack
from wxclean.rules.rule import Rule, RulePack
from wxclean.rules.shipped import is_shipped, shipped_matcher, shipped_pack

BUILT_IN = "built in"


class Offer(NamedTuple):
    """A step that can be chosen; nothing of it is loaded before `step` or `pack` is called.

    `step` makes it, without the rules whose names it is given. `pack` reads its rules, where it
    has some. `default` says whether it runs where nothing else is said.
    """

    name: str
    kind: StepKind
    origin: str
    default: bool
    step: Callable[[frozenset[str]], Step]
    pack: Callable[[], RulePack] | None = None


class ChosenSteps(NamedTuple):
    """The steps that run, in their order, and what is wrong with the plug-ins that don't."""

    active: tuple[Step, ...]
    problems: tuple[str, ...] = ()


def active_steps(
    *,
    filters: Sequence[str] | None = None,
    skip: Sequence[str] = (),
    rules: Sequence[str | os.PathLike[str]] = (),
    plugin_errors: PluginErrors = "skip",
) -> ChosenSteps:
    """Return the steps of a cleaning.

    Args:
        filters: names of the only steps to run, besides the packs in `rules`; None for the usual ones.
        skip: names of steps to leave out, and of rules as `pack.rule`; a rule's name may be cut at a dot.
        rules: rule packs to add: TOML files, and names of packs that come with wxclean but are off (`promo`).
        plugin_errors: what to do where a plug-in can't be loaded. One that is named in `filters` must load.

    Raises:
        UsageError: a name is not known, or a pack is wrong.
        PluginError: a plug-in can't be loaded and must.
    """
    known = available_steps(rules)
    check_names(known, filters or (), skip)
    active, problems = [], []
    for offer in chosen(known, filters=filters, skip=skip, rules=rules):
        try:
            active.append(offer.step(_skipped_rules(offer, skip)))
        except PluginError as error:
            if plugin_errors == "stop" or (filters and offer.name in filters):
                raise
            problems.append(f"{error}; it is left out")
    return ChosenSteps(tuple(active), tuple(problems))


def available_steps(rules: Iterable[str | os.PathLike[str]] = ()) -> list[Offer]:
    """Return all steps that can be chosen, in the order in which they run: fixes before filters.

    Raises:
        UsageError: a pack file in `rules` is wrong, or has the name of another step.
    """
    plugins = list(_plugin_offers())
    files = [_file_offer(os.fspath(path)) for path in rules if not is_shipped(os.fspath(path))]
    known = [
        *_built_in_fixes(),
        *(offer for offer in plugins if offer.kind == "fix"),
        *_built_in_filters(),
        *(offer for offer in plugins if offer.kind != "fix"),
        *files,
        _shipped_offer("promo"),
    ]
    _check_files(known, files)
    return known


def chosen(
    known: Iterable[Offer],
    *,
    filters: Sequence[str] | None,
    skip: Sequence[str],
    rules: Sequence[str | os.PathLike[str]],
) -> list[Offer]:
    """Return the steps that the options choose of those that there are."""
    named = {os.fspath(path) for path in rules}

    def runs(offer: Offer) -> bool:
        if offer.name in skip:
            return False
        if offer.name in named or offer.origin in named:
            return True
        return offer.default if filters is None else offer.name in filters

    return [offer for offer in known if runs(offer)]


def _built_in_fixes() -> Iterator[Offer]:
    yield _built_in("unicode", unicode.SUMMARY, fix=unicode.clean_unicode, minds=unicode.MINDED)
    yield _built_in("spacing", spacing.SUMMARY, fix=spacing.clean_spacing, minds=spacing.MINDED)


def _built_in_filters() -> Iterator[Offer]:
    yield _built_in("scripts", scripts.SUMMARY, cut=scripts.cut_scripts)
    yield Offer("wechat", "filter", BUILT_IN, True, _wechat_step, partial(shipped_pack, "wechat"))


def _built_in(
    name: str,
    summary: str,
    *,
    fix: Fix | None = None,
    minds: re.Pattern[str] | None = None,
    cut: Cut | None = None,
) -> Offer:
    step = Step(name, "fix" if fix else "filter", BUILT_IN, summary, fix, minds=minds, cut=cut)
    return Offer(name, step.kind, BUILT_IN, True, lambda _: step)


def _wechat_step(skipped: Collection[str]) -> Step:
    found = matcher([_without(shipped_pack("wechat"), skipped)]) if skipped else shipped_matcher("wechat")
    cut = partial(wechat.cut_chrome, matcher=found)
    return Step("wechat", "filter", BUILT_IN, wechat.SUMMARY, matcher=found, cut=cut)


def _shipped_offer(name: str) -> Offer:
    return _pack_offer(name, BUILT_IN, partial(shipped_pack, name), default=False)


def _file_offer(path: str) -> Offer:
    pack = read_pack(path)
    return _pack_offer(pack.name, path, lambda: pack, default=True)


def _pack_offer(
    name: str, origin: str, pack: Callable[[], RulePack], *, default: bool, plugin: Plugin | None = None
) -> Offer:
    @cache
    def step(skipped: frozenset[str]) -> Step:
        rules = pack()
        found = matcher([_without(rules, skipped)])
        edits = _pack_filter(name, found)
        guarded = guarded_filter(plugin, edits) if plugin else edits
        without = partial(_step_without, step, skipped)
        return Step(name, "pack", origin, rules.summary, filter=guarded, matcher=found, without=without)

    return Offer(name, "pack", origin, default, step, pack)


def _step_without(step: Callable[[frozenset[str]], Step], skipped: frozenset[str], rule: str) -> Step:
    return step(skipped | {rule})


def _pack_filter(name: str, found: Matcher) -> Filter:
    from wxclean.filters.packs.pack_filter import pack_edits

    return partial(pack_edits, name=name, matcher=found)


def _plugin_offers() -> Iterator[Offer]:
    """Yield the offers of plug-ins; one whose name is taken already can't be made, and says so."""
    taken = {offer.name: offer.origin for offer in (*_built_in_fixes(), *_built_in_filters(), _shipped_offer("promo"))}
    for plugin in installed_plugins():
        offer = _plugin_offer(plugin)
        if plugin.name in taken:
            error = plugin.error(f"a filter is called {plugin.name!r} already ({taken[plugin.name]})")
            offer = Offer(f"{plugin.name}@{plugin.origin}", plugin.kind, plugin.origin, True, partial(_raise, error))
        taken.setdefault(offer.name, offer.origin)
        yield offer


def _raise(error: PluginError, _: object) -> Step:
    raise error


def _plugin_offer(plugin: Plugin) -> Offer:
    if plugin.kind == "pack":
        return _pack_offer(plugin.name, plugin.origin, partial(plugin_pack, plugin), default=True, plugin=plugin)
    return Offer(plugin.name, plugin.kind, plugin.origin, True, lambda _: _plugin_step(plugin))


def _plugin_step(plugin: Plugin) -> Step:
    function: Any = loaded_function(plugin)
    summary = summary_of(function)
    if plugin.kind == "fix":
        return Step(plugin.name, "fix", plugin.origin, summary, fix=guarded_fix(plugin, function))
    return Step(plugin.name, "filter", plugin.origin, summary, filter=guarded_filter(plugin, function))


def _without(pack: RulePack, skipped: Collection[str]) -> RulePack:
    """Return a pack without the rules of the given names."""
    return pack._replace(
        phrases={phrase: rule for phrase, rule in pack.phrases.items() if rule.name not in skipped},
        patterns=tuple(pattern for pattern in pack.patterns if pattern.rule.name not in skipped),
        blocks=tuple(block for block in pack.blocks if block.rule.name not in skipped),
    )


def rule_names(pack: RulePack) -> list[str]:
    """Return the names of a pack's rules in the order in which they first stand in it."""
    return list(dict.fromkeys(rule.name for rule in pack_rules(pack)))


def pack_rules(pack: RulePack) -> list[Rule]:
    """Return the rule of each phrase, pattern and block of a pack."""
    patterns = [pattern.rule for pattern in pack.patterns]
    return [*pack.phrases.values(), *patterns, *(block.rule for block in pack.blocks)]


def _skipped_rules(offer: Offer, skip: Iterable[str]) -> frozenset[str]:
    """Return the names of an offer's rules that are to be left out."""
    wanted = [name.removeprefix(f"{offer.name}.") for name in skip if name.startswith(f"{offer.name}.")]
    if not wanted or offer.pack is None:
        return frozenset()
    return frozenset(rule for rule in rule_names(offer.pack()) for name in wanted if f"{rule}.".startswith(f"{name}."))


def check_names(known: Sequence[Offer], filters: Iterable[str], skip: Iterable[str]) -> None:
    """Refuse what can't be chosen or skipped.

    Raises:
        UsageError: a name is that of no step and no rule.
    """
    names = [offer.name for offer in known]
    for name in filters:
        if name not in names:
            raise UsageError(f"no filter is called {name!r}{meant(name, names)}")
    for name in skip:
        if name in names:
            continue
        offer = next((offer for offer in known if name.startswith(f"{offer.name}.")), None)
        if offer is None:
            raise UsageError(f"nothing to skip is called {name!r}{meant(name, names)}")
        if not _skipped_rules(offer, [name]):
            rules = rule_names(offer.pack()) if offer.pack else []
            raise UsageError(f"no rule is called {name!r}{meant(name, [f'{offer.name}.{rule}' for rule in rules])}")


def _check_files(known: Iterable[Offer], files: Iterable[Offer]) -> None:
    for file in files:
        other = next((offer for offer in known if offer.name == file.name and offer is not file), None)
        if other is not None:
            raise UsageError(
                f"{file.origin}: a filter is called {file.name!r} already ({other.origin}); rename the pack"
            )
