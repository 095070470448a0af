"""The screen on which learned rules are reviewed, made with Textual: accounts, rules of one, all about a rule.

Imported by `wxclean review` alone; it needs the extra `wxclean[review]`.
"""

from __future__ import annotations

from typing import Final

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static

from wxclean.cli.review_text import HELP, STATE_NAMES, account_share, account_text, details_text, rule_text
from wxclean.errors import WxcleanError
from wxclean.language import _, joined, translated
from wxclean.learning.review import Listed, Review, decided, review_of, shown, undone
from wxclean.learning.reviewed_file import ReviewedFile, opened, saved

_FILTERS = ("", "review", "accept", "reject")
_KEYS: Final = (
    ("a", "decide('accept')", _("accept"), True),
    ("r", "decide('reject')", _("reject"), True),
    ("v", "decide('review')", _("undecided"), True),
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
    #help, #search { display: none; }
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
            yield OptionList(id="accounts", markup=False)
            with Vertical():
                yield OptionList(id="rules", markup=False)
                with VerticalScroll(id="about", can_focus=False):
                    yield Static(id="details", markup=False)
        yield Static(translated(HELP), id="help", markup=False)
        yield Input(id="search", placeholder=translated(_("words of a line, or the name of a rule")))
        yield Footer()

    def on_mount(self) -> None:
        """Show the first account."""
        self._accounts.can_focus = False
        self._accounts.border_title = translated(_("accounts"))
        self._rules.focus()
        self._show()

    @property
    def _accounts(self) -> OptionList:
        return self.query_one("#accounts", OptionList)

    @property
    def _rules(self) -> OptionList:
        return self.query_one("#rules", OptionList)

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

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
        self._accounts.set_options(account_text(self.review, listed) for listed in self.review.accounts)
        self._accounts.highlighted = self.at_account
        self.numbers = shown(self.review, self.listed, state=self.state, search=self.looked_for)
        self._rules.set_options(rule_text(self.review.rules[number]) for number in self.numbers)
        self._rules.highlighted = max(0, min(at, len(self.numbers) - 1)) if self.numbers else None
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

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the rule that was chosen."""
        if event.option_list is self._rules:
            self._show_details()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show the account that was clicked."""
        if event.option_list is self._accounts:
            self.action_change_account(event.option_index - self.at_account)

    def action_decide(self, state: str) -> None:
        """Decide about the rule that is shown, and go to the next."""
        number, at = self.number, self._rules.highlighted
        if number is None or at is None or not self._keep(decided(self.review, number, state)):
            return
        stays = state == self.state or not self.state
        self._show(at + 1 if stays else at)

    def action_undo(self) -> None:
        """Undo the last decision, and show its rule."""
        if not self.review.replaced:
            self.notify(translated(_("nothing to undo")))
            return
        number = self.review.replaced[-1][0]
        if self._keep(undone(self.review)):
            self._show_rule(number)

    def _show_rule(self, number: int) -> None:
        self.at_account = next(at for at, listed in enumerate(self.review.accounts) if number in listed.rules)
        if number not in shown(self.review, self.listed, state=self.state, search=self.looked_for):
            self.state, self.looked_for = "", ""
        self._show(shown(self.review, self.listed, state=self.state, search=self.looked_for).index(number))

    def _keep(self, review: Review) -> bool:
        """Save a review and return whether that worked; if not, nothing was decided."""
        if review == self.review:
            return True
        try:
            self.file = saved(self.file, review.states())
        except WxcleanError as error:
            said = translated(_("{error}; R reads the file again").format(error=error))
            self.notify(said, severity="error", markup=False, timeout=10)
            return False
        self.review = review
        return True

    def action_move(self, by: int) -> None:
        """Go some rules down."""
        if self.numbers:
            at = (self._rules.highlighted or 0) + by
            self._rules.highlighted = max(0, min(at, len(self.numbers) - 1))

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
        if self._search.display:
            self.looked_for = event.value
            self._show()

    def on_input_submitted(self) -> None:
        """Go on with what was found."""
        self._search.display = False
        self._rules.focus()

    def action_show_all(self) -> None:
        """Show all rules of the account, and no help."""
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
            self.notify(str(error), severity="error", markup=False, timeout=10)
            return
        self.review = review_of(self.file.pack)
        self.at_account = 0
        self._show()

    def action_help(self) -> None:
        """Show the keys, or hide them again."""
        help_ = self.query_one("#help")
        help_.display = not help_.display
