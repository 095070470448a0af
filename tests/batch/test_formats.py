"""What comes out for each format that goes in: other columns stay, bad records are listed, no text is lost."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from tests.helpers.batch import batch, cleaned, contents, dump, expected, jsonl, leftovers, tree
from wxclean.batch.formats.rows import merged
from wxclean.batch.job import Job
from wxclean.batch.plan import inputs as inputs_module
from wxclean.batch.plan import parts as parts_module
from wxclean.cleaner.cleaner import Cleaner
from wxclean.cleaner.settings import CleanerSettings

COMPRESSORS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "gz": (gzip.compress, gzip.decompress),
    "bz2": (bz2.compress, bz2.decompress),
    "xz": (lzma.compress, lzma.decompress),
    "zst": (
        zstandard.ZstdCompressor().compress,
        lambda data: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True).read(),
    ),
}


def article(number: int) -> str:
    return Cleaner().clean(dump(number)).text


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_tree_of_dumps_gives_what_the_library_gives(tmp_path: Path) -> None:
    tree(tmp_path / "in", 23)
    summary = batch(tmp_path / "in", output=tmp_path / "out")
    expected = {name: cleaned(raw).encode() for name, raw in contents(tmp_path / "in").items()}
    assert contents(tmp_path / "out") == expected
    assert (summary.exit_code, summary.counts.records, summary.counts.changed) == (0, 23, 23)


def test_text_that_is_asked_for_by_name_is_text(tmp_path: Path) -> None:
    tree(tmp_path / "in", 3)
    batch(tmp_path / "in", output=tmp_path / "out", job=Job(target="text"))
    assert contents(tmp_path / "out") == expected(tmp_path / "in")


@pytest.mark.parametrize("compression", COMPRESSORS)
@pytest.mark.parametrize("suffix", ["txt", "jsonl"])
def test_compressed_input_gives_compressed_output(tmp_path: Path, compression: str, suffix: str) -> None:
    compress, decompress = COMPRESSORS[compression]
    plain = tmp_path / f"a.{suffix}"
    raw = dump(1) if suffix == "txt" else json.dumps({"text": dump(1)}) + "\n"
    plain.write_text(raw, "utf-8")
    compressed = tmp_path / f"a.{suffix}.{compression}"
    compressed.write_bytes(compress(raw.encode()))
    batch(plain, compressed, output=tmp_path / "out")
    out = contents(tmp_path / "out")
    assert decompress(out[compressed.name]) == out[plain.name]


@pytest.mark.parametrize("compression", COMPRESSORS)
def test_a_compressed_file_that_is_cut_off_fails_and_writes_nothing(tmp_path: Path, compression: str) -> None:
    data = COMPRESSORS[compression][0](dump(1, paragraphs=30).encode())
    (tmp_path / f"a.txt.{compression}").write_bytes(data[: len(data) // 2])
    summary = batch(tmp_path / f"a.txt.{compression}", output=tmp_path / "out/")
    assert summary.exit_code == 3
    assert "broken packed data" in summary.counts.notes[0].reason
    assert contents(tmp_path / "out") == {}


def test_a_large_compressed_file_that_is_broken_doesnt_hide_the_others(tmp_path: Path) -> None:
    tree(tmp_path / "in", 2)
    data = bytearray(gzip.compress(os.urandom(2 << 20)))
    data[12:60] = b"\xff" * 48
    (tmp_path / "in" / "a.txt.gz").write_bytes(data)
    summary = batch(tmp_path / "in", output=tmp_path / "out")
    assert [note.reason.split(":")[0] for note in summary.counts.notes] == ["broken packed data"]
    assert set(contents(tmp_path / "out")) == {"000/00000.txt", "000/00001.txt"}


def test_content_tells_compression_where_the_name_doesnt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(dump(1).encode()))
    batch(tmp_path / "a.txt", output=tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text("utf-8") == cleaned(dump(1))


@pytest.mark.parametrize("compression", ["gz", "xz", "zst", "bz2"])
def test_a_bomb_is_stopped_early(tmp_path: Path, compression: str) -> None:
    (tmp_path / f"a.jsonl.{compression}").write_bytes(COMPRESSORS[compression][0](b"x" * (24 << 20)))
    summary = batch(tmp_path / f"a.jsonl.{compression}", output=tmp_path / "out.jsonl")
    assert "--max-ratio" in summary.counts.notes[0].reason
    assert contents(tmp_path).keys() == {f"a.jsonl.{compression}"}


def test_jsonl_keeps_other_columns_and_adds_metadata(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl", job=Job(keep_raw=True))
    rows = rows_of(tmp_path / "b.jsonl")
    assert [row["text"] for row in rows] == [article(number) for number in range(3)]
    assert rows[2]["tags"] == ["甲", 2]
    assert rows[2]["text_raw"] == dump(2)
    assert rows[0]["metadata"] == Cleaner().clean(dump(0)).metadata.known()


def test_cleaning_rows_again_changes_no_byte(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 3)
    batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl")
    before = (tmp_path / "b.jsonl").read_bytes()
    summary = batch(tmp_path / "b.jsonl")
    assert (tmp_path / "b.jsonl").read_bytes() == before
    assert summary.counts.changed == 0


def test_bad_lines_are_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"text": dump(1)}).encode()
    deep = b'{"text":' + b"[" * 100_000
    lines = [good, b"{bad", b"\xff\xfe", b'{"other": 1}', b"17", deep, b'{"text": null}', b"", good]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    summary = batch(tmp_path / "a.jsonl", output=tmp_path / "b.jsonl", keep_failures=True)
    assert [note.place for note in summary.counts.notes] == [f"line {number}" for number in (2, 3, 4, 5, 6)]
    assert (summary.exit_code, summary.counts.failures, summary.counts.records) == (3, 5, 3)
    assert len((tmp_path / "b.jsonl").read_bytes().splitlines()) == 4


def test_in_place_bad_lines_stay_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{bad\n" + json.dumps({"text": dump(1)}) + "\n\n[1]\n", "utf-8")
    summary = batch(tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text("utf-8").split("\n")
    assert (lines[0], lines[2], lines[3]) == ("{bad", "", "[1]")
    assert json.loads(lines[1])["text"] == article(1)
    assert summary.counts.failures == 2


def test_in_place_a_row_that_cant_be_kept_leaves_the_file(tmp_path: Path) -> None:
    raw = '"a","text"\n"1","春天。"\n"2","' + "长" * 5000 + '"\n'
    (tmp_path / "a.csv").write_text(raw, "utf-8")
    summary = batch(tmp_path / "a.csv", job=Job(max_record=1000))
    assert (tmp_path / "a.csv").read_text("utf-8") == raw
    assert (summary.exit_code, leftovers(tmp_path)) == (3, [])
    long = json.dumps({"text": "长" * 5000}) + "\n"
    (tmp_path / "a.jsonl").write_text(long + json.dumps({"text": dump(1)}) + "\n", "utf-8")
    summary = batch(tmp_path / "a.jsonl", job=Job(max_record=2000))
    assert "in place nothing may be left out" in summary.counts.notes[-1].reason
    assert (tmp_path / "a.jsonl").read_text("utf-8").startswith(long)


def test_values_that_hold_nothing_become_no_records(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('null\n[]\n\n"春天。"\n', "utf-8")
    (tmp_path / "a.csv").write_text("text\n\n春天。\n", "utf-8")
    summary = batch(tmp_path / "a.jsonl", tmp_path / "a.csv", output=tmp_path / "b.jsonl")
    assert [row["text"] for row in rows_of(tmp_path / "b.jsonl")] == ["春天。", "春天。"]
    assert summary.counts.failures == 0


def test_a_record_beyond_the_limit_is_a_failure(tmp_path: Path) -> None:
    long = json.dumps({"text": "长" * 5000})
    (tmp_path / "a.jsonl").write_text(f"{long}\n" + json.dumps({"text": dump(1)}) + "\n", "utf-8")
    (tmp_path / "a.txt").write_text("长" * 5000, "utf-8")
    summary = batch(tmp_path / "a.jsonl", tmp_path / "a.txt", output=tmp_path / "out", job=Job(max_record=6000))
    assert summary.counts.records == 1
    assert all("--max-record-size" in note.reason for note in summary.counts.notes)
    assert summary.counts.failures == 2


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_array_stays_one(tmp_path: Path, indent: int | None) -> None:
    records = [{"id": number, "text": dump(number)} for number in range(3)]
    (tmp_path / "a.json").write_text(json.dumps(records, indent=indent), "utf-8")
    batch(tmp_path / "a.json", output=tmp_path / "b.json")
    rows = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert [(row["id"], row["text"]) for row in rows] == [(number, article(number)) for number in range(3)]


def test_a_json_array_is_read_piece_by_piece(tmp_path: Path) -> None:
    records = [{"text": "长文" * 40_000}, {"text": "短"}, {"text": "文" * 70_000}]
    (tmp_path / "a.json").write_text(json.dumps(records, ensure_ascii=False), "utf-8")
    assert batch(tmp_path / "a.json", output=tmp_path / "b.json").counts.records == 3


@pytest.mark.parametrize(
    ("text", "place"),
    [('[{"text": "一"}, {"text": "二"', "record 2"), ("[1]", "record 1"), ("[" * 100_000, "record 1")],
)
def test_broken_json_is_listed(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    summary = batch(tmp_path / "a.json", output=tmp_path / "b.json")
    assert [note.place for note in summary.counts.notes] == [place]


def test_one_json_object_that_has_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"url": "x", "text": dump(1)}, indent=2), "utf-8")
    batch(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["text"] == article(1)


@pytest.mark.parametrize(("suffix", "delimiter", "line_end"), [("csv", ",", "\r\n"), ("tsv", "\t", "\n")])
def test_tables_keep_their_columns_and_line_ends(tmp_path: Path, suffix: str, delimiter: str, line_end: str) -> None:
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([["id", "text", "评论"], ["1", dump(1), "好，“赞”"], ["2", "干净的一段。", "=1+1"]])
    (tmp_path / f"a.{suffix}").write_bytes(table.getvalue().encode())
    batch(tmp_path / f"a.{suffix}", output=tmp_path / f"b.{suffix}")
    data = (tmp_path / f"b.{suffix}").read_bytes().decode()
    rows = list(csv.reader(io.StringIO(data, newline=""), delimiter=delimiter))
    assert data.count("\r\n") == (3 if line_end == "\r\n" else 0)
    assert rows[0] == ["id", "text", "评论", "metadata"]
    assert rows[1][:3] == ["1", article(1), "好，“赞”"]
    assert json.loads(rows[1][3])["title"] == "青石渡记事之1"
    assert rows[2] == ["2", "干净的一段。", "=1+1", ""]


def test_a_table_without_anything_to_clean_is_not_touched(tmp_path: Path) -> None:
    data = 'id,text\n1,"干净的一段。"\n'.encode()
    (tmp_path / "a.csv").write_bytes(data)
    batch(tmp_path / "a.csv", output=tmp_path / "b.csv")
    batch(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes() == data


def write_parquet(path: Path, count: int, *, group: int = 4) -> None:
    columns = {"id": list(range(count)), "text": [dump(number) for number in range(count)], "x": [[1, 2]] * count}
    table = pa.table(columns).replace_schema_metadata({"made": "here"})
    parquet.write_table(table, path, row_group_size=group, compression="zstd")


def test_parquet_keeps_columns_groups_and_compression(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", 10)
    batch(tmp_path / "a.parquet", output=tmp_path / "b.parquet")
    file = parquet.ParquetFile(tmp_path / "b.parquet")
    table = file.read()
    assert table.column_names == ["id", "text", "x", "metadata"]
    assert table["text"].to_pylist() == [article(number) for number in range(10)]
    assert table["metadata"][3].as_py()["title"] == "青石渡记事之3"
    assert file.metadata.num_row_groups == 3
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert table.schema.metadata[b"made"] == b"here"


def test_parquet_nulls_and_binary_text(tmp_path: Path) -> None:
    table = pa.table({"text": pa.array([dump(1).encode(), None, b"\x81\xff\x00\x01" * 4], pa.binary())})
    parquet.write_table(table, tmp_path / "a.parquet")
    summary = batch(tmp_path / "a.parquet", output=tmp_path / "b.parquet")
    assert parquet.read_table(tmp_path / "b.parquet")["text"].to_pylist() == [article(1), None]
    assert [note.place for note in summary.counts.notes] == ["row 3"]


def test_parquet_in_place_loses_no_bytes(tmp_path: Path) -> None:
    """Bytes that are no text have no place in the column of text that comes of them."""
    rows = pa.array([dump(1).encode(), b"\x81\xff\x00\x01" * 4], pa.binary())
    parquet.write_table(pa.table({"text": rows}), tmp_path / "a.parquet")
    before = (tmp_path / "a.parquet").read_bytes()
    summary = batch(tmp_path / "a.parquet")
    assert (summary.exit_code, (tmp_path / "a.parquet").read_bytes()) == (3, before)
    assert "row 2: these bytes are no UTF-8; in place nothing may be left out" in summary.counts.notes[-1].reason


TEXT_TYPES = {
    "large": pa.large_string(),
    "view": pa.string_view(),
    "bytes": pa.large_binary(),
    "view of bytes": pa.binary_view(),
    "dictionary": pa.dictionary(pa.int8(), pa.string()),
    "dictionary of bytes": pa.dictionary(pa.int32(), pa.binary()),
}


@pytest.mark.parametrize("kind", TEXT_TYPES)
def test_every_type_of_text_in_parquet(tmp_path: Path, kind: str) -> None:
    texts: list[str | bytes | None] = [dump(1), None, "干净的一段。", dump(1)]
    if "bytes" in kind:
        texts = [text.encode() if isinstance(text, str) else None for text in texts]
    other = pa.array(["甲", "乙", None, "甲"]).dictionary_encode()
    plain = pa.array(texts)
    column = plain.dictionary_encode() if "dictionary" in kind else plain
    table = pa.table(
        {"text": column.cast(TEXT_TYPES[kind]), "view": pa.array([None, "一", "二", "三"], pa.string_view())}
    )
    parquet.write_table(table.append_column("other", other), tmp_path / "a.parquet")
    batch(tmp_path / "a.parquet", output=tmp_path / "b.parquet")
    assert batch(tmp_path / "a.parquet", output=tmp_path / "b.jsonl").counts.failures == 0
    rows = parquet.read_table(tmp_path / "b.parquet")
    assert rows["text"].to_pylist() == [article(1), None, "干净的一段。", article(1)]
    assert (rows["other"].to_pylist(), rows["view"].to_pylist()) == (other.to_pylist(), [None, "一", "二", "三"])
    assert rows["other"].type == other.type
    assert batch(tmp_path / "b.parquet").counts.changed == 0


def test_parquet_without_any_text_stays(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"text": pa.array([None, None], pa.null())}), tmp_path / "a.parquet")
    summary = batch(tmp_path / "a.parquet", output=tmp_path / "b.parquet")
    assert (summary.exit_code, parquet.read_table(tmp_path / "b.parquet")["text"].to_pylist()) == (0, [None, None])


def test_parquet_in_place_is_stable(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", 6)
    batch(tmp_path / "a.parquet")
    before = (tmp_path / "a.parquet").read_bytes()
    assert batch(tmp_path / "a.parquet").counts.changed == 0
    assert (tmp_path / "a.parquet").read_bytes() == before


@pytest.mark.parametrize("target", ["jsonl", "parquet"])
def test_a_tree_becomes_one_file_of_records(tmp_path: Path, target: str) -> None:
    tree(tmp_path / "in", 12)
    jsonl(tmp_path / "in" / "more.jsonl", 2)
    batch(tmp_path / "in", output=tmp_path / f"all.{target}")
    if target == "jsonl":
        rows = rows_of(tmp_path / "all.jsonl")
        paths = [row["fields"]["path"] for row in rows]  # type: ignore[index]
    else:
        rows = parquet.read_table(tmp_path / "all.parquet").to_pylist()
        paths = [json.loads(str(row["fields"]))["path"] for row in rows]
    assert paths[:3] == ["more.jsonl", "more.jsonl", "000/00000.txt"]
    assert [row["text"] for row in rows] == [article(number) for number in [0, 1, *range(12)]]


def test_rows_become_text(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", 2)
    batch(tmp_path / "a.jsonl", output=tmp_path / "b.txt", job=Job(target="text"))
    assert (tmp_path / "b.txt").read_text("utf-8") == cleaned(dump(0)) + "\f\n" + cleaned(dump(1))


@pytest.mark.parametrize("suffix", ["jsonl", "txt", "jsonl.gz"])
def test_ranges_give_the_bytes_that_a_whole_file_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    lines = [json.dumps({"text": dump(n)}) if "jsonl" in suffix else dump(n) for n in range(40)]
    (tmp_path / f"a.{suffix}".removesuffix(".gz")).write_text("\n".join(lines) + "\n", "utf-8")
    source = tmp_path / f"a.{suffix}".removesuffix(".gz")
    monkeypatch.setattr(inputs_module, "LARGE", 1000)
    batch(source, output=tmp_path / f"whole.{suffix}")
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1000)
    monkeypatch.setattr(parts_module, "RANGE", 3333)
    batch(source, output=tmp_path / f"ranges.{suffix}")
    whole, ranges = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("whole", "ranges"))
    assert (gzip.decompress(ranges) == gzip.decompress(whole)) if suffix.endswith("gz") else (ranges == whole)
    if suffix == "txt":
        assert whole.decode() == "\f\n".join(cleaned(line) for line in lines)
    batch(source)
    assert suffix.endswith("gz") or source.read_bytes() == whole
    assert list((tmp_path / ".wxclean").glob("parts/*")) == []


@pytest.mark.parametrize("name", ["a.parquet", "a"])
def test_ranges_of_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write_parquet(tmp_path / name, 20)
    batch(tmp_path / name, output=tmp_path / "whole.parquet")
    monkeypatch.setattr(parts_module, "SPLIT_FROM", 1)
    monkeypatch.setattr(parts_module, "RANGE", 1)
    batch(tmp_path / name, output=tmp_path / "out" / name)
    assert parquet.read_table(tmp_path / "out" / name) == parquet.read_table(tmp_path / "whole.parquet")


def test_metadata_never_overwrites_what_is_there() -> None:
    assert merged({"title": "甲", "a": 1}, {"title": "乙", "account": "丙"}) == {
        "title": "甲",
        "a": 1,
        "wxclean_title": "乙",
        "account": "丙",
    }
    assert merged({"title": None}, {"title": "乙"}) == {"title": "乙"}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "=1+1"),
        ("-5 度的早晨", "-5 度的早晨"),
        ("text:'甲=乙'", "甲=乙"),
        ("text:'=1+1'", "'=1+1"),
        ("text:'@cmd'", "'@cmd"),
        ("text:'\\t+1'", "'+1"),
        ("text:'＝1'", "'＝1"),
    ],
)
def test_cleaning_makes_no_formula_of_a_csv_cell(tmp_path: Path, cell: str, written: str) -> None:
    def cells(path: Path) -> list[str]:
        with path.open(encoding="utf-8", newline="") as file:
            return next(iter(list(csv.reader(file))[1:]))[:2]

    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text", "sum"], [cell, "=A1"]])
    batch(tmp_path / "a.csv", output=tmp_path / "b.csv")
    batch(tmp_path / "a.csv", output=tmp_path / "kept.csv", job=Job(csv_formulas="keep"))
    assert cells(tmp_path / "b.csv") == [written, "=A1"]
    assert cells(tmp_path / "kept.csv") == [written.removeprefix("'"), "=A1"]
    batch(tmp_path / "b.csv", output=tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize(("asked", "day"), [(None, None), ("2023-05-20", "2023-05-19"), ("mtime", "2024-01-01")])
def test_words_for_a_day_are_resolved_by_the_day_of_reference(
    tmp_path: Path, asked: str | None, day: str | None
) -> None:
    page = "河口的灯塔\n\n[潮汐手记](javascript:void(0);) *昨天*\n\n灯亮了，船回来了。\n"
    for name, content in (("a.txt", page), ("b.jsonl", json.dumps({"text": page}) + "\n")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        os.utime(tmp_path / name, (1704125000, 1704125000))  # 2024-01-02 in China, the day before elsewhere
    job = Job(cleaner=CleanerSettings(reference_date=asked), merge=True, target="jsonl")
    batch(tmp_path, output=tmp_path / "all.jsonl", job=job)
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["metadata"]["published"] for line in lines] == [day, day]
