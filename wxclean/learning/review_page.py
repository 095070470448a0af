"""A learned pack as one page to review: accounts with what goes, rules by doubt, each in its context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wxclean.language import translated
from wxclean.learning.examples import example_lines
from wxclean.learning.page_words import Words, place_names, state_names, words
from wxclean.learning.review import Review, by_doubt, review_of
from wxclean.output.html_page.about import About
from wxclean.output.html_page.parts import Parts
from wxclean.output.html_page.tables import Block, Column, Table
from wxclean.rules.learned_rule import LearnedRule
from wxclean.rules.rule import RulePack
from wxclean.visible import counted

_EXAMPLES = 3


def review_page(pack: RulePack, *, path: str, about: About | None = None) -> str:
    """Return the page; all text from outside is escaped. `path` is where the pack is."""
    parts, said = Parts(), words()
    review = review_of(pack)
    _accounts(parts, said, review)
    _rules(parts, said, review)
    facts = [
        (said.summary, pack.summary),
        (said.accounts, f"{len(pack.accounts):,}"),
        (said.rules, f"{len(pack.learned):,}"),
        (said.waiting, f"{review.waiting(range(len(pack.learned))):,}"),
    ]
    return parts.page(said.title.format(name=pack.name), about, facts, [Parts.note(said.how.format(path=path))])


def _accounts(parts: Parts, said: Words, review: Review) -> None:
    columns = (
        Column(said.account),
        Column(said.articles, "number"),
        Column(said.removed, "share"),
        Column(said.most, "share"),
        Column(said.rules_of, "number"),
        Column(said.accepted, "number"),
        Column(said.undecided, "number"),
    )
    rows = [
        (
            listed.account.name or said.in_many,
            listed.account.articles,
            listed.account.removed,
            listed.account.most,
            len(listed.rules),
            sum(review.rules[number].state == "accept" for number in listed.rules),
            review.waiting(listed.rules),
        )
        for listed in review.accounts
    ]
    if rows:
        table = Table("accounts", columns, rows, filters="rules")
        parts.add("by-account", said.by_account, Parts.note(said.by_account_note) + parts.table(table))


def _rules(parts: Parts, said: Words, review: Review) -> None:
    columns = (
        Column(said.line),
        Column(said.account),
        Column(said.state),
        Column(said.stands),
        Column(said.found_in, "number"),
        Column(said.share, "share"),
        Column(said.takes, "number"),
        Column(said.first),
        Column(said.last),
    )
    states, places = state_names(), place_names()
    account_of = {number: place for place, listed in enumerate(review.accounts) for number in listed.rules}
    found = [(account_of[number], number) for number in by_doubt(review.rules)]
    rows = [_row(said, review.rules[number], states, places) for _, number in found]
    details = {place: list(_blocks(said, review.rules[number])) for place, (_, number) in enumerate(found)}
    if rows:
        groups = [place for place, _ in found]
        table = Table("rules", columns, rows, details=details, groups=groups)
        parts.add("by-doubt", said.by_doubt, Parts.note(said.by_doubt_note) + parts.table(table))


def _row(
    said: Words, rule: LearnedRule, states: Mapping[str, str], places: Mapping[str, str]
) -> tuple[str | int | float, ...]:
    return (
        rule.line,
        rule.account or said.in_many,
        states[rule.state],
        places[rule.kind],
        rule.articles,
        rule.share,
        rule.articles * len(rule.line),
        rule.first,
        rule.last,
    )


def _blocks(said: Words, rule: LearnedRule) -> Iterator[Block]:
    """Yield what is known of a rule, and its examples with the line marked."""
    places = counted(rule.articles, "article") if rule.account else counted(rule.articles, "account")
    head = said.about_rule.format(rule=rule.name, articles=translated(places))
    yield Block(head, [(" ", line, 0) for line in (*_notes(said, rule), *rule.years)])
    for number, example in enumerate(rule.examples[:_EXAMPLES], 1):
        lines = example_lines(example)
        yield Block(
            said.example.format(number=number), [(">" if is_marked else " ", line, 0) for line, is_marked in lines]
        )


def _notes(said: Words, rule: LearnedRule) -> Iterator[str]:
    if rule.near:
        yield said.near
    if rule.below:
        yield said.below.format(number=rule.below)
    if rule.gone:
        yield said.gone
