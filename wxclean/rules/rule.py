"""Rules and rule packs as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from wxclean.result import Metadata

STRENGTHS: Final = ("strong", "edge", "weak", "keep")
ZONES: Final = ("any", "head", "body", "foot")
LISTS: Final = ("links", "titles")
FIELDS: Final = Metadata._fields
# The longest line, in characters, that rules look at (but for links, whose addresses are long).
LONGEST_PHRASE: Final = 120


class Rule(NamedTuple):
    """One rule of a pack, as a matched line reports it.

    - `strength`: a `strong` line is chrome wherever it stands, a `weak` one only among chrome, an `edge` one
      also where nothing but chrome parts it from the first or last line. A `keep` line is the article's own:
      an exception to a broader rule, or what ends a list. (The page's own pack has no `edge` and no `keep`.)
    - `zone`: where the page shows it: `head`, `body` (cards and players inside the article), `foot`, `any`.
    - `opens`: a weak line that may be the first of the page's footer.
    - `section`: free text of readers follows (comments), up to the next line of chrome.
    - `names`: how many lines of free names follow (an account, an author).
    - `list_of`: the line heads a list that goes with it: of lines that are nothing but `links`, or of plain
      `titles`, too, where the list is the last thing of the text.
    - `field`: the metadata that the rest of the line, or the next line, gives.
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


class Pattern(NamedTuple):
    """A rule for whole keys given as a regular expression.

    Patterns from a pack are the `regex` module's and run under a time limit; those made from a
    phrase with `{name}` are `bounded`: they can't backtrack without end, so `re` will do.
    """

    rule: Rule
    regex: str
    bounded: bool = False


class Block(NamedTuple):
    """A rule for a run of lines, from the one that contains `start` to the one that contains `end`."""

    rule: Rule
    start: str
    end: str


class CompiledRules(NamedTuple):
    """The rules of packs as a matcher looks them up.

    `patterns` are kept by the one or two letters that a match begins with, `loose` ones by those that it ends with,
    or under an empty string. `starts` are the phrases of more than one character by their first two, the longest
    first. `heads` are the weak phrases that strong ones begin with, each with the letters that these go on with.
    """

    phrases: Mapping[str, Rule]
    labels: tuple[tuple[str, Rule], ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    loose: Mapping[str, tuple[Pattern, ...]]
    blocks: tuple[Block, ...]
    starts: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, str]


class Example(NamedTuple):
    """A raw dump and the clean text that the pack makes of it: the pack's own test."""

    raw: str
    clean: str


class RulePack(NamedTuple):
    """A checked rule pack. `phrases` maps each line, as written in the pack, to its rule."""

    name: str
    summary: str
    phrases: Mapping[str, Rule]
    patterns: tuple[Pattern, ...] = ()
    blocks: tuple[Block, ...] = ()
    examples: tuple[Example, ...] = ()
    path: str = ""

    def rules(self) -> list[Rule]:
        """Return the rule of each phrase, pattern and block."""
        patterns = [pattern.rule for pattern in self.patterns]
        return [*self.phrases.values(), *patterns, *(block.rule for block in self.blocks)]

    def rule_names(self) -> list[str]:
        """Return the names of the rules in the order in which they first stand in the pack."""
        return list(dict.fromkeys(rule.name for rule in self.rules()))

    def without(self, names: Collection[str]) -> RulePack:
        """Return the pack without the rules of some names."""
        return self._replace(
            phrases={phrase: rule for phrase, rule in self.phrases.items() if rule.name not in names},
            patterns=tuple(pattern for pattern in self.patterns if pattern.rule.name not in names),
            blocks=tuple(block for block in self.blocks if block.rule.name not in names),
        )
