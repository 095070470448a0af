"""Rules and rule packs as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from wxclean.result import LABELS
from wxclean.rules.learned_rule import LearnedAccount, LearnedRule
from wxclean.rules.repeat_key import Vocabulary

STRENGTHS: Final = ("strong", "edge", "weak", "keep")
ZONES: Final = ("any", "head", "body", "foot")
LISTS: Final = ("links", "titles", "section")
FIELDS: Final = LABELS
# The longest line, in characters, that rules look at (except for lines of links, whose addresses are long).
LONGEST_PHRASE: Final = 120


class Rule(NamedTuple):
    """One rule of a pack, as a matched line reports it.

    - `strength`: a `strong` line is chrome wherever it stands, a `weak` one only among chrome, and an `edge` one also
      when only chrome separates it from the first or last line. A `keep` line is the article's own: an exception to a
      broader rule, or the end of a list. (The page's own pack has no `keep`; its `edge` lines
      are chrome in the header, or those of the footer right at the article's end.)
    - `zone`: where the page shows the line: `head`, `body` (cards and players inside the article), `foot`, `any`.
    - `opens`: whether the line, though weak, may be the first of the page's footer.
    - `section`: whether free text of readers (comments) follows, up to the next line of chrome.
    - `names`: how many lines of free names follow (an account, an author).
    - `list_of`: what the list that the line heads consists of: lines that are nothing but `links`, or also plain
      `titles`, if the list is the last thing in the text; or a `section`: all down to the end of the text, if it is
      short. A weak line heads a section only if another line in it goes.
    - `of_account`: whether the rule holds only for lines that have the account's name in them, or begin as it does.
    - `field`: the metadata field whose value is the rest of the line, or the next line.
    """

    name: str
    pack: str
    strength: str = "strong"
    zone: str = "any"
    opens: bool = False
    section: bool = False
    names: int = 0
    list_of: str = ""
    field: str | None = None
    years: str = ""
    lang: str = ""
    of_account: bool = False


class Pattern(NamedTuple):
    """A rule whose regular expression matches whole keys.

    Patterns from a pack run in the `regex` module under a time limit. Those made from a phrase with free words are
    `bounded`: they can't backtrack without end, so `re` will do. `head` and `tail` are what their matches begin and end
    with, empty where that isn't known.
    """

    rule: Rule
    regex: str
    bounded: bool = False
    head: str = ""
    tail: str = ""


class Block(NamedTuple):
    """A rule for a run of lines, from one that contains `start` to one that contains `end`."""

    rule: Rule
    start: str
    end: str


class CompiledRules(NamedTuple):
    """The rules of packs, indexed for a matcher's lookups.

    `patterns` are listed under the one or two letters that their matches begin with, `loose` ones under those that they
    end with, or under an empty string. `starts` are the phrases of more than one character under their first two, the
    longest first. `heads` are the weak phrases that strong ones begin with, each with the letters that may follow it
    there.
    """

    phrases: Mapping[str, Rule]
    labels: tuple[tuple[str, Rule], ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    loose: Mapping[str, tuple[Pattern, ...]]
    blocks: tuple[Block, ...]
    starts: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, str]


class Example(NamedTuple):
    """A raw dump and the clean text that the pack makes of it, which is the pack's own test."""

    raw: str
    clean: str


class RulePack(NamedTuple):
    """A checked rule pack; `phrases` maps each line, as written in the pack, to its rule.

    `learned` are the lines that the articles of `accounts` repeat, `vocabulary` the words to judge them by. At the end
    of a text, short lines below one that goes belong to it, if they hold at most `signature` letters.
    """

    name: str
    summary: str
    phrases: Mapping[str, Rule]
    patterns: tuple[Pattern, ...] = ()
    blocks: tuple[Block, ...] = ()
    examples: tuple[Example, ...] = ()
    path: str = ""
    accounts: tuple[LearnedAccount, ...] = ()
    learned: tuple[LearnedRule, ...] = ()
    vocabulary: Vocabulary | None = None
    signature: int = 0

    def rules(self) -> list[Rule]:
        """Return the rule of each phrase, pattern, block and learned line."""
        patterns = [pattern.rule for pattern in self.patterns]
        learned = [Rule(rule.name, self.name) for rule in self.learned]
        return [*self.phrases.values(), *patterns, *(block.rule for block in self.blocks), *learned]

    def rule_names(self) -> list[str]:
        """Return the names of the rules, in the order of their first appearance in the pack."""
        return list(dict.fromkeys(rule.name for rule in self.rules()))

    def without(self, names: Collection[str]) -> RulePack:
        """Return the pack without the rules of these names."""
        return self._replace(
            phrases={phrase: rule for phrase, rule in self.phrases.items() if rule.name not in names},
            patterns=tuple(pattern for pattern in self.patterns if pattern.rule.name not in names),
            blocks=tuple(block for block in self.blocks if block.rule.name not in names),
            learned=tuple(rule for rule in self.learned if rule.name not in names),
        )
