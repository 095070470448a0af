"""The key in a row of the state: what an output depends on."""

from __future__ import annotations

from typing import Any

import pytest

from wxclean.batch.job import Job
from wxclean.batch.work.state_row import settings_of
from wxclean.cleaner.settings import CleanerSettings

OTHER: dict[str, Any] = {
    "fingerprint": "0123",
    "target": "jsonl",
    "merge": True,
    "title": False,
    "images": "drop",
    "in_place": True,
    "text_column": "body",
    "keep_raw": True,
    "csv_formulas": "keep",
    "max_record": 1000,
    "max_ratio": 2.0,
    "strict": True,
    "only_dumps": True,
    "all_hosts": True,
    "line_ends": "crlf",
}
"""For each field that decides what is written, a value that it doesn't have by default."""
LEFT_OUT: dict[str, Any] = {
    "cleaner": CleanerSettings(skip=("wechat",)),  # the fingerprint stands for it
    "in_parts": True,  # the path of an output tells it: that of a part is in a folder of its own
    "fleeting": True,  # such parts are not recorded
    "dry": True,  # such a run keeps no state
    "detail": True,  # counts more for a report, and writes the same
    "run": "0123",  # the name of a run
    "failures": "/failures",  # where failed records go; a shard with any is written all the same
}
"""The same for fields that don't, each with the reason."""


def test_every_field_of_a_job_is_in_the_key_or_left_out_for_a_reason() -> None:
    assert sorted([*OTHER, *LEFT_OUT]) == sorted(Job._fields)


@pytest.mark.parametrize("name", OTHER)
def test_the_key_changes_with_what_decides_the_output(name: str) -> None:
    assert settings_of(Job()._replace(**{name: OTHER[name]})) != settings_of(Job())


@pytest.mark.parametrize("name", LEFT_OUT)
def test_the_key_stays_with_what_decides_nothing(name: str) -> None:
    assert settings_of(Job()._replace(**{name: LEFT_OUT[name]})) == settings_of(Job())
