"""A cleaner gives one result for a text, one for each record, and the same for a record that is unwrapped already."""

from __future__ import annotations

import json

import pytest

from tests.helpers import dumps
from tests.helpers.saved_pages import page_of_2016
from wxclean import Cleaner, Record, Source
from wxclean.cleaner.joined_pages import joined_results
from wxclean.result import Metadata, Suspicion

PAGE = "\n\n".join([*dumps.filled(dumps.HEADERS["2018"]), *dumps.BODY, *dumps.filled(dumps.FOOTERS["2018"])])
RECORDS = "\n".join(
    json.dumps({"id": number, "text": PAGE.replace("灯塔", word)}) for number, word in enumerate("灯塔")
)


@pytest.mark.parametrize("times", [1, 4], ids=["the end is new", "the end is known"])
def test_a_record_that_is_unwrapped_already_comes_out_as_from_its_dump(times: int) -> None:
    cleaner = Cleaner()
    for number in range(times):
        dumped = cleaner.clean(json.dumps({"id": number, "text": PAGE}))
    record = Record(PAGE, "json", {"id": times - 1}, 1, ("cut short",))
    cleaned = cleaner.clean_record(record, Source("str", 1.0, "json"))
    assert cleaned == dumped.replaced(warnings=("cut short",))


def test_several_records_come_back_one_by_one_or_joined() -> None:
    cleaner = Cleaner()
    first, second = cleaner.clean_records(RECORDS)
    joined = cleaner.clean(RECORDS)
    assert joined.text == f"{first.text}\n\n{second.text}"
    assert joined.payload == f"{first.payload}\n\n{second.payload}"
    assert (joined.metadata, joined.fields, joined.source) == (first.metadata, {"id": 0}, first.source)
    above = first.payload.count("\n") + 2
    assert joined.edits == (*first.edits, *[edit._replace(line=edit.line + above) for edit in second.edits])


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("第一段。", None),
        (PAGE, dumps.TITLE),
        (json.dumps({"title": f"  {dumps.TITLE}\r\n", "content": "第一段。"}), dumps.TITLE),
        (json.dumps({"title": "", "msg_title": dumps.TITLE, "content": "第一段。"}), dumps.TITLE),
        (page_of_2016("<p>第一段。</p>"), dumps.TITLE),
    ],
    ids=["none", "label", "member", "second member", "saved page"],
)
def test_the_title_is_printed_before_and_after_the_metadata_are_gathered(raw: str, title: str | None) -> None:
    cleaned = Cleaner().clean(raw)
    printed = str(cleaned)
    assert cleaned.metadata.title == title
    assert str(cleaned) == printed == (f"{title}\n\n{cleaned.text}\n" if title else f"{cleaned.text}\n")
    assert str(cleaned.replaced(metadata=Metadata(title="潮汐"))) == f"潮汐\n\n{cleaned.text}\n"


def test_suspicions_of_joined_records_count_lines_in_the_joined_payload() -> None:
    cleaned = Cleaner().clean(PAGE).replaced(suspect=(Suspicion("notice", "", 2), Suspicion("mojibake", "")))
    above = cleaned.payload.count("\n") + 2
    found = [(one.code, one.line) for one in joined_results([cleaned, cleaned]).suspect]
    assert found == [("notice", 2), ("mojibake", None), ("notice", above + 2), ("mojibake", None)]


def test_an_empty_text_has_no_record_and_an_empty_result() -> None:
    assert list(Cleaner().clean_records("")) == []
    assert str(Cleaner().clean("")) == ""


def test_a_setting_that_does_not_exist_is_an_error_that_says_what_was_meant() -> None:
    with pytest.raises(TypeError, match=r"no setting is called 'skp'; did you mean 'skip'\?"):
        Cleaner(skp=["promo"])  # type: ignore[call-arg]
