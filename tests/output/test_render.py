"""Rendering: what each format looks like, and that no text whatever breaks one."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wxclean.output.render import OutputFormat, render
from wxclean.result import Cleaned, Metadata, PageKind, Source, Suspicion

FORMATS: tuple[OutputFormat, ...] = ("text", "markdown", "jsonl")
PLAIN = Source("utf-8", 1.0, "plain")
ARTICLE = Cleaned(
    text="河水涨了。\n渡船停在对岸。",
    metadata=Metadata(title="渡口", account="河边小站", original=True, tags=("海", "灯塔")),
    edits=(),
    source=PLAIN,
    payload="渡口\n河水涨了。\n渡船停在对岸。",
)
FRONT_MATTER = '---\ntitle: "渡口"\naccount: "河边小站"\noriginal: true\ntags: ["海", "灯塔"]\n---\n'
NOTHING = Cleaned(text="", metadata=Metadata(), edits=(), source=PLAIN, payload="")

anything = st.text(st.characters())
"""Lone surrogates included."""


@pytest.mark.parametrize(
    ("cleaned", "format", "title", "expected"),
    [
        (NOTHING, "text", True, ""),
        (NOTHING, "text", False, ""),
        (NOTHING, "markdown", True, ""),
        (ARTICLE, "text", True, "渡口\n\n河水涨了。\n渡船停在对岸。\n"),
        (ARTICLE, "text", False, "河水涨了。\n渡船停在对岸。\n"),
        (ARTICLE.replaced(text=""), "text", True, "渡口\n"),
        (ARTICLE.replaced(metadata=Metadata()), "markdown", True, "河水涨了。\n渡船停在对岸。\n"),
        (
            ARTICLE,
            "markdown",
            True,
            FRONT_MATTER + "\n# 渡口\n\n河水涨了。\n渡船停在对岸。\n",
        ),
        (
            ARTICLE,
            "markdown",
            False,
            FRONT_MATTER + "\n河水涨了。\n渡船停在对岸。\n",
        ),
        (
            NOTHING.replaced(metadata=Metadata(title="两行\n标题")),
            "markdown",
            True,
            '---\ntitle: "两行\\n标题"\n---\n\n# 两行 标题\n',
        ),
    ],
)
def test_formats(cleaned: Cleaned, format: OutputFormat, title: bool, expected: str) -> None:
    assert render(cleaned, format, title=title) == expected


def test_jsonl_keeps_its_members_and_their_order() -> None:
    cleaned = ARTICLE.replaced(
        fields={"id": 7, "url": "https://example.org/7"}, suspect=(Suspicion("notice", "a notice", 3),)
    )
    record = json.loads(render(cleaned, "jsonl"))
    assert list(record) == ["id", "text", "metadata", "fields", "suspect", "warnings", "source"]
    assert record == {
        "id": "7",
        "text": "河水涨了。\n渡船停在对岸。",
        "metadata": ARTICLE.metadata._asdict() | {"tags": ["海", "灯塔"]},
        "fields": {"id": 7, "url": "https://example.org/7"},
        "suspect": [{"code": "notice", "reason": "a notice", "line": 3}],
        "warnings": [],
        "source": {"encoding": "utf-8", "confidence": 1.0, "wrapper": "plain", "record": 1, "place": ""},
    }


def test_front_matter_says_what_a_result_is_suspect_of() -> None:
    cleaned = NOTHING.replaced(suspect=(Suspicion("notice", "a notice"),))
    expected = '---\nsuspect: [{"code": "notice", "reason": "a notice", "line": null}]\n---\n'
    assert render(cleaned, "markdown") == expected
    assert yaml.safe_load(expected.strip("-\n"))["suspect"][0]["code"] == "notice"


def test_an_id_comes_from_payload_and_place_where_the_record_has_none() -> None:
    same = ARTICLE.replaced(fields={"id": None}, suspect=(Suspicion("notice", "a notice"),))
    others = [
        ARTICLE.replaced(payload="别的"),
        ARTICLE.replaced(source=PLAIN._replace(record=9)),
        ARTICLE.replaced(source=PLAIN._replace(place="line 9")),
        ARTICLE.replaced(fields={"path": "a.txt"}),
        ARTICLE.replaced(fields={"path": "b.txt"}),
    ]
    ids = [json.loads(render(each, "jsonl"))["id"] for each in (ARTICLE, *others)]
    assert len(set(ids)) == len(ids)
    assert json.loads(render(same, "jsonl"))["id"] == ids[0]
    assert len(ids[0]) == 16


@pytest.mark.parametrize("value", [float("nan"), b"bytes", {1, 2}, {("a",): 1}])
def test_a_field_without_a_json_form_becomes_null_with_a_warning(value: object) -> None:
    record = json.loads(render(ARTICLE.replaced(fields={"good": 1, "bad": value}), "jsonl"))
    assert record["fields"] == {"good": 1, "bad": None}
    assert record["warnings"] == ["field 'bad' can't be written as JSON"]


def test_a_field_nested_too_deep_becomes_null_with_a_warning() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    record = json.loads(render(ARTICLE.replaced(fields={"deep": deep}), "jsonl"))
    assert record["fields"] == {"deep": None}
    while deep:  # take it apart from the outside: freeing it whole would be deep, too
        deep = deep.pop()


@pytest.mark.parametrize("format", FORMATS)
def test_a_lone_surrogate_becomes_a_replacement_character(format: OutputFormat) -> None:
    cleaned = ARTICLE.replaced(text="前\ud800后\udc00", metadata=Metadata(title="\udfff"))
    assert render(cleaned, format).count("\ufffd") == {"text": 3, "markdown": 4, "jsonl": 3}[format]


@given(text=anything, title=anything, value=anything)
def test_every_format_is_utf_8_for_any_text(text: str, title: str, value: str) -> None:
    cleaned = ARTICLE.replaced(text=text, metadata=Metadata(title=title), fields={"x": value})
    for rendered in (render(cleaned, each) for each in FORMATS):
        assert rendered.encode().decode() == rendered
        assert rendered == "" or rendered.endswith("\n")


@given(text=st.text(), title=st.text(), value=st.text())
def test_jsonl_is_one_line_for_every_reader_and_reads_back(text: str, title: str, value: str) -> None:
    line = render(ARTICLE.replaced(text=text, metadata=Metadata(title=title), fields={"x": value}), "jsonl")
    assert line.splitlines() == [line[:-1]]
    record = json.loads(line)
    assert (record["text"], record["metadata"]["title"], record["fields"]["x"]) == (text, title, value)


@given(
    st.builds(
        Metadata,
        *[st.none() | st.text()] * 7,
        st.none() | st.booleans(),
        *[st.none() | st.text()] * 3,
        st.lists(st.text()).map(tuple),
        st.none() | st.sampled_from(get_args(PageKind)),
        *[st.none() | st.text()] * 2,
    )
)
def test_front_matter_reads_back(metadata: Metadata) -> None:
    front, found, _ = render(ARTICLE.replaced(metadata=metadata), "markdown").removeprefix("---\n").partition("---\n")
    assert (yaml.safe_load(front) if found else {}) == metadata.known()


def test_each_format_has_a_form_of_its_own() -> None:
    assert get_args(OutputFormat) == FORMATS
    assert len({render(ARTICLE, form) for form in FORMATS}) == len(FORMATS)
    with pytest.raises(KeyError):
        render(ARTICLE, "parquet")  # type: ignore[arg-type]
