"""The offer of a rule pack as a step: a file's, a plug-in's or a shipped one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from wxclean.filters.step import Filter, Offer, Step
from wxclean.rules.compile_packs import matcher
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import RulePack


def pack_offer(name: str, origin: str, pack: Callable[[], RulePack], *, default: bool = True) -> Offer:
    """Return the offer of a pack, which is read when it is chosen."""

    def step(skipped: frozenset[str]) -> Step:
        rules = pack()
        found = matcher([rules.without(skipped)])
        without = partial(_step_without, cached, skipped)
        return Step(
            name, "pack", origin, rules.summary, filter=_pack_filter(name, found), matcher=found, without=without
        )

    cached = cache(step)  # no decorator: compiled, a decorated function can not name itself
    return Offer(name, "pack", origin, default, cached, pack)


def _step_without(step: Callable[[frozenset[str]], Step], skipped: frozenset[str], rule: str) -> Step:
    return step(skipped | {rule})


def _pack_filter(name: str, found: Matcher) -> Filter:
    from wxclean.filters.packs.pack_filter import pack_edits

    return partial(pack_edits, name=name, matcher=found)
