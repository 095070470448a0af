"""Markdown files are dumps like others: chrome goes, what an author wrote stays, in place and into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.batch import batch, contents
from wxclean.batch.formats.kinds import kind_by_name

NOTE = """---
title: 渡口记
tags: [江, 船]
---

# 渡口记

清晨的渡口还没有人，船家已经把缆绳理好。

- 第一班船
- **第二班船**

```sh
ls  -l
```
"""
CHROME = "\n微信扫一扫\n关注该公众号\n\n继续滑动看下一个\n"


@pytest.mark.parametrize("name", ["note.md", "note.markdown", "NOTE.MD"])
def test_a_markdown_file_is_a_text(tmp_path: Path, name: str) -> None:
    assert (kind_by_name(name).format, kind_by_name(name).known) == ("text", True)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(NOTE, "utf-8")
    assert batch(tmp_path / "in", output=tmp_path / "out").counts.records == 1
    assert contents(tmp_path / "out") == {name: NOTE.encode()}


def test_only_chrome_goes_from_a_markdown_dump(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(NOTE + CHROME, "utf-8")
    assert batch(tmp_path).counts.changed == 1
    body = NOTE.split("# 渡口记\n")[1]
    assert path.read_text("utf-8") == f"渡口记\n{body}", "the footer shows that a tool wrote the front matter"
    assert batch(tmp_path).counts.changed == 0
