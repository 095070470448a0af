"""Hostile pages: time and memory are bounded whatever a page nests or repeats, and no word of it is lost."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.helpers.saved_pages import page_of_2016
from wxclean import clean
from wxclean.reading.page.tame import tamed

DEEP = 30_000
NESTED = [
    "<div>",
    "<section>",
    "<ul><li>",
    "<dl><dd>",
    "<table><tr><td>",
    "<b><i>",
    "<span>",
    "<blockquote>",
    "<svg>",
    "<math>",
    "<template>",
    "<button><p>",
    "<DIV>",
]


@pytest.mark.parametrize("tag", NESTED)
def test_nesting_takes_linear_time(tag: str) -> None:
    started = time.process_time()
    clean(page_of_2016(tag * DEEP + "海"))
    assert time.process_time() - started < 5


FORMATS = "".join(f"<font color={number}>" for number in range(3000))
PARAGRAPHS = "<p>海</p>" * 3000
REPEATED = {
    "open": f"<p>{FORMATS}</p>{PARAGRAPHS}",
    "in upper case": f"<p>{FORMATS.upper()}</p>{PARAGRAPHS}",
    "ends out of scope": "".join(f"<b a={number}><marquee></b></marquee>" for number in range(3000)) + PARAGRAPHS,
    "ends in comments": "".join(f"<b a={number}><!--</b>-->" for number in range(3000)) + PARAGRAPHS,
    "ends in attributes": "".join(f"<b a={number} b='</b>'>" for number in range(3000)) + PARAGRAPHS,
    "ends in broken attributes": "".join(f'<b a={number} "></b ">' for number in range(3000)) + PARAGRAPHS,
    "ends in CDATA": "".join(f"<b a={number}><svg><![CDATA[> </svg></b> ]]></svg>" for number in range(3000))
    + PARAGRAPHS,
    "in the title of a drawing": f"<svg><title>{FORMATS}</title></svg>{PARAGRAPHS}",
    "behind the end of a script": "".join(
        f"<b a={number}><script><!--<script></script></b>--></script>" for number in range(3000)
    )
    + PARAGRAPHS,
}


@pytest.mark.parametrize("case", REPEATED)
def test_formatting_is_not_repeated_without_end(case: str) -> None:
    """The Standard has a parser make nine million elements of these."""
    html = page_of_2016(REPEATED[case]).encode()
    assert len(list(LexborHTMLParser(tamed(html)).root.traverse())) < 400_000  # type: ignore[union-attr]
    assert clean(html).text.count("海") >= 3000


@pytest.mark.parametrize(
    "tag",
    [
        "<a " + " ".join(f"a{number}=1" for number in range(200_000)) + ">",
        "<a " + "".join(f"a{number}='>'" for number in range(100_000)) + ">",
        "<a " + "".join(f'a{number}="<b"' for number in range(100_000)) + ">",
        '<p style="' + "x:y;" * 1_000_000 + '">',
        "<img src='data:image/png;base64," + "A/+" * 1_000_000 + "'>",
        '<p a="' * 100_000,
        "<!--" * 200_000,
        "</" * 200_000,
    ],
)
def test_attributes_and_broken_tags_take_linear_time(tag: str) -> None:
    started = time.process_time()
    clean(page_of_2016(f"<p>海边</p>{tag}x"))
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_memory_is_bounded() -> None:
    program = (
        "import resource, sys; from wxclean import clean; limit = 700 << 20;"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit)); clean(sys.stdin.buffer.read())"
    )
    html = page_of_2016(REPEATED["open"] + "<div>" * DEEP + "<a b=1 c" + " d" * 500_000 + ">").encode()
    subprocess.run([sys.executable, "-c", program], input=html, check=True)


TAGS = st.sampled_from(
    re.findall(
        r"\S+",
        "<b> </b> <i a=1> </i> <p> </p> <div> </div> <table> <td> </table> <svg> </svg> <title> </title> <!-- --> 海 a",
    )
)


@given(st.lists(TAGS, max_size=60).map(" ".join))
def test_a_page_as_pages_are_stays_as_it_is(html: str) -> None:
    assert tamed(html.encode()) == html.encode()


@pytest.mark.parametrize(
    ("html", "rebuilt"),
    [
        ("<div><![CDATA[x]]><b>海</b><p a=1>边</p><script>1</script></div>", "<div>海<p a=1>边</p></div>"),
        ("<![CDATA[x]]><DIV>海<section>边</div>人", "<div>海<section>边</section></div>人"),
        ("<![CDATA[x]]>" + "<div>" * 300 + "海" + "</div>" * 300, "<div>" * 200 + "海" + "</div>" * 200),
    ],
)
def test_what_is_rebuilt_keeps_its_text(html: str, rebuilt: str) -> None:
    assert tamed(html.encode()).decode() == rebuilt
