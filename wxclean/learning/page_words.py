"""The words of the page of learned rules for people, all in one place; what stands in braces is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wxclean.language import _, translated


class Words(NamedTuple):
    """The words of the page, by what they are for."""

    title: str = _("wxclean learn: {name}")
    summary: str = _("learned from")
    accounts: str = _("accounts")
    rules: str = _("rules")
    waiting: str = _("undecided")
    how: str = _(
        "Set the state of a rule in the pack, with any editor or with: wxclean review {path}. What is accepted is "
        "applied by --rules {path}, what is undecided only with --learned all too."
    )
    by_account: str = _("Accounts")
    by_account_note: str = _("A click on an account leaves its rules in the list below.")
    account: str = _("Account")
    articles: str = _("Articles")
    removed: str = _("Goes")
    most: str = _("Goes of one at most")
    rules_of: str = _("Rules")
    accepted: str = _("Accepted")
    undecided: str = _("Undecided")
    in_many: str = _("(in many accounts)")
    by_doubt: str = _("Rules, the most doubtful first")
    by_doubt_note: str = _("A click on a rule shows it in its context, and how often it stood in each year.")
    rule: str = _("Rule")
    line: str = _("Line")
    state: str = _("State")
    stands: str = _("Stands")
    found_in: str = _("Found in")
    share: str = _("Of the articles")
    takes: str = _("Characters")
    first: str = _("First")
    last: str = _("Last")
    example: str = _("Example {number}")
    about_rule: str = _("{rule}, in {articles}")
    near: str = _("It mostly stands right below lines with words of promotion.")
    below: str = _("It begins the promotion: up to {number} letters below it go with it.")
    gone: str = _("It was not found any more.")


def words() -> Words:
    """Return the words of the page."""
    return Words(*map(translated, Words()))


def state_names() -> Mapping[str, str]:
    """Return the names of a rule's states."""
    names = {"accept": _("accepted"), "review": _("undecided"), "reject": _("rejected")}
    return {state: translated(name) for state, name in names.items()}


def place_names() -> Mapping[str, str]:
    """Return in words where the lines of each kind of rule stand."""
    names = {
        "promo.head": _("at the beginning"),
        "promo.tail": _("at the end"),
        "promo.middle": _("inside"),
        "notice": _("as a notice"),
        "chrome": _("of the page, the site or a tool"),
    }
    return {kind: translated(name) for kind, name in names.items()}
