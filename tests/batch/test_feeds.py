"""RSS and Atom feeds: each item is a record, whatever form its text has; what is broken costs only itself."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.carriers import Dribble
from wxclean.batch.formats.carriers.formats import FEED
from wxclean.batch.formats.carriers.well_formed import WellFormed
from wxclean.batch.formats.format import Item
from wxclean.batch.job import Job, Range
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import InputError
from wxclean.result import Record

ANY = Job()
MODULES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def rss(*items: str, title: str = "青石镇图书馆") -> str:
    body = "".join(f"<item>{item}</item>\n" for item in items)
    start = f'<?xml version="1.0"?>\n<rss version="2.0" {MODULES}><channel><title>{title}</title>\n'
    return f"{start}{body}</channel></rss>"


def atom(*entries: str) -> str:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>渡口小报</title><id>urn:x</id>{body}</feed>'


def read(feed: str | bytes, job: Job = ANY) -> list[Item]:
    data = feed.encode() if isinstance(feed, str) else feed
    assert FEED.read is not None
    return list(FEED.read(cast("BinaryIO", io.BufferedReader(io.BytesIO(data))), Range(), job))


def records(feed: str | bytes) -> list[Record]:
    return [item.value for item in read(feed)]


def content(html: str) -> str:
    return f'<html><body><div id="js_content">{html}</div></body></html>'


TEXTS = [
    ("<description>雨停了。</description>", "雨停了。"),
    ("<description>雨停了。\n潮退了。</description>", "雨停了。\n潮退了。"),
    ("<description>甲 &amp;amp; 乙</description>", "甲 & 乙"),
    ("<description><![CDATA[<p>雨停了。</p>]]></description>", content("<p>雨停了。</p>")),
    ("<description>&lt;p&gt;雨停了。&lt;/p&gt;</description>", content("<p>雨停了。</p>")),
    ("<description><p>雨<br/>停了。</p></description>", content("<p>雨<br>停了。</p>")),
    (
        "<description>摘要</description><content:encoded><![CDATA[<p>全文</p>]]></content:encoded>",
        content("<p>全文</p>"),
    ),
    ("<description>全文</description><content:encoded>  </content:encoded>", "全文"),
    ("<content><![CDATA[<p>全文</p>]]></content>", content("<p>全文</p>")),
    ("<content:encoded><![CDATA[<p>一]]>二<![CDATA[</p>]]></content:encoded>", content("<p>一二</p>")),
    ('<description>&lt;div id="js_content"&gt;甲&lt;/div&gt;</description>', content("甲")),
    ("<description>&lt;html&gt;&lt;body&gt;甲&lt;/body&gt;</description>", "<html><body>甲</body>"),
    ("<media:description>别的</media:description><description>甲</description>", "甲"),
    ("<title>只有题目</title>", ""),
]
ATOM_TEXTS = [
    ('<content type="html">&lt;p&gt;雨停了。&lt;/p&gt;</content>', content("<p>雨停了。</p>")),
    ('<content type="html">没有标签 &amp;amp; 也是</content>', content("没有标签 &amp; 也是")),
    ('<content type="text">1 &lt; 2，2 &lt;b&gt; 3</content>', "1 < 2，2 <b> 3"),
    (
        '<content type="xhtml"><div xmlns="urn:x"><p title="1&amp;2">甲 &lt; 乙</p><hr/></div></content>',
        content('<div xmlns="urn:x"><p title="1&amp;2">甲 &lt; 乙</p><hr></div>'),
    ),
    ("<summary>摘要</summary><content type='html'>全文</content>", content("全文")),
    ("<summary>摘要</summary>", "摘要"),
]


@pytest.mark.parametrize(
    ("feed", "payload"),
    [*((rss(item), payload) for item, payload in TEXTS), *((atom(one), payload) for one, payload in ATOM_TEXTS)],
)
def test_which_text_an_item_has(feed: str, payload: str) -> None:
    assert [record.payload for record in records(feed)] == [payload]


def test_an_item_without_a_text_says_so() -> None:
    (record,) = records(rss("<title>只有题目</title>"))
    assert record.warnings == ("the item holds no text, only what is said of it",)


FIELDS: list[tuple[str, dict[str, Any]]] = [
    ("<title>潮 &amp;amp; 汐</title>", {"title": "潮 & 汐"}),
    ("<title><![CDATA[潮<em>汐</em>]]></title>", {"title": "潮汐"}),
    ("<link>https://mp.weixin.qq.com/s/abcde</link>", {"url": "https://mp.weixin.qq.com/s/abcde"}),
    ('<guid isPermaLink="false">x1</guid>', {"id": "x1"}),
    ("<dc:creator>林见秋</dc:creator>", {"author": "林见秋"}),
    ("<author>林见秋</author>", {"author": "林见秋"}),
    ("<pubDate>Fri, 30 Nov 2018 13:00:00 GMT</pubDate>", {"published": "2018-11-30 21:00"}),
    ("<pubDate>Fri, 30 Nov 2018 21:00:00 +0800</pubDate>", {"published": "2018-11-30 21:00"}),
    ("<pubDate>昨天</pubDate>", {"published": "昨天"}),
    ("<dc:date>2018-11-30T13:00:00Z</dc:date>", {"published": "2018-11-30T13:00:00Z"}),
    ("<category>海</category><category>船</category>", {"categories": ["海", "船"]}),
    ("<media:title>别的</media:title>", {}),
]
ATOM_FIELDS: list[tuple[str, dict[str, Any]]] = [
    ("<author><name>林见秋</name><uri>https://x.cn</uri></author>", {"author": "林见秋"}),
    ("<author><uri>https://x.cn</uri><name>林见秋</name></author>", {"author": "林见秋"}),
    ('<link href="https://x.cn/1"/>', {"url": "https://x.cn/1"}),
    (
        '<link rel="self" href="https://x.cn/2"/><link rel="alternate" href="https://x.cn/1"/>',
        {"url": "https://x.cn/1"},
    ),
    ("<updated>2018-11-30</updated>", {"updated": "2018-11-30", "published": "2018-11-30"}),
    ("<published>2018-11-29</published>", {"published": "2018-11-29"}),
    ('<category term="海"/>', {"categories": ["海"]}),
    ("<source><title>转载</title><id>urn:y</id></source>", {}),
]


@pytest.mark.parametrize(
    ("feed", "title", "fields"),
    [
        *((rss(item), "青石镇图书馆", fields) for item, fields in FIELDS),
        *((atom(one), "渡口小报", fields) for one, fields in ATOM_FIELDS),
    ],
)
def test_what_is_said_of_an_item(feed: str, title: str, fields: dict[str, Any]) -> None:
    assert [record.fields for record in records(feed)] == [{**fields, "feed": title}]


ITEM = "<description>雨停了。潮退了。</description>"
RDF = f"<rdf:RDF><channel><title>青石镇图书馆</title></channel><item rdf:about='x'>{ITEM}</item></rdf:RDF>"


@pytest.mark.parametrize(
    "feed",
    [
        rss(ITEM).encode(),
        b"\xef\xbb\xbf" + rss(ITEM).encode(),
        b"\n \n" + rss(ITEM).encode(),
        rss(ITEM).encode("utf-16"),
        rss(ITEM).encode("gb18030"),
        rss(ITEM).replace('"1.0"', '"1.0" encoding="gb2312"').encode("gb18030"),
        rss(ITEM, title="Tide").replace('"1.0"', '"1.0" encoding="big5"').replace("潮退", "潮水").encode("big5"),
        rss(ITEM).replace('"1.0"', '"1.0" encoding="gb2312"').encode(),
        RDF.encode(),
        rss(ITEM).replace("<rss", "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss").encode(),
    ],
)
def test_a_feed_in_any_encoding_and_form(feed: bytes) -> None:
    (record,) = records(feed)
    assert record.payload.replace("潮水", "潮退") == "雨停了。潮退了。"


@pytest.mark.parametrize(
    ("declared", "encoding", "found"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("x-gbk", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("iso-8859-1", "utf-8", "utf-8"),
    ],
)
def test_what_a_feed_is_in_is_said_of_its_items(declared: str, encoding: str, found: str) -> None:
    feed = rss(ITEM).replace('"1.0"', f'"1.0" encoding="{declared}"')
    (item,) = read(feed.encode(encoding))
    assert (item.value.payload, item.decoded) == (ITEM[13:-14], (found, 1.0))


def test_an_encoding_that_is_named_counts() -> None:
    (item,) = read(rss(ITEM).encode("big5", "ignore"), Job(CleanerSettings(encoding="big5")))
    assert item.value.payload == ITEM[13:-14]


@pytest.mark.parametrize(
    ("written", "payload"),
    [
        ("甲 & 乙", "甲 & 乙"),
        ("https://x.cn/s?a=1&b=2&amp;c=3", "https://x.cn/s?a=1&b=2&c=3"),
        ("甲&nbsp;乙&middot;丙", "甲\u00a0乙·丙"),
        ("甲\x0b乙\x08丙", "甲乙丙"),
        ("甲&#8;乙&#x1F600;&#55357;", "甲乙😀\ufffd"),
        ("<![CDATA[a && b &#8; \x0bc]]>", "a && b &#8; c"),
        ("&#38;#9731;", "&#9731;"),
    ],
)
def test_what_tools_write_wrongly_is_put_right(written: str, payload: str) -> None:
    assert [record.payload for record in records(rss(f"<description type='text'>{written}</description>"))] == [payload]


SIGNS = ["<![CDATA[", "]]>", "&", "&amp;", "&#8;", "]", "<", "<![", "甲", "\x0b", "&#x1F600;", "b"]
PIECES = st.lists(st.sampled_from(SIGNS), max_size=12)


@given(PIECES, st.integers(1, 7))
def test_a_feed_is_repaired_alike_in_whatever_pieces_it_comes(parts: list[str], size: int) -> None:
    data = "".join(parts).encode()
    repair = WellFormed()
    pieces = [repair.piece(data[at : at + size]) for at in range(0, len(data), size)]
    assert b"".join([*pieces, repair.piece(b"", last=True)]) == WellFormed().piece(data, last=True)


@pytest.mark.parametrize("size", [1, 7, 64])
@pytest.mark.parametrize("middle", [ITEM, "<description>坏<b</description>", "<description>坏</b></description>"])
def test_a_feed_is_read_alike_in_whatever_pieces_it_comes(middle: str, size: int) -> None:
    data = rss(ITEM, middle, ITEM, "<title>末</title>").encode()
    assert FEED.read is not None
    found = FEED.read(cast("BinaryIO", io.BufferedReader(Dribble(data, size))), Range(), Job())
    assert list(found) == read(data)


ENDS = "the feed ends in the middle; fetch it again"
FAULTS = [
    (rss(ITEM, "<description>坏</b></description>", ITEM), [None, "item 2: line 4: not well-formed XML (mism", None]),
    (rss(ITEM, "<description>坏 < 2</description>", ITEM), [None, "item 2: line 4: not well-formed XML (not", None]),
    (rss(ITEM, "<a b='1' b='2'/>", ITEM, "<a", ITEM), [None, "item 2: line 4", None, "item 4: line 6", None]),
    (rss(ITEM).partition("潮")[0], [f"item 1: line 3: {ENDS}"]),
    (rss(ITEM, ITEM).partition("\n</channel>")[0], [None, None, f"after item 2: line 4: {ENDS}"]),
    (rss(ITEM).replace("</item>", "</item></b>") + ITEM, [None, "after item 1: line 3: not well-formed XML (mism"]),
    (rss(ITEM, title="潮 < 汐"), ["before item 1: line 2: not well-formed XML (not well", None]),
    (rss(ITEM, title="潮</b>汐"), ["before item 1: line 2: not well-formed XML (mism", None]),
    (rss("<a>" * 3000, ITEM), ["item 1: line 3: elements are nested more than 2,000 deep", None]),
]


@pytest.mark.parametrize(("feed", "said"), FAULTS)
def test_an_item_that_is_broken_costs_only_itself(feed: str, said: list[str | None]) -> None:
    found = [item.error and f"{item.place}: {item.error}" for item in read(feed)]
    assert [None if one is None else one[: len(want or "")] for one, want in zip(found, said, strict=True)] == said


def test_an_item_that_is_too_long_costs_only_itself() -> None:
    found = read(rss(ITEM, f"<title>长</title><description>{'长' * 900}</description>", ITEM), Job(max_record=2000))
    assert [(item.place, item.error) for item in found] == [
        ("item 1", None),
        ("item 2", "longer than 2,000 bytes; raise --max-record-size if that is right"),
        ("item 3", None),
    ]


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
LONG = "a tag or a comment is longer than"
REFUSED = [
    (f'<!DOCTYPE rss [<!ENTITY l0 "哈">{LAUGHS}]><rss><item><title>&l9;</title></item></rss>', "entities"),
    ("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item/></rss>", "entities"),
    ("<!DOCTYPE rss [<!ENTITY % x SYSTEM 'http://x.cn/'> %x;]><rss><item/></rss>", "entities"),
    ("<rss><item><a b='" + "x" * (2 << 20) + "'/></item></rss>", LONG),
    ("<rss><!--" + "x" * (2 << 20) + "--></rss>", LONG),
    ("<urlset><url><loc>https://x.cn</loc></url></urlset>", "is XML, but no RSS or Atom feed"),
    ("雨停了。", "not well-formed XML"),
]


@pytest.mark.parametrize(("feed", "said"), REFUSED)
def test_what_must_not_be_read_is_refused(feed: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(feed, Job(max_record=1 << 20))


class Endless(io.RawIOBase):
    """A feed of many items."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = f"<item>{ITEM * 400}</item>".encode() if self.begun else b"<rss><channel>"
        self.left -= self.begun
        self.begun = True
        size = len(data) if self.left >= 0 else 0
        buffer[:size] = data[:size]
        return size


def test_memory_stays_flat() -> None:
    assert FEED.read is not None
    tracemalloc.start()
    found = FEED.read(cast("BinaryIO", io.BufferedReader(Endless(150), 1 << 16)), Range(), ANY)
    count = sum(1 for item in found if item.error is None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 150
    assert peak < 2 << 20
