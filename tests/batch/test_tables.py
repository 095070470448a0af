"""Tables through the real command: nothing of them is lost or changed but the cells that cleaning changes."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from wxclean.batch.formats.registry import FORMATS
from wxclean.batch.job import Job, Range
from wxclean.cleaner.cleaner import Cleaner

KEEPS = [
    ("id,text\n1,春天。\n", "no header but this one, nothing to clean"),
    ("id;text;x\n1;春天，来了;a,b\n", "semicolons"),
    ("id|text\n1|春天；来了\n", "bars"),
    ("id\ttext\n1\t春天,来了\n", "tabs in .csv"),
    ('"id","text"\r\n"1","春""天""。"\r\n', "all in quotes"),
    ('id,text,x\n1,"春天。\n第二行，\n\n第四行",y\n', "line breaks inside of a cell"),
    ("id,text\n1,春天。", "no line end at the end"),
    ("id,text\r\n1,春天。\n2,夏天。\r\n", "line ends of both kinds"),
    ("id,text,x\n1\n2,春天。\n3,夏天。,a,b,c\n\n", "ragged rows and a blank one"),
    ("text,text,id,id\n春天。,夏天。,1,2\n", "names that stand twice"),
    (",text,\n1,春天。,2\n", "columns without a name"),
    ('id,text\n1,"十四五"规划开始了。\n2,"好"。\n', "a cell that begins with a quote and isn't quoted"),
    ('id,text\n1,他说"好"。\n', "quotes inside of a cell"),
    ('id,text\n1,\n2,""\n', "texts that are empty"),
    ("\ufeffid,text\r\n1,春天。\r\n", "a byte order mark"),
    ("id, text,text\n1, a ,春天。\n", "spaces round a cell"),
    ("id,text\n1,=1+1\n", "a formula"),
    ("id,text,x\n1,春天。,\u2028\x0b\x1c\x85\n", "other signs that some take for line breaks"),
]


@pytest.mark.parametrize("table", [table for table, _ in KEEPS], ids=[name for _, name in KEEPS])
def test_a_table_without_a_dump_stays_as_it_is(run: Run, table: str) -> None:
    Path("a.csv").write_bytes(table.encode())
    assert run("-i", "a.csv").code in (0, 3)
    assert Path("a.csv").read_bytes() == table.encode()


CHANGES = [
    ("id,text,x\n1,text:'春天。',y\n", "id,text,x,metadata\n1,春天。,y,\n"),
    ("id;text;x\n1;text:'春天。';a,b\n", "id;text;x;metadata\n1;春天。;a,b;\n"),
    ("id\ttext\n1\ttext:'春天。'\n", "id\ttext\tmetadata\n1\t春天。\t\n"),
    ('"id","text"\r\n"1","text:\'春""天。\'"\r\n', '"id","text","metadata"\r\n"1","春""天。",""\r\n'),
    ('id,text,x\n1,"text:\'春天。\'","y""z"\n', 'id,text,x,metadata\n1,"春天。","y""z",\n'),
    ("id,text\n1,text:'春天。'", "id,text,metadata\n1,春天。,"),
    ("id,text\n1,text:'春。\\n天。'\n", 'id,text,metadata\n1,"春。\n天。",\n'),
    ("id,text\n1\n2,text:'春天。',b\n", "id,text,metadata\n1,,\n2,春天。,,b\n"),
    ("id,metadata,text\n1,{},text:'春天。'\n", "id,metadata,text\n1,{},春天。\n"),
    ("id,text,metadata\n1,text:'春天。'\n", "id,text,metadata\n1,春天。,\n"),
    ("text,text\ntext:'春天。',text:'夏天。'\n", "text,text,metadata\n春天。,text:'夏天。',\n"),
    ("\ufeffid,text\n1,text:'春天。'\n", "\ufeffid,text,metadata\n1,春天。,\n"),
    ("id,x,text\n1,\"十四五\"规划,text:'春天。'\n", 'id,x,text,metadata\n1,"十四五"规划,春天。,\n'),
]


@pytest.mark.parametrize(("table", "cleaned"), CHANGES)
def test_only_the_cells_that_change_are_written_anew(run: Run, table: str, cleaned: str) -> None:
    Path("a.csv").write_bytes(table.encode())
    assert run("a.csv", "-o", "out/").code in (0, 3)
    assert Path("out/a.csv").read_bytes().decode() == cleaned
    run("-i", "a.csv")
    assert Path("a.csv").read_bytes().decode() == cleaned


def test_tables_of_one_header_become_one(run: Run) -> None:
    Path("a.csv").write_bytes("id;text\r\n1;text:'春。'".encode())
    Path("b.csv").write_bytes("\ufeffid;text\n2;夏。".encode())
    Path("c.csv").write_bytes(b"id;text")
    assert run("a.csv", "c.csv", "b.csv", "a.csv", "-o", "all.csv").code in (0, 3)
    rows = Path("all.csv").read_bytes().decode().split()
    assert rows[0].startswith("id;text")
    assert [row.split(";")[:2] for row in rows[1:]] == [["1", "春。"], ["2", "夏。"], ["1", "春。"]]


def test_a_file_that_does_not_change_is_packed_as_its_name_says(run: Run) -> None:
    Path("a.csv").write_bytes("id,text\n1,春。\n".encode())
    assert run("a.csv", "-o", "b.csv.gz").code == 0
    assert gzip.decompress(Path("b.csv.gz").read_bytes()).startswith(b"id,text")


def test_a_quote_that_is_never_closed_swallows_nothing(run: Run) -> None:
    table = "id,text\n1,text:'春天。'\n2,\"夏天。\n3,秋天。\n"
    Path("a.csv").write_bytes(table.encode())
    result = run("-i", "a.csv")
    assert "line 3: not CSV: a quote opens here that is never closed" in result.err
    assert Path("a.csv").read_text("utf-8") == 'id,text,metadata\n1,春天。,\n2,"夏天。\n3,秋天。\n'


def test_no_cell_is_lost_on_the_way_to_another_format(run: Run) -> None:
    Path("a.csv").write_bytes("id,text,id,\n1,春天。,2,3,4\n".encode())
    assert run("a.csv", "-o", "b.jsonl").code == 0
    fields = json.loads(Path("b.jsonl").read_bytes())["fields"]
    assert {name: fields[name] for name in fields if name != "path"} == {
        "id": "1",
        "id_3": "2",
        "column_4": "3",
        "column_5": "4",
    }


CELLS = st.text(alphabet="春a1 ,;\"\n\r\t|'", max_size=9)


@settings(max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, max_size=5), max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_come_out_byte_for_byte(rows: list[list[str]], delimiter: str, quoting: int, line_end: str) -> None:
    """With metadata in the header there is no column to add, so that every row which is kept is what it was."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter, quoting=quoting, lineterminator=line_end)  # type: ignore[arg-type]
    writer.writerows([["id", "text", "metadata"], *rows])
    data = table.getvalue().encode()
    rows_of = FORMATS["csv"].rows
    assert rows_of is not None
    out = io.BytesIO()
    mirrored = rows_of(io.BytesIO(data), out, Range(), Job())
    found = []
    for item in mirrored:
        found.append(item.value)
        mirrored.keep(item)
    mirrored.close()
    assert out.getvalue() == data
    meant = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))
    assert found == [row for row in meant[1:] if len(row) > 1]


@given(st.lists(st.lists(st.text(alphabet='春a ,"\n', max_size=6), min_size=3, max_size=3), max_size=4))
def test_the_other_cells_mean_what_they_meant(rows: list[list[str]]) -> None:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["a", "text", "b"], *([a, f"text:'{n}。'", b] for n, (a, _, b) in enumerate(rows))])
    rows_of = FORMATS["csv"].rows
    assert rows_of is not None
    out = io.BytesIO()
    mirrored = rows_of(io.BytesIO(table.getvalue().encode()), out, Range(), Job())
    for item in mirrored:
        mirrored.write(item, mirrored.clean(item, Cleaner()))
    mirrored.close()
    written = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert [row[:3] for row in written[1:]] == [[a, f"{n}。", b] for n, (a, _, b) in enumerate(rows)]
