"""A column of an Arrow table, cleaned: by itself, and in the engines that other people's pipelines run on."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

import wxclean
from tests.helpers.batch import dump
from tests.helpers.clusters import cluster
from tests.helpers.project import EXAMPLE, TITLE

DUMPS = [dump(number) for number in range(7)]
TEXTS = [wxclean.clean(raw).text for raw in DUMPS]


def metadata(table: pa.Table) -> list[str | None]:
    return [row and row["account"] for row in table.column("metadata").to_pylist()]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pa.table({"body": ["a"]}), "no column 'text'; there are: body"),
        (pa.table({"text": [1]}), "column 'text' is int64, not text"),
    ],
)
def test_a_table_without_text_is_refused(table: pa.Table, words: str) -> None:
    with pytest.raises(wxclean.InputError, match=words):
        wxclean.clean_batch(table)


def test_texts_are_replaced_and_all_else_stays() -> None:
    table = pa.table({"id": range(7), "text": DUMPS, "tag": pa.array(["甲"] * 7, pa.large_string())})
    result = wxclean.clean_batch(table)
    assert result.column("text").to_pylist() == TEXTS
    assert result.drop_columns(["text", "metadata"]) == table.drop_columns(["text"])
    assert metadata(result) == [wxclean.clean(raw).metadata.account for raw in DUMPS]
    assert result.column_names == ["id", "text", "tag", "metadata"]


def test_bytes_another_name_and_nulls() -> None:
    table = pa.table({"page": pa.array([EXAMPLE.read_bytes(), None], pa.binary())})
    result = wxclean.clean_batch(table, "page")
    assert result.column("page").type == pa.string()
    assert result.column("page")[1].as_py() is None
    assert result.column("metadata")[0].as_py()["title"] == TITLE
    assert result.column("metadata")[1].as_py() is None


def test_a_row_that_fails_stays_and_says_why() -> None:
    table = pa.table({"text": pa.array([b"\x81\x30\xff\xfe" * 20, dump(1).encode()], pa.binary())})
    result = wxclean.clean_batch(table)
    assert result.column("text").to_pylist() == [None, TEXTS[1]]
    assert result.column("metadata")[0].as_py()["suspect"][0]["code"] == "failed"


def test_metadata_of_other_people_are_left_alone() -> None:
    result = wxclean.clean_batch(pa.table({"text": DUMPS, "metadata": range(7)}))
    assert result.column_names == ["text", "metadata", "wxclean_metadata"]
    assert result.column("metadata").to_pylist() == list(range(7))


def test_cleaning_twice_changes_nothing() -> None:
    once = wxclean.clean_batch(pa.table({"text": DUMPS}))
    assert wxclean.clean_batch(once) == once


def test_no_rows_and_many_chunks() -> None:
    table = pa.table({"text": pa.chunked_array([DUMPS[:3], [], DUMPS[3:]], pa.string())})
    assert wxclean.clean_batch(table).column("text").to_pylist() == TEXTS
    assert wxclean.clean_batch(table.slice(0, 0)).schema == wxclean.clean_batch(table).schema


def test_a_cleaner_with_options() -> None:
    raw = "取消\n好的一天。"
    keeping = wxclean.Cleaner(skip=("wechat",))
    result = wxclean.clean_batch(pa.table({"text": [dump(1), raw]}), cleaner=keeping)
    assert result.column("text").to_pylist() == [keeping.clean(dump(1)).text, keeping.clean(raw).text]


@pytest.mark.ray
@pytest.mark.filterwarnings("default")
def test_ray_data(monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    with cluster(1) as nodes:
        for name, value in nodes.environment.items():
            monkeypatch.setenv(name, value)
        ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
        try:
            data = ray.data.from_arrow(pa.table({"text": DUMPS}))
            rows = data.map_batches(wxclean.clean_batch, batch_format="pyarrow").take_all()
        finally:
            ray.shutdown()
    assert [row["text"] for row in rows] == TEXTS


@pytest.mark.spark
@pytest.mark.filterwarnings("default")
def test_spark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pyspark.sql import SparkSession

    def clean(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from wxclean.clean_batch(pa.Table.from_batches([batch])).to_batches()

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
    try:
        frame = spark.createDataFrame([(raw,) for raw in DUMPS], "text string").repartition(2)
        schema = "text string, metadata struct<title string, account string, wechat_id string, description string, "
        schema += "author string, published string, source string, original boolean, location string, "
        schema += "published_raw string, url string, tags array<string>, kind string, source_url string, cover string, "
        schema += "suspect array<struct<code string, reason string, line bigint>>>"
        rows = frame.mapInArrow(clean, schema).collect()
    finally:
        spark.stop()
    assert sorted(row.text for row in rows) == sorted(TEXTS)
    assert {row.metadata.account for row in rows} == set(metadata(wxclean.clean_batch(pa.table({"text": DUMPS}))))


@pytest.mark.skipif(importlib.util.find_spec("datasets") is None, reason="datasets is not installed")
@pytest.mark.filterwarnings("default")
def test_hugging_face_datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from datasets import Dataset

    data = Dataset.from_dict({"text": DUMPS}).with_format("arrow").map(wxclean.clean_batch, batched=True, batch_size=3)
    assert data.with_format(None)["text"][:] == TEXTS


@pytest.mark.skipif(importlib.util.find_spec("datatrove") is None, reason="datatrove is not installed")
@pytest.mark.filterwarnings("default")
def test_datatrove(tmp_path: Path) -> None:
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor

    from wxclean.integrations.datatrove import WxcleanStep

    seen: list[Document] = []

    def keep(data: Iterator[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for document in data:
            seen.append(document)
            yield document

    given = [Document(text=raw, id=str(n), metadata={"account": "另一个", "kept": 1}) for n, raw in enumerate(DUMPS)]
    steps = [given, WxcleanStep(), keep]
    stats = LocalPipelineExecutor(steps, workers=1, logging_dir=str(tmp_path / "logs")).run()
    assert [document.text for document in seen] == TEXTS
    assert {(document.metadata["account"], document.metadata["kept"]) for document in seen} == {("另一个", 1)}
    assert {document.metadata["wxclean_account"] for document in seen} == {"青石镇图书馆"}
    assert {name: stats.stats[0].stats[name].total for name in ("total", "changed")} == {"total": 7, "changed": 7}
