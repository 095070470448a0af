"""Input that is no dump: the beginnings of other formats, and pages in them; all texts are made up."""

from __future__ import annotations

import io
import pickle
import sqlite3
import tarfile
import zipfile
from contextlib import closing

from tests.helpers.dumps import BODY, TITLE

PAGE = f"""<!DOCTYPE html>
<!--headTrap<body></body><head></head><html></html>-->
<html class="">
<head>
<meta charset="utf-8"><title>{TITLE}</title>
<script>var msg_title = "{TITLE}"; if (1 < 2) {{ document.write("<p>"); }}</script>
</head>
<body>
<div id="js_content">
{"".join(f"<p><span>{line}</span></p>" for line in BODY)}
</div>
</body>
</html>
"""
FRAGMENT = (
    "<div id=\"js_content\" style='visibility: hidden'>"
    + "".join(f"\n  <p>\n    {x}\n  </p>" for x in BODY)
    + "\n</div>"
)
OTHER_SITE = PAGE.replace("js_content", "article")
PICTURE = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 9000}">'
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>潮汐手记</title>
<item><title>{TITLE}</title><description><![CDATA[<p>{BODY[0]}</p>]]></description></item>
</channel></rss>
"""
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>潮汐手记</title><entry><title>{TITLE}</title></entry></feed>"
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://mp.weixin.qq.com/s/x
Subject: =?utf-8?Q?=E6=B2=B3?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="----x----"

------x----
Content-Type: text/html

{PAGE}"""
MAIL = f"Received: from mx.example.com\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{BODY[0]}\n"
WARC = f"""WARC/1.0\r
WARC-Type: warcinfo\r
Content-Length: 0\r
\r
\r
WARC/1.0\r
WARC-Type: response\r
WARC-Target-URI: https://mp.weixin.qq.com/s/x\r
\r
HTTP/1.1 200 OK\r
\r
{PAGE}"""
TEXTS = {
    "html": (
        OTHER_SITE,
        OTHER_SITE.lower().replace("<!doctype html>\n", "\n\n"),
        "\ufeff" + OTHER_SITE,
        OTHER_SITE.replace("\n", "\r\n"),
        '<!-- {"url": "example.org/s?__biz=x"} -->\n' + OTHER_SITE,
        '<?xml version="1.0"?>\n' + OTHER_SITE,
        "<html><head><script>" + "var a = 1;\n" * 9000,
    ),
    "feed": (
        RSS,
        ATOM,
        RSS.partition("\n")[2],
        RSS.replace(BODY[0], "\n".join(BODY) * 99),
        "<!DOCTYPE rss SYSTEM 'x'>\n" + RSS.partition("-->")[2].replace("<p>", "&lt;p&gt;").replace("。", "。" * 999),
        ATOM.replace("<feed", "<atom:feed").replace("<title>潮", f"<title>{'潮' * 9999}", 1),
    ),
    "svg": ("<svg xmlns='http://www.w3.org/2000/svg'><text>春</text></svg>",),
    "xml": (f"<?xml version='1.0'?>\n<urlset><url><loc>{BODY[0]}</loc></url></urlset>",),
    "mhtml": (MHTML, MHTML.replace("\n", "\r\n")),
    "mail": (MAIL,),
    "warc": (WARC, WARC.partition("\r\n\r\n\r\n")[2]),
    "http": (f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{PAGE}",),
    "rtf": (r"{\rtf1\ansi\ansicpg936 {\fonttbl{\f0 SimSun;}} \'ba\'d3\'bf\'da\par}",),
    "pdf": ("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",),
    "postscript": ("%!PS-Adobe-3.0\n%%Title: x\n",),
    "lfs": ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",),
}
"""Texts that are no dump, by kind."""


def zipped(*names: str, mimetype: str = "") -> bytes:
    """Return a ZIP archive with files of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("mimetype",) if mimetype else names:
            archive.writestr(name, mimetype or "x" * 9000)
    return file.getvalue()


def tarred() -> bytes:
    """Return a tar archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return file.getvalue()


def database() -> bytes:
    """Return an SQLite database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table articles (text)")
        return connection.serialize()


BINARIES = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0",),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"),),
    "xlsx": (zipped("xl/workbook.xml", "docProps/app.xml"), zipped("docProps/app.xml", "xl/workbook.xml")),
    "pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"),),
    "office": (zipped("docProps/app.xml", *"abcdefghi"),),
    "odf": (zipped(mimetype="application/vnd.oasis.opendocument.text"),),
    "epub": (zipped(mimetype="application/epub+zip"),),
    "zip": (zipped("a.txt"), zipped()),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),),
    "tar": (tarred(),),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4",),
    "rar": (b"Rar!\x1a\x07\1\0",),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0\0\x03",),
    "bzip2": (b"BZh91AY&SY\x1b\xf9",),
    "xz": (b"\xfd7zXZ\0\0\4",),
    "zstd": (b"\x28\xb5\x2f\xfd\x24\0",),
    "image": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a\1\0\1\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
        b"\0\0\0\x1cftypheic",
        b"II*\0\x08\0\0\0",
    ),
    "media": (b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x18ftypmp42", b"ID3\x03\0\0", b"OggS\0\2"),
    "sqlite": (database(),),
    "parquet": (b"PAR1\x15\x04\x15\0",),
    "arrow": (b"ARROW1\0\0",),
    "array": (b"\x93NUMPY\1\0", b"\x89HDF\r\n\x1a\n"),
    "pickle": tuple(pickle.dumps({"text": BODY[0]}, protocol) for protocol in (2, 3, 4, 5)),
    "program": (b"\x7fELF\x02\x01\x01\0", b"MZ\x90\0" + bytes(60) + b"PE\0\0", b"\xcf\xfa\xed\xfe\x07\0\0\1"),
}
"""Binary data, by kind."""

PAGES = (
    PAGE,
    PAGE.lower().replace("<!doctype html>\n", "\n\n"),
    "\ufeff" + PAGE,
    PAGE.replace("\n", "\r\n"),
    '<!-- {"url": "mp.weixin.qq.com/s?__biz=x"} -->\n' + PAGE,
    '<?xml version="1.0"?>\n' + PAGE,
    FRAGMENT,
    "".join(f"<section><span>{line}</span><br/></section>" for line in BODY),
    "".join(f"<p>{line}" for line in BODY),
    f'<div id="js_content"><p>{BODY[0]}</p>{PICTURE}{"".join(f"<p>{line}</p>" for line in BODY[1:])}</div>',
    f'<div id="js_content"><p>{PICTURE}</p>{"".join(f"<p>{line}</p>" for line in BODY)}</div>',
)
"""Saved pages of WeChat, whole or their content alone, with the lines of `BODY`."""

DUMPS = (
    '<meta name="referrer" content="never">\n' + "\n".join(BODY),
    f'<meta name="referrer" content="never">\n<link rel="x">\n<h1>{TITLE}</h1>\n' + "\n".join(BODY),
    f'<div align="center">\n\n# {TITLE}\n\n</div>\n\n' + "\n\n".join(BODY),
    f'<a id="top"></a>\n<p align="center"><img src="a.png"></p>\n\n## {TITLE}\n\n' + "\n\n".join(BODY),
    "<br>\n".join(BODY) + "<br>",
    "<p>一段代码：</p>\n" + "\n".join(BODY),
    f"<div>\n  <p>hello</p>\n</div>\n\n{BODY[0]}\n\n<html>\n<body>\n</body>\n</html>\n{BODY[1]}\n" + "\n".join(BODY),
    f"{TITLE}\n\n<!DOCTYPE html>\n<html>\n<body><p>{BODY[0]}</p></body>\n</html>\n\n{BODY[1]}\n",
    "<!DOCTYPE html>\n" + "\n".join(BODY),
    "<<海边的灯塔>>读后\n" + "\n".join(BODY),
    "<script>alert(1)</script> 是最常见的例子。\n" + "\n".join(BODY),
    "From: 林小满\nSubject: 灯塔\n\n" + BODY[0],
    "Title: MIME-Version\nAuthor: x\n\nMIME-Version: 1.0 是邮件的头。\nContent-Type: text/html 也是。\n",
    "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\n\r\n" + BODY[0],
    "HTTP/2 是什么？\n" + BODY[0],
    "PK 赛开始了。\n" + BODY[0],
    "GIF89a 是一种图片格式。\n" + BODY[0],
    "BM25 怎么算？\n" + BODY[0],
    "MZ 是 Mark Zbikowski 的首字母。\n" + BODY[0],
    "RIFF 是容器，WEBP 在里面。\n" + BODY[0],
    "ID3 决策树\n" + BODY[0],
    "PAR1 是 Parquet 的标记。",
    "BZh91 打头的是 bzip2。",
    "%PDF 是什么？\n" + BODY[0],
    "SQLite format 3 的文件头\n" + BODY[0],
)
"""Texts that hold a bit of something else, or speak of it, and are dumps all the same."""
