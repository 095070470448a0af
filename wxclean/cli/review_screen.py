"""The screen on which learned rules are reviewed, made with Textual: accounts, rules of one, all about a rule.

Imported by `wxclean review` alone; it needs the extra `wxclean[review]`.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, Static

from wxclean.cli.review_list import ReviewList
from wxclean.cli.review_text import HELP, STATE_NAMES, account_share, account_text, details_text, rule_text
from wxclean.errors import WxcleanError
from wxclean.language import _, joined, translated
from wxclean.learning.review import Listed, Review, decided, edited, is_in_examples, next_kind, review_of, shown, undone
from wxclean.learning.reviewed_file import ReviewedFile, opened, saved

if TYPE_CHECKING:
    from rich.text import Text

_FILTERS = ("", "review", "accept", "reject")
_KEYS: Final = (
    ("a", "decide('accept')", _("accept"), True),
    ("r", "decide('reject')", _("reject"), True),
    ("v", "decide('review')", _("leave"), True),
    ("e", "edit", _("edit"), True),
    ("c", "change_kind", _("class"), False),
    ("u", "undo", _("undo"), True),
    ("j,down", "move(1)", _("next rule"), False),
    ("k,up", "move(-1)", _("rule before"), False),
    ("l,right", "change_account(1)", _("account"), False),
    ("h,left", "change_account(-1)", _("account before"), False),
    ("f", "next_filter", _("state"), True),
    ("slash", "search", _("search"), True),
    ("escape", "show_all", _("show all"), False),
    ("R", "read_again", _("read again"), False),
    ("question_mark", "help", _("help"), True),
    ("q", "quit", _("quit"), True),
)
"""Keys, the action of each, what it does, and whether the foot of the screen names it."""


class ReviewScreen(App[None]):
    """The application; `review` and `file` are what it has decided and saved so far."""

    TITLE = "wxclean review"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #accounts { width: 30; height: 1fr; border: round $surface-lighten-2; border-title-color: $text; }
    #rules { height: 2fr; border: round $accent; }
    #about { height: 3fr; border: round $surface-lighten-2; padding: 0 1; }
    #help, #search, #edit { display: none; }
    #help { border: round $accent; padding: 0 1; height: auto; }
    """

    def __init__(self, file: ReviewedFile) -> None:
        super().__init__()
        for each, action, description, is_named in _KEYS:
            self.bind(each, action, description=translated(description), show=is_named)
        self.file = file
        self.review = review_of(file.pack)
        self.at_account = 0
        self.state = ""
        self.looked_for = ""
        self.numbers: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Horizontal():
            yield ReviewList(self._account_text, 2, id="accounts")
            with Vertical():
                yield ReviewList(self._rule_text, 1, id="rules")
                with VerticalScroll(id="about", can_focus=False):
                    yield Static(id="details", markup=False)
        yield Static(translated(HELP), id="help", markup=False)
        yield Input(id="search", placeholder=translated(_("words of a line, or the name of a rule")))
        yield Input(id="edit", placeholder=translated(_("the line, as articles repeat it")), select_on_focus=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show the first account."""
        self._accounts.can_focus = False
        self._accounts.border_title = translated(_("accounts"))
        self._rules.focus()
        self._show()

    @property
    def _accounts(self) -> ReviewList:
        return self.query_one("#accounts", ReviewList)

    @property
    def _rules(self) -> ReviewList:
        return self.query_one("#rules", ReviewList)

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    @property
    def _edit(self) -> Input:
        return self.query_one("#edit", Input)

    def _account_text(self, at: int) -> Text:
        return account_text(self.review, self.review.accounts[at])

    def _rule_text(self, at: int) -> Text:
        return rule_text(self.review.rules[self.numbers[at]])

    @property
    def listed(self) -> Listed:
        """The account that is shown."""
        return self.review.accounts[self.at_account]

    @property
    def number(self) -> int | None:
        """The rule that is shown, by its number in the pack."""
        at = self._rules.highlighted
        return None if at is None or at >= len(self.numbers) else self.numbers[at]

    def _show(self, at: int = 0) -> None:
        """Show all anew, with the rule at a place of the list chosen."""
        self.numbers = shown(self.review, self.listed, state=self.state, search=self.looked_for)
        self._accounts.show(len(self.review.accounts), self.at_account)
        self._rules.show(len(self.numbers), at)
        only = [STATE_NAMES[self.state]] if self.state else []
        only += [_("with {words}").format(words=self.looked_for)] if self.looked_for else []
        shares = _("rules: {number} of {count}").format(number=len(self.numbers), count=len(self.listed.rules))
        self._rules.border_title = Content(translated(joined(", ", [shares, *only])))
        self._rules.border_subtitle = Content(account_share(self.listed))
        self._show_details()

    def _show_details(self) -> None:
        nothing = translated(_("No rule of this account fits; Esc shows all."))
        number = self.number
        details = nothing if number is None else details_text(self.review.rules[number], self.listed)
        self.query_one("#details", Static).update(details)
        self.query_one("#about").scroll_home(animate=False)

    def on_review_list_chosen(self, event: ReviewList.Chosen) -> None:
        """Show the account or the rule that was clicked."""
        if event.which is self._accounts:
            self.action_change_account(event.at - self.at_account)
        else:
            self.action_move(event.at - (self._rules.highlighted or 0))

    async def action_decide(self, state: str) -> None:
        """Decide about the rule that is shown, and go to the next."""
        number, at = self.number, self._rules.highlighted
        if number is None or at is None:
            return
        before = self._changed(decided(self.review, number, state))
        stays = state == self.state or not self.state
        self._show(at + 1 if stays else at)
        await self._save(before)

    def action_edit(self) -> None:
        """Ask for the line of the rule that is shown."""
        if self.number is not None:
            self._edit.display = True
            self._edit.value = self.review.rules[self.number].line
            self._edit.focus()

    async def action_change_kind(self) -> None:
        """Change what the rule that is shown is about."""
        if self.number is not None:
            await self._keep_edited(kind=next_kind(self.review.rules[self.number]))

    async def _keep_edited(self, *, line: str | None = None, kind: str | None = None) -> bool:
        """Save an edited rule and show it; return whether that worked."""
        number, at = self.number, self._rules.highlighted
        if number is None or at is None:
            return False
        try:
            review = edited(self.review, number, line=line, kind=kind)
        except WxcleanError as error:
            self._tell(str(error))
            return False
        before = self._changed(review)
        self._show(at)
        if not await self._save(before):
            return False
        if line is not None and not is_in_examples(review.rules[number]):
            self.notify(translated(_("none of the examples has this line")), severity="warning", markup=False)
        return True

    async def action_undo(self) -> None:
        """Undo the last decision, and show its rule."""
        if not self.review.replaced:
            self.notify(translated(_("nothing to undo")))
            return
        number = self.review.replaced[-1][0]
        before = self._changed(undone(self.review))
        self._show_rule(number)
        await self._save(before)

    def _show_rule(self, number: int) -> None:
        self.at_account = next(at for at, listed in enumerate(self.review.accounts) if number in listed.rules)
        if number not in shown(self.review, self.listed, state=self.state, search=self.looked_for):
            self.state, self.looked_for = "", ""
        self._show(shown(self.review, self.listed, state=self.state, search=self.looked_for).index(number))

    def _changed(self, review: Review) -> Review:
        """Take a review for the one that is shown, and return what it was before."""
        before, self.review = self.review, review
        return before

    async def _save(self, before: Review) -> bool:
        """Save what was decided, while it shows already, and return whether that worked; if not, nothing was."""
        if self.review is before:
            return True
        try:
            self.file = await asyncio.to_thread(saved, self.file, self.review.rules)
        except WxcleanError as error:
            self._tell(_("{error}; R reads the file again").format(error=error))
            self.review = before
            self._show(self._rules.highlighted or 0)
            return False
        return True

    def _tell(self, fault: str) -> None:
        """Say what went wrong, in the language that is spoken."""
        self.notify(translated(fault), severity="error", markup=False, timeout=10)

    def action_move(self, by: int) -> None:
        """Go some rules down."""
        if self.numbers:
            self._rules.show(len(self.numbers), (self._rules.highlighted or 0) + by)
            self._show_details()

    def action_change_account(self, by: int) -> None:
        """Go some accounts down."""
        self.at_account = max(0, min(self.at_account + by, len(self.review.accounts) - 1))
        self._rules.focus()
        self._show()

    def action_next_filter(self) -> None:
        """Show the rules of the next state only; after the last, those of all."""
        self.state = _FILTERS[(_FILTERS.index(self.state) + 1) % len(_FILTERS)]
        self._show()

    def action_search(self) -> None:
        """Ask for words to look for."""
        self._search.display = True
        self._search.value = self.looked_for
        self._search.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what holds the words so far."""
        if event.input is self._search and self._search.display:
            self.looked_for = event.value
            self._show()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on with what was found, or save what was edited."""
        if event.input is self._edit and not await self._keep_edited(line=event.value):
            return
        event.input.display = False
        self._rules.focus()

    def action_show_all(self) -> None:
        """Show all rules of the account, and no help; give up an edit."""
        if self._edit.display:
            self._edit.display = False
            self._rules.focus()
            return
        self._search.display = False
        self.query_one("#help").display = False
        self.state, self.looked_for = "", ""
        self._rules.focus()
        self._show()

    def action_read_again(self) -> None:
        """Read the file again, for what something else has changed in it; nothing before can be undone."""
        try:
            self.file = opened(self.file.path)
        except WxcleanError as error:
            self._tell(str(error))
            return
        self.review = review_of(self.file.pack)
        self.at_account = 0
        self._show()

    def action_help(self) -> None:
        """Show the keys, or hide them again."""
        help_ = self.query_one("#help")
        help_.display = not help_.display
