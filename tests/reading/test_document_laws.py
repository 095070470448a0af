"""Laws of JSON documents: no string vanishes, and what a document means doesn't depend on where it stands."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wxclean import Cleaner
from wxclean.batch.formats.rows import clean_object
from wxclean.batch.job import Job
from wxclean.errors import NoTextError
from wxclean.reading.unwrap import unwrap
from wxclean.result import Record

NAMES = st.sampled_from(
    [
        *("text", "content", "body", "title", "url", "data", "list", "items", "paragraphs", "blocks", "children"),
        *("type", "1", "2", "a", "b", "正文", "标题", "段落", "comments"),
    ]
)
PROSE = st.text("山水灯塔潮汐的了，\n", min_size=8, max_size=40).map(lambda text: f"甲{text.strip()}乙")
LEAVES = st.one_of(
    PROSE,
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from(["", "paragraph", "text", "https://a.b/c", "2018-11-23", "甲"]),
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=16,
)
OBJECTS = st.dictionaries(NAMES, DOCUMENTS, min_size=1, max_size=4)
CLEANER = Cleaner()
ANOTHER = {"text": "另一篇。"}


def strings(value: Any) -> list[str]:
    """Return the strings in a document that say something; which kind a piece of a text is of is no prose."""
    if isinstance(value, str):
        return [value] if len(value) > 8 else []
    if isinstance(value, dict):
        value = [member for name, member in value.items() if (name, member) != ("type", "paragraph")]
    members = value if isinstance(value, list) else ()
    return [found for member in members for found in strings(member)]


def said(records: list[Record]) -> str:
    """Return all that records say."""
    return "\n".join(
        [record.payload for record in records] + [each for record in records for each in strings(dict(record.fields))]
    )


@given(DOCUMENTS)
@example([{"text": "甲"}, ["一句长长的话。", {"n": 1}]])
@example([["甲乙丙丁戊己庚辛。", {"标题": "一句长长的、别的话。"}]])
@example({"text": [{}, {"text": "甲乙丙丁。", "title": None}], "title": {"text": "一句长长的、别的话。"}})
@example({"content": [{"text": "甲", "caption": "一句长长的话。"}, {"type": "一句长长的、什么也不是的话。"}]})
@example({"content": [{"text": "甲"}, {"type": "2018-11-23"}]})
@example({"a": {"text": "甲"}, "b": {"text": ""}, "c": {"text": None, "n": "一句长长的话。"}})
def test_each_string_is_in_the_payload_or_in_the_fields_or_the_document_is_refused(document: Any) -> None:
    try:
        records = unwrap(json.dumps(document, ensure_ascii=False))
    except NoTextError:
        return
    found = said(records)
    for text in strings(document):
        assert text in found


@given(OBJECTS)
@example({"zw": "一句长长的话。"})
@example({"a": "一句长长的话。", "b": "又是一句长长的话。"})
@example({"text": None, "a": "一句长长的话。"})
@example({"text": [False, {"text": None}]})
def test_a_document_means_the_same_wherever_it_stands(document: Any) -> None:
    line, other = (json.dumps(each, ensure_ascii=False) for each in (document, ANOTHER))
    *in_lines, last = unwrap(f"{line}\n{other}")
    *in_list, _ = unwrap(f"[{line}, {other}]")
    assert last.payload == ANOTHER["text"]
    assert [record._replace(wrapper="json") for record in in_lines] == in_list
    refusal = refused(line)
    if refusal is None:
        assert unwrap(line) == in_list
    else:
        assert [record.payload for record in in_list] == [""] * len(in_list)
        assert refusal.reason in in_list[0].warnings or refusal.reason.endswith("null")


@given(OBJECTS)
@example({"text": {"paragraphs": [["一句长长的话。", ""]]}, "data": {"text": "又是一句长长的话。"}})
@example({"text": {"items": [{"type": "p", "text": "一句长长的话。\n"}]}, "a": {"text": "又是一句长长的话。"}})
@example({"text": {"段落": [["一句长长的话。", ""]], "段落_raw": "一句"}, "list": [{"text": "又是一句长长的话。"}]})
@settings(max_examples=50)
def test_a_row_is_cleaned_as_the_document_is(document: Any) -> None:
    line = json.dumps(document, ensure_ascii=False)
    refusal = refused(line)
    if refusal is not None and not refusal.reason.endswith("null"):
        with pytest.raises(NoTextError, match=re.escape(str(refusal))):
            clean_object(document, CLEANER, Job())
        return
    row = clean_object(document, CLEANER, Job())
    if refusal is None:
        assert row.cleaned.text == CLEANER.clean(line).text
    assert not clean_object(row.value, CLEANER, Job()).changed
    left = set(json.dumps(row.value, ensure_ascii=False))
    assert all(left.issuperset("".join(text.split())) for text in strings(document))


def refused(line: str) -> NoTextError | None:
    """Return the error with which a document is refused, or None."""
    try:
        unwrap(line)
    except NoTextError as error:
        return error
    return None
