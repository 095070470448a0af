"""A rule pack for tests, with strong and weak phrases, a pattern, and examples that pass."""

from __future__ import annotations

HARBOUR = """
[pack]
name = "harbour"
summary = "What the harbour master writes under his notices"

[[phrase]]
rule = "notice.end"
years = "2019-2021"
lang = "zh-Hans"
lines = ["港务通告完毕", "通告{n}完毕"]

[[phrase]]
rule = "notice.end"
strength = "weak"
lines = ["完毕"]

[[pattern]]
rule = "notice.tide"
regex = '潮位.{1,9}'

[[example]]
raw = "今日大风\\n港务通告完毕"
clean = "今日大风"

[[example]]
raw = "完毕"
clean = "完毕"
"""
