"""Reading gives a dump's records with their lines; the shortcut for common dumps gives the same result."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import wxclean
from wxclean.reading import read
from wxclean.reading.lines.payload import Payload
from wxclean.reading.read import Ending, Reading, readings
from wxclean.result import Source


def no_ending(_: Payload) -> None:
    """Return None: no ending is known."""


def read_with(raw: str | bytes, **settings: object) -> list[Reading]:
    wanted: dict[str, object] = {"encoding": None, "errors": "strict", "field": None, "ending_of": no_ending}
    return readings(raw, **wanted | settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "dump"),
    [
        ("text:'灯塔\\n渡口'", ("灯塔\\n渡口", "'", "text:'…'")),
        ('content = "灯塔\\n渡口"\n', ("灯塔\\n渡口", '"', 'content="…"')),
        ("text:''", None),
        ("text:'灯塔'", None),
        ("text:' \\n '", None),
        ("text:'灯塔\\n渡口\n", None),
        ("text:u'灯塔\\n渡口'", None),
        ("text:'''灯塔\\n渡口'''", None),
        ("灯塔:'第一段。\\n'", None),
        ("{'text': '灯塔\\n渡口'}", None),
        ("灯塔\n渡口", None),
    ],
)
def test_a_common_dump_stays_as_it_is_in_its_wrapper(raw: str, dump: tuple[str, str, str] | None) -> None:
    found = read._common_dump(raw.encode(), None, no_ending)
    assert (found and (found.payload.raw.decode(), found.payload.quote, found.source.wrapper)) == dump


def test_a_reading_says_where_it_came_from() -> None:
    raw = '{"id": 1, "text": "灯塔\\n\\n渡口"}\n{"id": 2, "text": "潮汐"}'.encode("gb18030")
    first, second = read_with(raw, encoding="gb18030")
    assert (first.document.texts, first.document.numbers, first.fields) == (["灯塔", "渡口"], [1, 3], {"id": 1})
    assert second.source == Source("gb18030", 1.0, "jsonl", 2)
    assert second.payload.text() == "潮汐"


def test_an_encoding_that_is_given_holds_for_a_common_dump_too() -> None:
    raw = "text:'灯塔\\n渡口'".encode()
    (reading,) = read_with(raw, encoding="gb18030")
    texts = [word.encode().decode("gb18030") for word in ("灯塔", "渡口")]
    assert (reading.source.encoding, reading.document.texts) == ("gb18030", texts)


@pytest.mark.parametrize("raw", ["", b""])
def test_an_empty_text_has_no_records(raw: str | bytes) -> None:
    assert read_with(raw) == []


@pytest.mark.parametrize("raw", [b"text:'\\n\xe7\x81\xaf\\n  \\n\xe6\xb8\xa1\\n'", "灯\n\n渡"])
def test_the_lines_of_a_known_ending_are_left_out_and_come_back(raw: str | bytes) -> None:
    (whole,) = read_with(raw)
    ending = Ending(whole.payload.from_line(len(whole.payload) - 1), 2, ("渡",))
    (above,) = read_with(raw, ending_of=lambda _: ending)
    assert (above.document.texts, above.document.below, len(above.payload)) == (["灯"], ("渡",), len(whole.payload))
    assert above.whole().document.texts == whole.document.texts == ["灯", "渡"]
    assert whole.above(ending).document.texts == ["灯"]


PIECES = st.sampled_from(
    ["灯塔", "\\n", "\\\\n", "\\'", "'", '"', "\\x5c", "\\u706f", "\\", " ", "\\r", "\\0", "text:'", "\n"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
@example("\\n灯塔\\x5cn")
@example("灯塔\\n' text:'渡口\\n")
def test_the_short_cut_gives_what_the_long_way_gives(body: str) -> None:
    raw = f"text:'{body}'"
    quick, long = wxclean.Cleaner(), wxclean.Cleaner(encoding="utf-8")
    assert list(quick.clean_records(raw.encode())) == list(long.clean_records(raw.encode()))


@pytest.mark.parametrize("escape", ["\\x5cn", "\\u005cn", "\\134n"])
def test_a_backslash_by_its_number_is_undone_as_in_text(escape: str) -> None:
    raw = f"text:'\\n灯塔{escape}{escape}第一段。\\n'"
    assert wxclean.clean(raw.encode()).text == wxclean.clean(raw).text == "灯塔\n\n第一段。"


def test_a_dump_of_one_line_or_of_blank_ones_goes_the_long_way_to_the_same_end() -> None:
    assert wxclean.clean("text:'灯塔 第一段。'".encode()).text == "灯塔 第一段。"
    assert wxclean.clean(b"text:' \\n \\n'").text == ""
