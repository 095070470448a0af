"""Laws of all files that carry pages: whatever stands in one, reading it ends with records or an error of ours."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.carriers import chunked, feed, http, mhtml, part, read, record
from wxclean.batch.formats.carriers.formats import FEED, MHTML, WARC
from wxclean.batch.formats.format import Format
from wxclean.batch.job import Job
from wxclean.errors import InputError

PAGE = "<p>潮水退了。</p>"
WHOLE = {
    "feed": (FEED, feed(PAGE, PAGE)),
    "mhtml": (MHTML, mhtml(part(PAGE.encode()), part(PAGE.encode(), coding="base64"), kind="mixed")),
    "warc": (WARC, record(http(chunked(PAGE.encode()), more="Transfer-Encoding: chunked\r\n")) + record(http(b"<p>"))),
}
BROKEN = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([b"\r\n\r\n", b"\n", b"\0", b"--x\r\n", b"--x--\r\n", b"WARC/1.0\r\n", b"Content-Length: 9\r\n"]),
    st.sampled_from([b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"&", b"<!--", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"]),
    st.sampled_from(
        [b"=", b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Type: text/html; charset=x\r\n"]
    ),
)


@pytest.mark.parametrize(("form", "whole"), WHOLE.values(), ids=WHOLE.keys())
@given(data=st.data())
def test_a_file_that_is_broken_anywhere_gives_records_or_an_error(
    form: Format, whole: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    broken = whole[:start] + data.draw(BROKEN) + whole[end:]
    with suppress(InputError):
        items = read(form, broken, Job(max_record=1 << 20))
        assert [item for item in items if item.value is None and not (item.error or item.note)] == []
