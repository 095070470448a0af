"""Dates: what pages and tools write becomes ISO 8601, and words become the day that they meant."""

from __future__ import annotations

from datetime import date

import pytest

from wxclean.filters.dates import is_iso, iso_date
from wxclean.filters.days_in_words import resolved_date


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2018-11-23", "2018-11-23"),
        ("2023-10-31 17:59", "2023-10-31 17:59"),
        ("2023-10-31  7:59", "2023-10-31 07:59"),
        ("2023-10-31 07:59:58", "2023-10-31 07:59"),
        ("2018-11-23 发表", "2018-11-23"),
        ("发表于 2018-11-23", "2018-11-23"),
        ("2018/1/2", "2018-01-02"),
        ("2018.01.02", "2018-01-02"),
        ("2023年10月31日 17:59", "2023-10-31 17:59"),
        ("2026年5月9日 8:14", "2026-05-09 08:14"),
        ("2026年5月9日 上午8:14", "2026-05-09 08:14"),
        ("2026年5月9日 下午8:14", "2026-05-09 20:14"),
        ("2026年5月9日 下午12:14", "2026-05-09 12:14"),
        ("Sep 22, 2026, 8:05 PM", "2026-09-22 20:05"),
        ("Sep 2, 2026, 12:05 AM", "2026-09-02 00:05"),
        ("September 22, 2026", "2026-09-22"),
        ("2024-01-02T18:30:00", "2024-01-02 18:30"),
        ("2024-01-02T18:30:00+08:00", "2024-01-02 18:30"),
        ("2024-01-02T18:30:00.123Z", "2024-01-03 02:30"),
        ("March 5, 2025 08:12", "2025-03-05 08:12"),
        ("Tue, 02 Jan 2024 10:30:00 GMT", "2024-01-02 18:30"),
        ("Tue, 2 Jan 2024 18:30 +0800", "2024-01-02 18:30"),
        ("1704191400", "2024-01-02 18:30"),
        ("1704191400123", "2024-01-02 18:30"),
    ],
)
def test_a_date_becomes_iso(said: str, day: str) -> None:
    assert iso_date(said) == day
    assert is_iso(day)


@pytest.mark.parametrize(
    "said",
    [
        "昨天",
        "2023年",
        "2023-02-30",
        "2023-13-01",
        "2023-01/02",
        "12345678",
        "0-0-0",
        "Tue, 40 Jan 2024 10:30:00 GMT",
        "",
    ],
)
def test_what_is_no_date_stays_as_it_is(said: str) -> None:
    assert iso_date(said) == said
    assert not is_iso(said)


SATURDAY = date(2023, 5, 20)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("今天", "2023-05-20"),
        ("昨天", "2023-05-19"),
        ("前天", "2023-05-18"),
        ("昨天 18:05", "2023-05-19 18:05"),
        ("今天 8:05", "2023-05-20 08:05"),
        ("刚刚", "2023-05-20"),
        ("5分钟前", "2023-05-20"),
        ("2小时前", "2023-05-20"),
        ("3天前", "2023-05-17"),
        ("1周前", "2023-05-13"),
        ("2 週前", "2023-05-06"),
        ("1个月前", "2023-04-20"),
        ("3個月前", "2023-02-20"),
        ("1年前", "2022-05-20"),
        ("Today", "2023-05-20"),
        ("Yesterday", "2023-05-19"),
        ("2 days ago", "2023-05-18"),
        ("3 day(s) ago", "2023-05-17"),
        ("a week ago", "2023-05-13"),
        ("1 week ago", "2023-05-13"),
        ("星期三", "2023-05-17"),
        ("周日", "2023-05-14"),
        ("星期六", "2023-05-13"),
        ("Friday", "2023-05-19"),
        ("3月5日", "2023-03-05"),
        ("12月31日", "2022-12-31"),
        ("05-20 07:15", "2023-05-20 07:15"),
    ],
)
def test_words_mean_a_day_of_their_own_time(words: str, day: str) -> None:
    assert resolved_date(words, SATURDAY) == day


@pytest.mark.parametrize("words", ["", "明天", "很久以前", "2月30日", "999年前 9:00x", "10:30", "星期八"])
def test_other_words_mean_none(words: str) -> None:
    assert resolved_date(words, SATURDAY) is None


def test_a_month_before_its_31st_is_the_last_of_the_month() -> None:
    assert resolved_date("1个月前", date(2024, 3, 31)) == "2024-02-29"
    assert resolved_date("1个月前", date(2024, 1, 15)) == "2023-12-15"
