"""JSON files through the real command: arrays of any length, what stands between their elements, and what is broken."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import Job, Range

CLEAN, DIRTY = '{"text": "夏天。", "n": 1.50}', '{"text": "text:\'春天。\'"}'
NEW = '{"text":"春天。"}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"[{DIRTY}]", f"[{NEW}]"),
        (f"[{CLEAN},{DIRTY}]\n", f"[{CLEAN},{NEW}]\n"),
        (f" [\r\n  {CLEAN} ,\r\n  {DIRTY}\r\n]", f" [\r\n  {CLEAN} ,\r\n  {NEW}\r\n]"),
        (f"\ufeff[{DIRTY}]", f"\ufeff[{NEW}]"),
        (f"[{CLEAN}, {DIRTY},]", f"[{CLEAN}, {NEW},]"),
        (f"{DIRTY}\n", f"{NEW}\n"),
        (f"{CLEAN}\n\n{DIRTY}{CLEAN}\n", f"{CLEAN}\n\n{NEW}{CLEAN}\n"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_only_the_elements_that_change_are_written_anew(run: Run, before: str, after: str, packed: bool) -> None:
    name = "a.json.gz" if packed else "a.json"
    Path(name).write_bytes(gzip.compress(before.encode()) if packed else before.encode())
    assert run("-i", name).code == 0
    data = Path(name).read_bytes()
    assert (gzip.decompress(data) if packed else data).decode() == after


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"[{DIRTY}", "after record 1: not JSON: the array has no end"),
        (f"[{DIRTY},", "after record 1: not JSON: the array has no end"),
        (f"[{DIRTY}, {DIRTY[:-3]}", "record 2: not JSON: Unterminated string"),
        (f"[{DIRTY}, 春]", "record 2: not JSON: Expecting value"),
        (f'[{DIRTY}, {{"a" 1}}, {DIRTY}]', "record 2: not JSON: Expecting ':' delimiter"),
        (f"[{DIRTY}]\n[{DIRTY}]", "after record 1: more follows the end of the array"),
        (f"[{DIRTY}] 春", "after record 1: more follows the end of the array"),
        (f"{DIRTY}\n春", "record 2: not JSON: Expecting value"),
    ],
)
def test_what_is_no_json_leaves_the_file(run: Run, text: str, reason: str) -> None:
    Path("a.json").write_bytes(text.encode())
    result = run("-i", "a.json")
    assert (result.code, Path("a.json").read_bytes()) == (3, text.encode())
    assert reason in result.err


def test_what_stands_before_an_error_is_a_whole_array(run: Run) -> None:
    Path("a.json").write_bytes(f"[17, {DIRTY},\n 18, {CLEAN}, 春".encode())
    assert run("a.json", "-o", "b.json").code == 3
    assert [row["text"] for row in json.loads(Path("b.json").read_bytes())] == ["春天。", "夏天。"]
    Path("a.json").write_bytes(b"[17,\n 18]")
    assert json.loads(run("a.json", "-f", "json").out) == []


NUMBERS = [
    "1.50",
    "1e5",
    "1E400",
    "-0.0",
    "0.1000000000000000055",
    "123456789012345678901234567890",
    "1.0",
    "-1",
    "NaN",
]


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_numbers_are_written_as_they_were(run: Run, suffix: str) -> None:
    numbers = ",".join(NUMBERS)
    rows = [f'{{"text":"text:\'春天。\'","n":[{numbers}],"m":{{"题":{number}}}}}' for number in NUMBERS]
    text = "[" + ",".join(rows) + "]" if suffix == "json" else "\n".join(rows) + "\n"
    Path(f"a.{suffix}").write_bytes(text.encode())
    assert run("-i", f"a.{suffix}").code == 0
    assert Path(f"a.{suffix}").read_text("utf-8") == text.replace("text:'春天。'", "春天。")


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_no_member_is_lost_where_two_have_one_name(run: Run, suffix: str) -> None:
    twice = '{"text":"text:\'春\'","a":{"b":1,"c":2,"b":3}}'
    text = f"[{twice},{DIRTY}]" if suffix == "json" else f"{twice}\n{DIRTY}\n"
    Path(f"a.{suffix}").write_text(text, "utf-8")
    result = run("-i", f"a.{suffix}")
    assert (result.code, Path(f"a.{suffix}").read_text("utf-8")) == (3, text.replace(DIRTY, NEW))
    assert "1: an object has two members 'b'" in result.err
    assert run(f"a.{suffix}", "-o", "b.txt").code == 3


PRETTY = json.dumps([{"id": 1, "text": "text:'春天。'", "tags": ["甲", {}], "n": 1.5}], indent="\t", ensure_ascii=False)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_element_on_several_lines_stays_on_them(run: Run, line_end: str) -> None:
    for pretty in (PRETTY, PRETTY[2:-2]):
        Path("a.json").write_bytes(pretty.replace("\n", line_end).encode())
        assert run("-i", "a.json").code == 0
        assert Path("a.json").read_bytes().decode() == pretty.replace("\n", line_end).replace("text:'春天。'", "春天。")


def test_numbers_of_one_row_are_not_those_of_another(run: Run) -> None:
    Path("a.jsonl").write_text('{"n":1e5}\n{"text":"text:\'春\'","n":2}\n{"text":"text:\'春\'","n":1e5}\n', "utf-8")
    run("-i", "a.jsonl")
    assert Path("a.jsonl").read_text("utf-8") == '{"n":1e5}\n{"text":"春","n":2}\n{"text":"春","n":1e5}\n'


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(
    values=st.lists(VALUES, max_size=5),
    indent=st.sampled_from([None, 0, 2]),
    is_array=st.booleans(),
    ascii_only=st.booleans(),
)
def test_elements_come_out_byte_for_byte(
    values: list[Any], indent: int | None, is_array: bool, ascii_only: bool
) -> None:
    def written(value: Any) -> str:
        return json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    text = written(values) if is_array else "\n".join(written({"a": value}) for value in values)
    data = text.encode("utf-8", "replace")
    rows_of = FORMATS["json"].rows
    assert rows_of is not None
    out = io.BytesIO()
    rows = rows_of(io.BytesIO(data), out, Range(), Job())
    count = 0
    for item in rows:
        assert item.error is None
        count += 1
        rows.keep(item)
    rows.close()
    assert (out.getvalue(), count) == (data, len(values))


def test_the_elements_of_several_files_become_those_of_one(run: Run) -> None:
    for name, text in (("a", f"[{CLEAN}]"), ("b", f"\ufeff[{DIRTY}, {CLEAN}]\n"), ("c", CLEAN), ("d", "[]")):
        Path(f"{name}.json").write_text(text, "utf-8")
    for output in ("all.json", "all.json.gz"):
        assert run("a.json", "b.json", "c.json", "d.json", "-o", output).code == 0
    data = Path("all.json").read_bytes()
    assert [row["text"] for row in json.loads(data)] == ["夏天。", "春天。", "夏天。", "夏天。"]
    assert gzip.decompress(Path("all.json.gz").read_bytes()) == data


def test_a_large_element_takes_no_longer_by_its_size(run: Run) -> None:
    """Each attempt to parse an element that isn't whole yet reads all of it: there may be few of them."""
    text = "春天来了}，\\n" * 400_000
    Path("a.json").write_text(f'[{{"text": "{text}"}}, {DIRTY}]', "utf-8")
    with open("a.json", "rb") as file:
        read = FORMATS["json"].read
        assert read is not None
        assert len(list(read(file, Range(), Job()))) == 2
