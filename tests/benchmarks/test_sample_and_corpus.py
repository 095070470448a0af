"""The real sample's answer and the corpus's bars, where the folder that holds them is beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.cleaners import DEFAULT as WXCLEAN
from benchmarks.cleaners import named
from benchmarks.corpus import DEFAULT, read_corpus
from benchmarks.judge import judge
from benchmarks.score import field_rates, means
from wxclean import Cleaner, clean, learn, pack_text

SAMPLE = DEFAULT.parent / "samples" / "wechat-2018-11-23.txt"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample is not beside the project")
def test_the_sample_s_answer() -> None:
    result = clean(SAMPLE.read_bytes())
    title = "中国组织人事报|浙江出台意见激励全省干部 思想大解放 行动大担当"
    assert result.metadata.known() == {
        "title": title,
        "account": "越城组工",
        "wechat_id": "yuechengZG",
        "description": "政策咨询、信息发布、交流共享",
        "published": "2018-11-23",
        "source": "中国组织人事报",
        "kind": "article",
    }
    assert result.text.startswith("近期，浙江出台")
    assert result.text.endswith("来源：中国组织人事报")
    assert "\n" not in result.text
    assert (result.suspect, result.warnings) == ((), ())
    assert str(result) == f"{title}\n\n{result.text}\n"
    assert str(clean(str(result))) == str(result)


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the corpus is not beside the project")
def test_the_corpus_s_bars() -> None:
    verdicts = [judge(dump, named(WXCLEAN), {}) for dump in read_corpus(DEFAULT)]
    whole = means(verdicts)
    assert whole.score.f1 >= 0.995
    assert whole.good >= 0.95
    assert whole.least_recall >= 0.98
    rates = {name: right / of for name, (right, of) in field_rates(verdicts).items() if of}
    bars = {"title": 0.97, "account": 0.97, "wechat_id": 0.97, "description": 0.97, "published": 0.9}
    assert {name: rates[name] for name, bar in bars.items() if rates[name] < bar} == {}


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the corpus is not beside the project")
def test_no_dump_of_the_corpus_changes_when_it_is_cleaned_again() -> None:
    for dump in read_corpus(DEFAULT):
        once = clean(dump.raw)
        assert clean(once.text).text == once.text, dump.id


@pytest.mark.skipif(not DEFAULT.is_dir(), reason="the corpus is not beside the project")
def test_no_dump_of_the_corpus_changes_with_what_is_learned_from_all_of_it(tmp_path: Path) -> None:
    dumps = read_corpus(DEFAULT)
    plain = [clean(dump.raw) for dump in dumps]
    (tmp_path / "learned.toml").write_text(pack_text(learn(plain)), "utf-8")
    cleaner = Cleaner(rules=[str(tmp_path / "learned.toml")])
    for dump, before in zip(dumps, plain, strict=True):
        assert cleaner.clean(dump.raw).text == before.text, dump.id
