"""Articles on disk: sorted runs, and their merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxclean.batch.learning import runs
from wxclean.learning.article import Article


@pytest.mark.parametrize("count", [1, 3, 11])
def test_runs_are_merged_in_order_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(runs, "_MOST_OPEN", 4)
    articles = [Article("甲乙丙"[n % 3], f"2020-01-{n % 28 + 1:02}", str(n), "", (str(n),)) for n in range(50)]
    paths = [str(tmp_path / f"{number}.run") for number in range(count)]
    for number, path in enumerate(paths):
        runs.write_run(path, articles[number::count])
    assert list(runs.merged(paths)) == sorted(articles)
