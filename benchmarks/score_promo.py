"""How well what accounts add to their articles is removed: `python -m benchmarks.score_promo [FOLDER]`.

Each account's rules are learned from other articles of it than those that are scored. As the pack's own rules were
written with these accounts in view, it is scored once more with those alone that lines of other accounts match, there
or in the corpus of the score.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from benchmarks.corpus import DEFAULT as CORPUS
from benchmarks.corpus import read_corpus
from benchmarks.shingles import Score, Shingles, score, shingles
from benchmarks.tables import table
from wxclean import Cleaned, Cleaner
from wxclean.document import Document
from wxclean.filters.packs.line_rules import marks_of
from wxclean.filters.packs.pack_filter import pack_edits
from wxclean.learning.learn import learn
from wxclean.learning.pack_text import pack_text
from wxclean.rules.compile_packs import matcher
from wxclean.rules.rule import RulePack
from wxclean.rules.shipped import shipped_pack

DEFAULT = Path(__file__).parents[2] / "shared" / "promo"
LOSS = 0.01
"""The share of an article's shingles from which on a loss counts."""
ARTICLES = (3, 5, 10, 20)


class Dump(NamedTuple):
    """An annotated dump: the article with the account's promotion taken out, and with its standing notices, too."""

    id: str
    account: str
    raw: bytes
    gold: Shingles
    without_notices: Shingles


class Setting(NamedTuple):
    """A way of cleaning: the packs besides the learned ones, how many articles are learned from, and from whom.

    With `notices`, standing notices count as what is to be removed.
    """

    name: str
    rules: tuple[str, ...] = ()
    articles: int | None = 0
    others: bool = False
    waiting: bool = False
    notices: bool = False


SETTINGS = (
    Setting("nothing"),
    Setting("promo", ("promo",)),
    Setting("learned", articles=None),
    Setting("learned + promo", ("promo",), None),
    *(Setting(f"learned + promo, {count} articles", ("promo",), count) for count in ARTICLES),
    Setting("learned + promo, also what waits", ("promo",), None, waiting=True),
    Setting("learned from the other accounts", articles=None, others=True),
    Setting("promo, of what is without notices", ("promo",), notices=True),
    Setting("promo + notice, of the same", ("promo", "notice"), notices=True),
)


ELSEWHERE = "promo, seen in other accounts"


class Means(NamedTuple):
    """The means over all dumps; `losing` is how many lose more than `LOSS` of their article."""

    score: Score
    losing: int


def dumps_in(folder: Path) -> list[Dump]:
    """Return the annotated dumps of a folder."""
    rows = map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())
    return [
        Dump(
            row["id"],
            row["folder"],
            (folder / row["folder"] / f"{row['id']}.raw").read_bytes(),
            shingles(row["body_without_promo"]),
            shingles(row["body_without_promo_and_notices"]),
        )
        for row in rows
    ]


def articles_of(folder: Path, accounts: Iterable[str]) -> dict[str, list[Cleaned]]:
    """Return the articles of each account to learn from, cleaned."""
    cleaner = Cleaner()
    return {
        account: [cleaner.clean(path.read_bytes()) for path in sorted((folder / account / "articles").iterdir())]
        for account in accounts
    }


def packs(articles: Mapping[str, Sequence[Cleaned]], count: int | None) -> dict[str, RulePack]:
    """Return what is learned from the first articles of each account."""
    return {account: learn(own[:count], account=account) for account, own in articles.items()}


def means(dumps: Sequence[Dump], setting: Setting, learned: Mapping[str, RulePack]) -> Means:
    """Return the means that a setting reaches."""
    scores = [_score(dump, setting, learned) for dump in dumps]
    plain = [_score(dump, SETTINGS[0]._replace(notices=setting.notices), {}) for dump in dumps]
    losing = sum(before.recall - after.recall > LOSS for before, after in zip(plain, scores, strict=True))
    return Means(Score(*(fmean(values) for values in zip(*scores, strict=True))), losing)


def _score(dump: Dump, setting: Setting, learned: Mapping[str, RulePack]) -> Score:
    wanted = [pack for account, pack in learned.items() if (account != dump.account) == setting.others]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, pack in enumerate(wanted):
            file = Path(folder) / f"{number}.toml"
            file.write_text(pack_text(pack._replace(name=f"learned-{number}")), "utf-8")
            files.append(str(file))
        cleaner = Cleaner(
            rules=[*files, *setting.rules],
            account=dump.account,
            learned="all" if setting.waiting else "accepted",
        )
    gold = dump.without_notices if setting.notices else dump.gold
    return score(gold, shingles(cleaner.clean(dump.raw).text))


def numbered(pack: RulePack) -> RulePack:
    """Return a pack in which each phrase and pattern is a rule of its own, named by a number."""
    phrases = {line: rule._replace(name=f"phrase.{at}") for at, (line, rule) in enumerate(pack.phrases.items())}
    patterns = [one._replace(rule=one.rule._replace(name=f"pattern.{at}")) for at, one in enumerate(pack.patterns)]
    return pack._replace(phrases=phrases, patterns=tuple(patterns))


def matched_by_account(pack: RulePack, texts: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Return the names of the rules that lines of each account's texts match."""
    found = matcher([pack])
    return {
        account: {mark.rule.name for text in own for mark in marks_of(lines_of(text), found) if mark is not None}
        for account, own in texts.items()
    }


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that aren't blank."""
    return list(filter(None, map(str.strip, text.split("\n"))))


def elsewhere(dumps: Sequence[Dump], articles: Mapping[str, Sequence[Cleaned]]) -> Means:
    """Return the means that the pack `promo` reaches without the rules that only the scored account's lines match."""
    pack = numbered(shipped_pack("promo"))
    cleaner = Cleaner()
    plain = [cleaner.clean(dump.raw).text for dump in dumps]
    texts = {account: [article.text for article in own] for account, own in articles.items()}
    for dump, text in zip(dumps, plain, strict=True):
        texts[dump.account].append(text)
    for other in read_corpus(CORPUS) if CORPUS.is_dir() else ():
        texts.setdefault(other.text("account"), []).append(cleaner.clean(other.raw).text)
    matched = matched_by_account(pack, texts)
    kept = {rule.name for rule in pack.rules() if rule.strength == "keep"}
    scores = []
    for dump, text in zip(dumps, plain, strict=True):
        seen = kept.union(*(names for account, names in matched.items() if not _is_one(account, dump.account)))
        rules = pack.without(set(pack.rule_names()) - seen)
        scores.append(score(dump.gold, shingles(_without_promotion(text, rules, dump.account))))
    losing = sum(
        score(dump.gold, shingles(text)).recall - after.recall > LOSS
        for dump, text, after in zip(dumps, plain, scores, strict=True)
    )
    return Means(Score(*(fmean(values) for values in zip(*scores, strict=True))), losing)


def _is_one(account: str, other: str) -> bool:
    return account in other or other in account


def _without_promotion(text: str, pack: RulePack, account: str) -> str:
    """Return a cleaned text without what a pack takes out of the account's articles."""
    lines = lines_of(text)
    document = Document.of_columns(list(range(len(lines))), lines, [None] * len(lines), lines)
    edits = pack_edits(document, name="promo", matcher=matcher([pack]), signature=pack.signature, names=[account])
    gone = {edit.line for edit in edits}
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield a row for each setting."""
    dumps = dumps_in(folder)
    articles = articles_of(folder, sorted({dump.account for dump in dumps}))
    for setting in SETTINGS:
        learned = packs(articles, setting.articles) if setting.articles != 0 else {}
        found = means(dumps, setting, learned)
        yield _row(setting.name, found)
        if setting.rules == ("promo",) and not learned and not setting.notices:
            yield _row(ELSEWHERE, elsewhere(dumps, articles))


def _row(name: str, found: Means) -> tuple[str, ...]:
    return name, *(f"{value:.4f}" for value in found.score), str(found.losing)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return 0, also where there is nothing to score, or 1 where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_promo", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT, help="default: ../shared/promo")
    parser.add_argument("--min-f1", type=float, default=0.0, help="exit 1 if learned + promo reaches less")
    options = parser.parse_args(arguments)
    if not (options.folder / "gold.jsonl").is_file():
        print(f"{options.folder}: no gold.jsonl; nothing to score", file=sys.stderr)
        return 0
    found = list(rows(options.folder))
    print(table(("setting", "precision", "recall", "F1", f"lose > {LOSS:.0%}"), found))
    reached = next(float(row[3]) for row in found if row[0] == "learned + promo")
    return 1 if reached < options.min_f1 else 0


if __name__ == "__main__":
    sys.exit(main())
