"""Columns of dumps in other people's data frames: the same articles as `clean` gives, and null where there was none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import wxclean
from tests.helpers.batch import dump
from wxclean.result import Metadata

DUMPS = [dump(number) for number in range(3)]
TEXTS = [wxclean.clean(raw).text for raw in DUMPS]
FIELDS = ["text", *Metadata._fields, "suspect"]
LOST = "春天来了\ufffd\ufffd\ufffd。" * 20
KEEPING = wxclean.Cleaner(skip=("wechat",))


class TestPandas:
    """The accessor `wx` of a Series."""

    @pytest.fixture(autouse=True)
    def _pandas(self) -> None:
        self.pd: Any = pytest.importorskip("pandas")
        pytest.importorskip("wxclean.integrations.pandas")

    @pytest.mark.parametrize("dtype", ["object", "string", "category"])
    def test_texts_keep_their_index_and_nulls_stay(self, dtype: str) -> None:
        series = self.pd.Series([DUMPS[0], None, DUMPS[2]], index=[7, 3, 7], name="raw", dtype=dtype)
        result = series.wx.clean()
        assert result.isna().tolist() == [False, True, False]
        assert result.dropna().tolist() == [TEXTS[0], TEXTS[2]]
        assert (list(result.index), result.name) == ([7, 3, 7], "raw")
        assert (result.dtype == series.dtype) == (dtype != "category")

    @pytest.mark.parametrize("values", [[], [None, None], [float("nan")]])
    def test_a_column_without_a_text(self, values: list[Any]) -> None:
        result = self.pd.Series(values, dtype=object).wx.clean()
        assert result.isna().all()
        assert len(result) == len(values)

    def test_bytes_are_decoded(self) -> None:
        series = self.pd.Series([raw.encode("gb18030") for raw in DUMPS])
        assert list(series.wx.clean(cleaner=wxclean.Cleaner(encoding="gb18030"))) == TEXTS

    def test_what_the_pages_say_are_columns(self) -> None:
        frame = self.pd.Series([DUMPS[0], None, LOST], index=["a", "b", "c"]).wx.clean(metadata=True)
        assert (list(frame.columns), list(frame.index)) == (FIELDS, ["a", "b", "c"])
        assert frame.loc["a", "account"] == wxclean.clean(DUMPS[0]).metadata.account
        assert frame.loc["b"].isna().all()
        assert frame.loc["c", "suspect"][0]["code"] == "mojibake"

    def test_options_and_many_rows_with_a_bar(self, capsys: pytest.CaptureFixture[str]) -> None:
        series = self.pd.Series(DUMPS * 400)
        assert list(series.wx.clean(cleaner=KEEPING, progress=True)) == [KEEPING.clean(raw).text for raw in DUMPS] * 400
        assert "100%" in capsys.readouterr().out

    @pytest.mark.parametrize("values", [[1, 2], [DUMPS[0], 1], [dt.date(2018, 11, 23)]])
    def test_what_is_no_text_is_refused(self, values: list[Any]) -> None:
        with pytest.raises(wxclean.InputError, match="text"):
            self.pd.Series(values, name="n").wx.clean()


class TestPolars:
    """The namespace `wx` of an expression."""

    @pytest.fixture(autouse=True)
    def _polars(self) -> None:
        self.pl: Any = pytest.importorskip("polars")
        pytest.importorskip("wxclean.integrations.polars")

    @pytest.mark.parametrize("lazy", [False, True])
    def test_texts_are_replaced_and_nulls_stay(self, lazy: bool) -> None:
        frame = self.pl.DataFrame({"text": [DUMPS[0], None, DUMPS[2]], "n": [1, 2, 3]})
        column = self.pl.col("text").wx.clean()
        result = frame.lazy().with_columns(column).collect() if lazy else frame.with_columns(column)
        assert result.to_dict(as_series=False) == {"text": [TEXTS[0], None, TEXTS[2]], "n": [1, 2, 3]}

    @pytest.mark.parametrize("values", [[], [None]])
    def test_a_column_without_a_text(self, values: list[None]) -> None:
        result = self.pl.DataFrame({"text": values}).select(self.pl.col("text").wx.clean())
        assert (result["text"].to_list(), result.schema["text"]) == (values, self.pl.String())

    def test_bytes_are_decoded(self) -> None:
        frame = self.pl.DataFrame({"text": [raw.encode() for raw in DUMPS]})
        assert frame.select(self.pl.col("text").wx.clean())["text"].to_list() == TEXTS

    def test_what_the_pages_say_is_a_struct(self) -> None:
        frame = self.pl.LazyFrame({"raw": [DUMPS[0], None, LOST]})
        query = frame.select(self.pl.col("raw").wx.clean(metadata=True).struct.unnest())
        result = query.collect()
        assert (result.columns, result.schema) == (FIELDS, query.collect_schema())
        assert result["account"].to_list()[:2] == [wxclean.clean(DUMPS[0]).metadata.account, None]
        assert result["suspect"].to_list()[2][0]["code"] == "mojibake"

    def test_options_and_groups(self) -> None:
        frame = self.pl.DataFrame({"text": DUMPS, "group": [1, 2, 1]})
        result = frame.select(self.pl.col("text").wx.clean(cleaner=KEEPING).over("group"))
        assert result["text"].to_list() == [KEEPING.clean(raw).text for raw in DUMPS]

    def test_what_is_no_text_is_refused(self) -> None:
        with pytest.raises(Exception, match="not text"):
            self.pl.DataFrame({"text": [1]}).select(self.pl.col("text").wx.clean())


class TestDuckDb:
    """The functions `wx_clean` and `wx_record`."""

    @pytest.fixture(autouse=True)
    def _duckdb(self) -> None:
        duckdb: Any = pytest.importorskip("duckdb")
        module: Any = pytest.importorskip("wxclean.integrations.duckdb")
        self.register = module.register
        self.connection = duckdb.connect()
        self.connection.execute("create table raws (n integer, text varchar)")
        self.connection.executemany("insert into raws values (?, ?)", [[1, DUMPS[0]], [2, None], [3, LOST]])

    def asked(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return found

    def test_texts_and_nulls(self) -> None:
        self.register(self.connection)
        assert self.asked("select wx_clean(text) from raws where n < 3 order by n") == [(TEXTS[0],), (None,)]
        assert self.asked("select wx_clean(null), wx_clean('春天来了。')") == [(None, "春天来了。")]

    def test_what_the_pages_say_is_a_struct(self) -> None:
        self.register(self.connection)
        query = (
            "select r.account, r is null, r.suspect[1].code from (select n, wx_record(text) as r from raws) order by n"
        )
        account = wxclean.clean(DUMPS[0]).metadata.account
        assert self.asked(query) == [(account, False, None), (None, True, None), (None, False, "mojibake")]

    def test_options(self) -> None:
        self.register(self.connection, cleaner=KEEPING)
        assert self.asked("select wx_clean(text) from raws where n = 1") == [(KEEPING.clean(DUMPS[0]).text,)]
