"""What the review of learned rules says of an account and of a rule, as styled text that steers no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from wxclean.language import Message, _, joined, translated
from wxclean.learning.examples import example_lines
from wxclean.visible import visible

if TYPE_CHECKING:
    from rich.text import Text

    from wxclean.learning.review import Listed, Review
    from wxclean.rules.learned_rule import LearnedRule

STATE_NAMES: Final = {"accept": _("accepted"), "review": _("undecided"), "reject": _("rejected")}
_SIGNS: Final = {"accept": ("✓", "green"), "review": ("?", "yellow"), "reject": ("✗", "red")}
_PLACES: Final = {
    "promo.head": _("at the beginning of articles"),
    "promo.tail": _("at the end of articles"),
    "promo.middle": _("inside articles"),
    "notice": _("a notice or disclaimer"),
    "chrome": _("of the page, the site or a tool"),
}
HELP: Final = _("""\
a  accept: it goes         j ↓  next rule        f  one state only
r  reject: it stays        k ↑  rule before      /  search (Esc: all)
v  undecided: it waits     l →  next account     R  read the file again
u  undo a decision         h ←  account before   q  quit
e  edit the line           c    change its class (head, tail, middle, notice)

The rules that need you most stand first: those undecided, and of
these, those without words of promotion. Each decision is saved at once.""")


def account_text(review: Review, listed: Listed) -> Text:
    """Return two lines: the name of an account, and what its rules take and leave to decide."""
    from rich.text import Text

    account = listed.account
    text = Text(visible(account.name) or translated(_("in many accounts")), style="bold")
    waiting = review.waiting(listed.rules)
    taken = _("{share:.1%} goes, ").format(share=account.removed) if account.name else ""
    said = _("{taken}{waiting} of {count} wait").format(taken=taken, waiting=waiting, count=len(listed.rules))
    style = "yellow not bold" if waiting else "dim not bold"
    return text.append(f"\n{translated(said)}", style=style)


def account_share(listed: Listed) -> str:
    """Return how much the accepted rules took from an account's articles when the pack was learned."""
    account = listed.account
    if not account.name:
        return translated(_("lines that stand in many accounts"))
    said = _("{articles:,} articles, {share:.1%} goes ({most:.1%} at most)")
    return translated(said.format(articles=account.articles, share=account.removed, most=account.most))


def rule_text(rule: LearnedRule) -> Text:
    """Return one line: the state of a rule, its share and its line."""
    from rich.text import Text

    sign, style = _SIGNS[rule.state]
    text = Text(f"{sign} ", style=style, no_wrap=True, overflow="ellipsis")
    text.append(f"{rule.share:5.0%}  ", style="dim")
    return text.append(visible(rule.line), style="strike dim" if rule.state == "accept" else "default")


def details_text(rule: LearnedRule, listed: Listed) -> Text:
    """Return all that is known of a rule, with its examples."""
    from rich.text import Text

    sign, style = _SIGNS[rule.state]
    text = Text(f"{visible(rule.line)}\n", style="bold")
    text.append(f"{sign} {translated(STATE_NAMES[rule.state])}", style=f"{style} not bold")
    text.append(f"   {rule.name}, {translated(_PLACES[rule.kind])}\n", style="not bold")
    text.append("".join(f"{translated(said)}\n" for said in (_counts(rule, listed), *_notes(rule))), style="not bold")
    for number, example in enumerate(rule.examples[:3], 1):
        heading = translated(_("Example {number}").format(number=number))
        text.append(f"\n{heading}\n", style="dim not bold")
        for line, is_marked in example_lines(example):
            sign, style = ("▶", "reverse not bold") if is_marked else (" ", "not bold")
            text.append(f"{sign} {visible(line)}\n", style=style)
    return text


def _counts(rule: LearnedRule, listed: Listed) -> Message:
    values = {"number": rule.articles, "count": listed.account.articles, "share": rule.share}
    if not rule.account:
        said = _("in {number:,} accounts ({share:.0%})")
    elif listed.account.articles:
        said = _("in {number:,} of {count:,} articles ({share:.0%})")
    else:
        said = _("in {number:,} articles ({share:.0%})")
    days = [(_("first {day}"), rule.first), (_("last {day}"), rule.last)]
    return joined(", ", [said.format(**values), *(word.format(day=day) for word, day in days if day)])


def _notes(rule: LearnedRule) -> Iterator[Message]:
    if rule.near:
        yield _("mostly stands right below lines with words of promotion")
    if rule.below:
        yield _("begins the promotion: up to {number} letters below it go with it").format(number=rule.below)
    if rule.gone:
        yield _("was not found any more when the pack was last learned")
