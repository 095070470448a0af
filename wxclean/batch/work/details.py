"""What a report wants to know of records besides the sums that are always counted; all of it in bounded memory."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from wxclean.batch.work.edge_lines import OWNERS, EdgeLineChoice, EdgeLines, edge_lines, owner_of
from wxclean.batch.work.examples import EACH, ExampleChoice, Examples, example_of
from wxclean.batch.work.groups import GroupCount, Groups
from wxclean.batch.work.lowest import HIGHEST, Lowest, number_of
from wxclean.batch.work.samples import Sample, sample_of
from wxclean.result import Cleaned

SAMPLES: Final = 24
"""The most records that are shown as samples."""

Rule = tuple[str, str]
"""A filter and a rule of it."""


class Found(NamedTuple):
    """What is kept of records to be shown: samples of all that changed in one, sums by what they are, and so on."""

    samples: tuple[Sample, ...]
    groups: Groups
    examples: Examples
    edge_lines: EdgeLines


NONE_FOUND: Final = Found((), {}, {}, {})


class Limits:
    """What a worker has chosen so far in a run: no later shard keeps what these displace."""

    def __init__(self) -> None:
        self.samples = Lowest(SAMPLES)
        self.owners = Lowest(OWNERS)
        self.examples: dict[Rule, Lowest] = {}


@lru_cache(maxsize=1)
def limits_of(run: str) -> Limits:  # noqa: ARG001 - the cache knows it by this
    """Return what this worker has chosen so far in a run."""
    return Limits()


class Details:
    """The details of a shard while they are counted."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.rule_chars: dict[Rule, int] = {}
        self._groups = GroupCount()
        self._edge_lines = EdgeLineChoice()
        self._limits = limits or Limits()
        self._examples = ExampleChoice()
        self._samples: list[Sample] = []

    def add(self, cleaned: Cleaned, size_in: int, size_out: int, path: str, place: str) -> None:
        """Count one record, and keep of it what may be shown."""
        self._groups.add(cleaned, size_in, size_out)
        owner = owner_of(cleaned.metadata.account, path, place)
        if self._limits.owners.takes(number_of(owner)):
            self._edge_lines.add(owner, edge_lines(cleaned.text), (path, place))
        if cleaned.edits:
            self._add_edits(cleaned, path, place)

    def _add_edits(self, cleaned: Cleaned, path: str, place: str) -> None:
        payload = cleaned.payload.split("\n")
        chars: dict[Rule, int] = {}
        for line, action, filter_, rule, text, _, span in cleaned.edits:
            before = payload[line - 1]
            if span is not None:
                before = before[span[0] : span[1]]
            gone = len(before.strip())
            if action == "rewrite":
                gone = max(0, gone - len(text))
            key = filter_, rule
            if key in chars:
                chars[key] += gone
            else:
                chars[key] = gone
        self._choose(cleaned, chars, payload, path, place)
        sums = self.rule_chars
        for key, gone in chars.items():
            sums[key] = sums.get(key, 0) + gone

    def _choose(self, cleaned: Cleaned, rules: dict[Rule, int], payload: list[str], path: str, place: str) -> None:
        if not self._samples and self._limits.samples.takes(number_of(path)):
            self._samples.append(sample_of(cleaned, payload, path, place))
        number = number_of(path, place)
        limits = self._limits.examples
        wanted = set()
        for rule in rules:
            limit = limits.get(rule)
            if limit is None:
                limit = limits[rule] = Lowest(EACH)
            if number <= limit.limit and limit.takes(number):
                wanted.add(rule)
        for edit in cleaned.edits if wanted else ():
            rule = edit.filter, edit.rule
            if rule in wanted:
                wanted.remove(rule)
                self._examples.add(name_of(*rule), number, example_of(edit, payload, path, place))
                if not wanted:
                    break

    def merge(self, found: Found) -> None:
        """Add what was counted elsewhere; of its samples, the first is kept if there is none."""
        self._samples = self._samples or list(found.samples[:1])
        self._groups.merge(found.groups)
        self._examples.merge(found.examples)
        self._edge_lines.merge(found.edge_lines)

    def found(self) -> Found:
        """Return what was kept, without what other records have displaced."""
        limits = self._limits
        return Found(
            tuple(each for each in self._samples if number_of(each.path) <= limits.samples.limit),
            self._groups.groups(),
            self._within_limits(),
            self._edge_lines.lines(limits.owners.limit),
        )

    def _within_limits(self) -> Examples:
        limits = {name_of(*rule): lowest.limit for rule, lowest in self._limits.examples.items()}
        kept = {
            rule: tuple(one for one in found if number_of(one.path, one.place) <= limits.get(rule, HIGHEST))
            for rule, found in self._examples.examples().items()
        }
        return {rule: found for rule, found in kept.items() if found}


@lru_cache(maxsize=4096)
def name_of(filter_: str, rule: str) -> str:
    """Return the name of a rule; one string for all counts, as a run keeps many of them."""
    return f"{filter_}.{rule}"
