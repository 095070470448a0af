"""What holds for any content of a page."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.helpers.saved_pages import page_of_2020
from tests.helpers.trail import apply_edits
from wxclean import clean
from wxclean.reading.page.tell_page import is_page

PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """<p> </p> <div> </div> <section> </section> <b> </b> <br> <span> </span> <pre> </pre> <code> </code> <table>
        <tr> <td> </td> </tr> </table> <ul> <li> </ul> <h2> </h2> <p/hidden> <div/style=display:none> <svg> </svg>
        <textarea> </textarea> <!--x--> 海 边 潮水退了。 &nbsp; &amp; &lt;b&gt; x=1 取消 分享
        &#x200b; &#x2028; &#xfffd;""",
    )
)
CONTENTS = st.lists(st.one_of(PIECES, st.sampled_from([" ", "\n", "\n    "])), max_size=40).map("".join)


@given(CONTENTS)
def test_the_trail_rebuilds_the_text_and_leads_to_elements(content: str) -> None:
    cleaned = clean(page_of_2020(content).encode())
    assert apply_edits(cleaned.payload, cleaned.edits) == cleaned.text
    assert cleaned.page is not None
    lines = cleaned.payload.split("\n")
    assert [bool(line) for line in lines if cleaned.payload] == [bool(one) for one in cleaned.page.elements()]
    assert not re.search("[海边]", re.sub("<!--.*?-->", "", cleaned.page.content_html(range(1, len(lines) + 1))))


@given(CONTENTS)
def test_a_page_cleaned_twice_is_cleaned_once(content: str) -> None:
    once = clean(page_of_2020(content))
    assume(not is_page(once.text))
    assert clean(once.text).text == once.text
    assert str(clean(str(once))) == str(once)


@given(CONTENTS)
def test_text_and_bytes_are_read_alike(content: str) -> None:
    page = page_of_2020(content)
    (text, data) = (clean(raw) for raw in (page, page.encode()))
    assert (text.text, text.metadata, text.edits) == (data.text, data.metadata, data.edits)
