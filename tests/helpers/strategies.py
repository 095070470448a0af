"""Lines of articles for Hypothesis to draw from: sentences, code, and short lines that may be buttons of the page."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = "山水灯塔潮汐海边的人看见船回来了不是我们"
SENTENCES = st.builds(
    lambda parts: "，".join(parts) + "。", st.lists(st.text(WORDS, min_size=4, max_size=20), min_size=1, max_size=4)
)
SHORT = st.sampled_from(
    [
        "取消",
        "推荐",
        "分享",
        "阅读",
        "Share",
        "Like",
        "在看",
        "赞",
        "1",
        "2018-11-23",
        "作者",
        "原创",
        "更多",
        "。",
        "——",
        "END",
        "第一章",
    ]
)
CODE = st.sampled_from(
    [
        "var x = 1;",
        "function f(a) {",
        "    return a + 1;",
        "}",
        ".a { color: red; }",
        "if x:",
        "    pass",
        "# 注释",
        "<p>&lt;</p>",
        "print('\\n')",
    ]
)
ENGLISH = st.sampled_from(["The lamp was lit at five.", "Nobody came that night, and nobody left.", "Read on"])
