"""What a caller may pass to the library, and what it is told of anything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

import wxclean
from wxclean import Cleaner, UsageError, clean, clean_records


class NAType:
    """As pandas calls its missing value."""

    def __repr__(self) -> str:
        return "<NA>"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, r"a dump is text \(str\) or bytes, not None; leave out rows without a text, or pass ''"),
        (float("nan"), "not nan; leave out rows without a text"),
        (NAType(), "not <NA>; leave out rows without a text"),
        (PurePosixPath("a.txt"), "not an object of type PurePosixPath; pass what the file holds"),
        (bytearray(b"a"), "of type bytearray; pass bytes"),
        (["a"], "of type list; pass one text at a time"),
        ({"text": "a"}, "of type dict; pass the member that holds the text"),
        (5, "of type int; pass str"),
        (1.5, "of type float; pass str"),
    ],
)
@pytest.mark.parametrize("function", [clean, clean_records, Cleaner().clean, Cleaner().clean_records])
def test_what_is_no_dump_is_a_type_error(function: Any, raw: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        function(raw)


def test_an_open_file_is_no_dump(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("山")
    with (tmp_path / "a.txt").open("rb") as file, pytest.raises(TypeError, match="pass what it holds"):
        clean(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("setting", ["filters", "skip"])
def test_one_name_stands_for_a_list_of_one(setting: str) -> None:
    raw = "今天。\n微信扫一扫\n关注该公众号"
    settings: tuple[dict[str, Any], ...] = ({setting: "wechat"}, {setting: ["wechat"]}, {setting: ("wechat",)})
    first, *others = [Cleaner(**each).clean(raw).text for each in settings]
    assert others == [first, first]
    assert (first == raw) == (setting == "skip")


def test_one_pack_stands_for_a_list_of_one(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        '[pack]\nname = "a"\nsummary = "A"\n[[phrase]]\nrule = "x"\nstrength = "strong"\nlines = ["甲乙"]\n'
    )
    for pack in (str(path), path):
        assert clean("今天。\n甲乙", rules=pack).text == "今天。"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"skip": 5}, "skip=5: pass a name or a list of names"),
        ({"skip": None}, "skip=None: pass a name or a list of names"),
        ({"rules": [5]}, r"rules=\[5\]: pass a name or a list of names"),
        ({"filters": b"wechat"}, "filters=b'wechat': pass a name or a list of names"),
        ({"field": ["a"]}, r"field=\['a'\]: pass a str, or None"),
        ({"encoding": 5}, "encoding=5: pass a str, or None"),
        ({"errors": None}, "errors=None: pass a str$"),
        ({"skp": "a"}, "no setting is called 'skp'; did you mean 'skip'"),
    ],
)
def test_a_setting_of_another_type_is_a_type_error(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Cleaner(**settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"errors": "ignore"}, "errors='ignore': pass 'strict' or 'replace'"),
        ({"plugin_errors": "warn"}, "plugin_errors='warn': pass 'skip' or 'stop'"),
        ({"learned": "accept"}, "learned='accept': pass 'accepted' or 'all'"),
        ({"encoding": "utf9"}, "unknown encoding 'utf9'; did you mean utf-8"),
    ],
)
def test_a_word_that_a_setting_can_t_have_is_told_at_once(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        clean("今天。", **settings)


def test_several_records_in_one_text_are_said_to_be_joined() -> None:
    raw = '[{"text": "今天。"}, {"text": "雨。"}]'
    assert clean(raw).text == "今天。\n\n雨。"
    assert clean(raw).warnings == ("2 records, joined to one text; clean_records returns each",)
    assert [each.warnings for each in clean_records(raw)] == [(), ()]
    assert clean("今天。").warnings == clean("").warnings == ()


@pytest.mark.slow
def test_type_checkers_know_the_settings(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import wxclean\n"
        'wxclean.clean("a", skip=["wechat"], field="data.text", errors="replace")\n'
        'wxclean.Cleaner(skip="wechat", encoding=None)\n'
        'wxclean.clean("a", skp=["wechat"])\n'
        'wxclean.clean_records("a", errors="ignore")\n'
        "wxclean.clean(None)\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(wxclean.__file__).parents[1])
    found = [line.split(":", 2)[1] for line in done.stdout.splitlines() if ": error:" in line]
    assert found == ["4", "5", "6"], done.stdout
