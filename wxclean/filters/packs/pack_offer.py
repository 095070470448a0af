"""The offer of a rule pack as a step: a file's, a plug-in's or a shipped one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from wxclean.document import Document, Edit
from wxclean.filters.step import Filter, Offer, Scope, Step
from wxclean.rules.compile_packs import matcher
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import RulePack

if TYPE_CHECKING:
    from wxclean.filters.packs.learned_packs import LearnedRules


def pack_offer(
    name: str, origin: str, pack: Callable[[], RulePack], *, default: bool = True, waiting: bool = False
) -> Offer:
    """Return the offer of a pack, which is read when it is chosen; with `waiting`, learned rules need no review."""

    def step(skipped: frozenset[str]) -> Step:
        rules = pack().without(skipped)
        found = matcher([rules])
        without = partial(_step_without, cached, skipped)
        own = _pack_filter(name, found, rules.signature) if rules.phrases or rules.patterns or rules.blocks else None
        plain = Step(name, "pack", origin, rules.summary, filter=own, matcher=found, without=without)
        if own is not None and any(rule.of_account for rule in rules.rules()):
            plain = plain._replace(scoped=partial(_of_account, plain, found, rules.signature))
        return _with_learned(plain, rules, waiting) if rules.learned else plain

    cached = cache(step)  # no decorator: compiled, a decorated function can not name itself
    return Offer(name, "pack", origin, default, cached, pack)


def _step_without(step: Callable[[frozenset[str]], Step], skipped: frozenset[str], rule: str) -> Step:
    return step(skipped | {rule})


def _pack_filter(name: str, found: Matcher, signature: int, names: frozenset[str] = frozenset()) -> Filter:
    from wxclean.filters.packs.pack_filter import pack_edits

    return partial(pack_edits, name=name, matcher=found, signature=signature, names=names)


def _of_account(plain: Step, found: Matcher, signature: int, scope: Scope) -> Step:
    """Return the step of a pack for an article of one account, whose name some rules ask for."""
    own = _pack_filter(plain.name, found, signature, scope.names)
    return plain._replace(filter=own, without=partial(_scoped_without, plain, scope))


def _with_learned(plain: Step, pack: RulePack, waiting: bool) -> Step:
    """Return the step of a pack that holds learned rules, which depend on whose article a text is."""
    from wxclean.filters.packs.learned_packs import learned_rules
    from wxclean.rules.shipped import shipped_pack

    words = pack.vocabulary or shipped_pack("promo").vocabulary
    if words is None:
        raise TypeError("the pack promo has no vocabulary")
    return plain._replace(scoped=partial(_scoped, plain, learned_rules(pack, words, waiting=waiting)))


def _scoped(plain: Step, learned: LearnedRules, scope: Scope) -> Step:
    """Return the step for an article of one account."""
    plain = plain.scoped(scope) if plain.scoped is not None else plain
    known = learned.of(scope.names)
    if not known.rules:
        return plain
    from wxclean.filters.packs.learned_lines import learned_edits

    def edits(document: Document) -> Iterator[Edit]:
        found = learned_edits(document, name=plain.name, known=known, title=scope.title)
        yield from found
        if plain.filter is not None:
            gone = {(edit.line, edit.span) for edit in found}
            yield from (edit for edit in plain.filter(document) if (edit.line, edit.span) not in gone)

    return plain._replace(filter=edits, without=partial(_scoped_without, plain, scope))


def _scoped_without(plain: Step, scope: Scope, rule: str) -> Step:
    left = plain.without(rule) if plain.without is not None else plain
    return left.scoped(scope) if left.scoped is not None else left
