"""Laws of unwrapping: what a program wrote as a literal or as JSON comes back."""

from __future__ import annotations

import ast
import json
import re
import warnings

from hypothesis import assume, given
from hypothesis import strategies as st

from wxclean.errors import NoTextError
from wxclean.reading.unwrap import unwrap
from wxclean.reading.unwrap.escapes import is_double_escaped
from wxclean.reading.unwrap.literals import whole_literal

PIECES = [
    "'",
    '"',
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\\n",
    "text:'",
    "{",
    "}",
    "[",
    ",",
    "山",
    "😀",
    "\ud83d",
    "\ude00",
    "\0",
    "'''",
    "b'",
    " ",
]
TEXT = st.one_of(
    st.text(), st.text(st.characters(exclude_categories=())), st.lists(st.sampled_from(PIECES)).map("".join)
)
ENCODABLE = TEXT.map(lambda text: text.encode(errors="ignore").decode())


def normal(text: str) -> str:
    """Return what a payload keeps of a text: everything but the kind of its line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def joined(text: str) -> str:
    """Return the text with surrogate pairs as the characters they stand for."""
    return re.sub(
        "[\ud800-\udbff][\udc00-\udfff]",
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"),
        text,
    )


def payload(wrapped: str) -> str:
    (record,) = unwrap(wrapped)
    assert record.wrapper != "plain"
    assert record.warnings in ((), ("the text is itself JSON or a dict: left as it is",))
    return record.payload


def is_wrapped(text: str) -> bool:
    """Return whether a text is a wrapper itself, or escaped: unwrapping goes on inside of it."""
    return any(is_double_escaped(normal(each)) or whole_literal(each) is not None for each in (text, joined(text)))


@given(TEXT)
def test_a_repr_comes_back(text: str) -> None:
    assume(not is_wrapped(text))
    expected = normal(joined(text))
    assert payload(repr(text)) == expected
    assert payload(ascii(text)) == expected
    assert payload(f"text:{text!r}") == expected
    assert payload(f"content = {text!a},\n") == expected


@given(TEXT)
def test_a_dict_repr_comes_back(text: str) -> None:
    assume(not is_wrapped(text))
    (record,) = unwrap(repr({"id": 7, "text": text, "more": [text, (1.5, None)]}))
    assert record.payload == normal(joined(text))
    assert record.fields == {"id": 7, "more": [joined(text), [1.5, None]]}


@given(TEXT)
def test_json_comes_back(text: str) -> None:
    assume(not is_wrapped(text))
    assert payload(json.dumps(text)) == normal(joined(text))
    assert payload(json.dumps(text, ensure_ascii=False)) == normal(text)
    assert payload(json.dumps({"n": 1, "text": text}, indent=1)) == normal(joined(text))
    assert payload(json.dumps({"text": text}, ensure_ascii=False)) == normal(text)


@given(ENCODABLE)
def test_a_bytes_repr_comes_back(text: str) -> None:
    assume(not is_double_escaped(normal(text)))
    assert payload(repr(text.encode())) == normal(text)
    assert payload(f"text:{text.encode()!r}") == normal(text)


@given(st.lists(TEXT, min_size=2, max_size=5))
def test_records_come_back(texts: list[str]) -> None:
    assume(not any(map(is_wrapped, texts)))
    expected = [normal(joined(text)) for text in texts]
    for wrapped in (
        "\n".join(f"text:{text!r}" for text in texts),
        " ".join(f"text:{text!r}" for text in texts),
        "\n\n".join(json.dumps({"text": text}) for text in texts),
        "\n".join(repr({"text": text}) for text in texts),
        json.dumps([{"text": text} for text in texts]),
        repr(texts),
    ):
        assert [record.payload for record in unwrap(wrapped)] == expected


@given(st.text(), st.sampled_from(["'", '"']))
def test_any_literal_that_python_reads_is_read_alike(body: str, quote: str) -> None:
    source = f"{quote}{body}{quote}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(source)
        except (ValueError, SyntaxError):
            assume(False)
    assume(isinstance(value, str) and not is_double_escaped(normal(joined(value))) and quote not in body)
    assert unwrap("text:" + source)[0].payload == normal(joined(value))


ESCAPES = ["\\" + kind for kind in "abfnrtvx01789uUN'\"\\d/(\n"] + [
    "4",
    "e",
    "{DIGIT ONE}",
    "{",
    "山",
    "0041",
    "d83d",
    "\\ude00",
]


@given(st.lists(st.sampled_from(ESCAPES)).map("".join))
def test_escapes_are_undone_as_python_undoes_them(body: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = ast.literal_eval(f"'''{body} '''")
        except (ValueError, SyntaxError):
            value = None
    (record,) = unwrap(f"text:'''{body} '''")
    if value is not None and not is_double_escaped(normal(joined(value))):
        assert record.payload == normal(joined(value))


@given(TEXT)
def test_text_with_a_real_break_inside_is_not_escaped_again(text: str) -> None:
    assert not is_double_escaped(f"a{text}\n{text}b")


@given(TEXT, st.sampled_from(["", "text:'", '{"text": "', "{'a': '", "[", "b'", '"', "text:'''", '{"a": "b"}\n']))
def test_any_text_gives_records_with_plain_breaks(text: str, start: str) -> None:
    try:
        records = unwrap(start + text)
    except NoTextError:
        return
    assert records
    assert all("\r" not in record.payload for record in records)
    assert [record.number for record in records] == list(range(1, len(records) + 1))
