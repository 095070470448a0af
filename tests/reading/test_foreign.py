"""Which input is no dump, by its content, and which merely looks a bit like it."""

from __future__ import annotations

import contextlib
import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.dumps import BODY
from tests.helpers.foreign import BINARIES, DUMPS, OTHER_SITE, PAGES, TEXTS
from wxclean import clean, clean_records
from wxclean.errors import ForeignInputError, WxcleanError
from wxclean.reading.foreign import KINDS

ALL_TEXTS = [(kind, text) for kind, texts in TEXTS.items() for text in texts]
ALL_BINARIES = [(kind, data) for kind, binaries in BINARIES.items() for data in binaries]

CUTTABLE = [data[:600] for data in (*(data for _, data in ALL_BINARIES), *(text.encode() for _, text in ALL_TEXTS))]


def kind_of(raw: str | bytes) -> str:
    """Return what an input is refused as."""
    with pytest.raises(ForeignInputError) as caught:
        clean(raw)
    assert str(caught.value).startswith("is ")
    assert KINDS[caught.value.kind][1] in str(caught.value)
    return caught.value.kind


@pytest.mark.parametrize("text", DUMPS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_dump_with_a_bit_of_it_is_still_a_dump(text: str, encoding: str) -> None:
    cleaned = clean(text.encode(encoding))
    assert "".join(cleaned.text.split())
    again = str(cleaned)
    assert str(clean(again)) == again


@pytest.mark.parametrize(("kind", "text"), ALL_TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_texts_in_other_formats_are_named_in_any_encoding(kind: str, text: str, encoding: str) -> None:
    assert kind_of(text) == kind
    assert kind_of(text.encode(encoding)) == kind


@pytest.mark.parametrize(("kind", "data"), ALL_BINARIES)
def test_binary_data_is_named(kind: str, data: bytes) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("text", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_saved_pages_are_read(text: str, encoding: str) -> None:
    for raw in (text, text.encode(encoding)):
        cleaned = clean(raw)
        assert cleaned.text.split() == [word for line in BODY for word in line.split()]
        assert cleaned.source.wrapper == "html"


def test_each_kind_has_a_sample() -> None:
    assert {*TEXTS, *BINARIES} == KINDS.keys()


def test_a_page_is_named_where_its_encoding_is_not_known() -> None:
    assert kind_of(OTHER_SITE.encode().replace(BODY[0].encode(), b"\xff\x80 \xff" * 400)) == "html"


@pytest.mark.parametrize(
    "wrapped",
    [
        f"text:{OTHER_SITE!r}",
        f"{{'url': 'https://example.org', 'content': {OTHER_SITE!r}}}",
        f'[{{"text": "今天。"}}, {{"text": "<html><body><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>"}}]',
    ],
)
def test_what_a_wrapper_holds_is_looked_at(wrapped: str) -> None:
    for raw in (wrapped, wrapped.encode()):
        with pytest.raises(ForeignInputError, match="HTML"):
            list(clean_records(raw))


def test_the_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ForeignInputError("is a PDF", kind="pdf")))  # noqa: S301
    assert (str(error), error.kind) == ("is a PDF", "pdf")


@given(st.sampled_from(CUTTABLE), st.data())
def test_any_cut_is_refused_or_read(raw: bytes, data: st.DataObject) -> None:
    with contextlib.suppress(WxcleanError):
        clean(raw[: data.draw(st.integers(0, len(raw)))])


@pytest.mark.parametrize(
    "hostile", ["<!--", "<p ", "<script>", "<a b='", "<?", "<div>x", "</script", "<!-- -->", "A: b\n "]
)
def test_time_grows_with_the_length_alone(hostile: str) -> None:
    started = time.process_time()
    with contextlib.suppress(ForeignInputError):
        clean("<p>" * hostile.startswith("<") + hostile * 20_000)
    assert time.process_time() - started < 2
