"""What the review of learned rules says of an account and of a rule, as styled text that steers no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wxclean.visible import visible

if TYPE_CHECKING:
    from rich.text import Text

    from wxclean.learning.review import Listed, Review
    from wxclean.rules.learned_rule import LearnedRule

STATE_NAMES: Final = {"accept": "accepted", "review": "undecided", "reject": "rejected"}
_SIGNS: Final = {"accept": ("✓", "green"), "review": ("?", "yellow"), "reject": ("✗", "red")}
_PLACES: Final = {
    "promo.head": "at the beginning of articles",
    "promo.tail": "at the end of articles",
    "promo.middle": "inside articles",
    "notice": "a notice or disclaimer",
    "chrome": "of the page, the site or a tool",
}
HELP: Final = """\
a  accept: it goes         j ↓  next rule        f  one state only
r  reject: it stays        k ↑  rule before      /  search (Esc: all)
v  undecided: it waits     l →  next account     R  read the file again
u  undo a decision         h ←  account before   q  quit

The rules that need you most stand first: those undecided, and of
these, those without words of promotion. Each decision is saved at once."""


def account_text(review: Review, listed: Listed) -> Text:
    """Return two lines: the name of an account, and what its rules take and leave to decide."""
    from rich.text import Text

    account = listed.account
    text = Text(visible(account.name) or "in many accounts", style="bold")
    waiting = review.waiting(listed.rules)
    taken = f"{account.removed:.1%} goes, " if account.name else ""
    style = "yellow not bold" if waiting else "dim not bold"
    return text.append(f"\n{taken}{waiting} of {len(listed.rules)} wait", style=style)


def account_share(listed: Listed) -> str:
    """Return how much the accepted rules took from an account's articles when the pack was learned."""
    account = listed.account
    if not account.name:
        return "lines that stand in many accounts"
    return f"{account.articles:,} articles, {account.removed:.1%} goes ({account.most:.1%} at most)"


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
    text.append(f"{sign} {STATE_NAMES[rule.state]}", style=f"{style} not bold")
    text.append(f"   {rule.name}, {_PLACES[rule.kind]}\n", style="not bold")
    text.append("".join(f"{said}\n" for said in (_counts(rule, listed), *_notes(rule))), style="not bold")
    for number, example in enumerate(rule.examples[:3], 1):
        text.append(f"\nExample {number}\n", style="dim not bold")
        for line in example.split("\n"):
            marked = line.startswith("> ")
            shown = f"{'▶ ' if marked else '  '}{visible(line.removeprefix('> ') if marked else line)}\n"
            text.append(shown, style="reverse not bold" if marked else "not bold")
    return text


def _counts(rule: LearnedRule, listed: Listed) -> str:
    of = f" of {listed.account.articles:,}" if listed.account.articles and rule.account else ""
    unit = "articles" if rule.account else "accounts"
    days = ", ".join(f"{word} {day}" for word, day in (("first", rule.first), ("last", rule.last)) if day)
    return f"in {rule.articles:,}{of} {unit} ({rule.share:.0%})" + (f", {days}" if days else "")


def _notes(rule: LearnedRule) -> list[str]:
    notes = []
    if rule.near:
        notes.append("mostly stands right below lines with words of promotion")
    if rule.below:
        notes.append(f"begins the promotion: up to {rule.below} letters below it go with it")
    if rule.gone:
        notes.append("was not found any more when the pack was last learned")
    return notes
