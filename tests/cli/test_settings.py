"""Settings files: what is wrong in one, which one counts, and what it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import typer

from tests.conftest import Run
from tests.helpers.project import TITLE
from wxclean.cli.commands import clean
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.settings import find_settings_file, known_settings, settings_for
from wxclean.errors import UsageError

PACK = '[pack]\nname = "harbour"\nsummary = "x"\n[[phrase]]\nrule = "end"\nlines = ["港务通告完毕"]\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two folders in it, the working directory."""
    (tmp_path / "project" / "dumps").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


WRONG = {
    "an unknown key": ('skp = ["promo"]', "unknown key 'skp'; did you mean 'skip'?"),
    "an option of the command line": ("no-title = true", "unknown key 'no-title'; did you mean 'title'?"),
    "code": ('plugins = ["evil:run"]', "unknown key 'plugins'"),
    "an output": ('output = "a.txt"', "unknown key 'output'"),
    "a text for a list": ('skip = "promo"', "skip must be a list of names, as [\"…\"], not 'promo'"),
    "numbers in a list": ("skip = [3]", "skip must be a list of names"),
    "a number for a text": ("encoding = 3", "encoding must be text, not 3"),
    "a text for a switch": ('quiet = "yes"', "quiet must be true or false, not 'yes'"),
    "an unknown value": (
        'format = "markdwn"',
        "format must be one of text, markdown, jsonl, not 'markdwn'; did you mean",
    ),
    "a moment for a day": ("reference-date = 2023-05-20T08:00:00", "reference-date must be text, not datetime"),
    "a missing pack": ('rules = ["missing.toml"]', "rules: "),
    "a device for a pack": ('rules = ["/dev/zero"]', "rules: /dev/zero is not a file"),
}


@pytest.mark.parametrize(("text", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_file_and_key(tree: Path, text: str, reason: str) -> None:
    for name, head in (("wxclean.toml", ""), ("pyproject.toml", "[tool.wxclean]\n")):
        path = write(tree / name, head + text)
        with pytest.raises(UsageError) as caught:
            settings_for(str(tree))
        assert str(caught.value).startswith(f"{path}: {reason}")
        path.unlink()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"format = text", ":1: not valid TOML: Invalid value"),
        (b"\xff", ": not UTF-8, as TOML must be"),
        (b"a = " + b"[" * 5000, ":1: not valid TOML: "),
        (b"# " + b"x" * (1 << 20), ": larger than settings can be"),
    ],
)
def test_a_file_that_is_no_toml_is_named(tree: Path, content: bytes, reason: str) -> None:
    path = tree / "wxclean.toml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        settings_for(str(tree))
    assert str(caught.value).startswith(f"{path}{reason}")


def test_wrong_settings_stop_before_anything_is_read(run: Run, dump: str) -> None:
    Path("wxclean.toml").write_text("colour = true", encoding="utf-8")
    result = run("--join", "missing.txt", dump)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith(f"wxclean: {os.getcwd()}/wxclean.toml: unknown key 'colour' (known: format, title,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "missing.toml"], "missing.toml: these settings can't be read: No such file or directory"),
        (["--config", "pyproject.toml"], "pyproject.toml: no [tool.wxclean] table in this file"),
        (["--config", "pyproject.toml", "--isolated"], "--config names a settings file and --isolated takes none"),
    ],
)
def test_a_settings_file_that_is_asked_for_must_be_there(run: Run, dump: str, arguments: list[str], said: str) -> None:
    Path("pyproject.toml").write_text("[project]\n", encoding="utf-8")
    result = run(*arguments, dump)
    assert (result.code, result.err.startswith(f"wxclean: {said}")) == (2, True)


# Which file counts


def test_the_nearest_file_counts_alone(tree: Path) -> None:
    upper = write(tree / "wxclean.toml", "quiet = true")
    lower = write(tree / "project" / "pyproject.toml", "[tool.wxclean]\ntitle = false\n")
    assert find_settings_file(str(tree / "project" / "dumps")) == str(lower)
    assert find_settings_file(str(tree / "project" / "dumps" / "a.txt")) == str(lower)
    found = settings_for("project")
    assert found is not None
    assert found.values == {"title": False}
    assert find_settings_file(str(tree)) == str(upper)


def test_a_file_of_our_own_counts_before_the_project_s(tree: Path) -> None:
    write(tree / "pyproject.toml", "[tool.wxclean]\n")
    own = write(tree / "wxclean.toml", "")
    assert find_settings_file(".") == str(own)


@pytest.mark.parametrize("text", ["[project]\nname = 'a'\n", "# wxclean\n", "[tool.other]\nwxclean = 3\n"])
def test_a_project_file_that_does_not_speak_of_us_is_passed_over(tree: Path, text: str) -> None:
    upper = write(tree / "wxclean.toml", "")
    write(tree / "project" / "pyproject.toml", text)
    assert find_settings_file("project") == str(upper)


def test_a_folder_of_that_name_is_no_settings_file(tree: Path) -> None:
    (tree / "project" / "wxclean.toml").mkdir()
    assert find_settings_file("project") is None


def test_each_input_has_the_settings_of_its_place(run: Run, dump: str) -> None:
    os.mkdir("inner")
    Path("inner/dump.txt").write_bytes(Path(dump).read_bytes())
    Path("inner/wxclean.toml").write_text('format = "markdown"', encoding="utf-8")
    both = run("--join", "inner/dump.txt", dump)
    assert both.out.startswith(b"---\n")
    assert both.out == run("-f", "markdown", dump).out + b"\f\n" + run(dump).out


def test_standard_input_has_the_settings_of_the_working_directory(run: Run) -> None:
    Path("wxclean.toml").write_text('encoding = "gb18030"', encoding="utf-8")
    assert run(stdin="春天来了。".encode("gb18030")).out.decode() == "春天来了。\n"


# What it changes


def test_the_command_line_beats_the_file_and_the_file_the_default(run: Run, dump: str) -> None:
    Path("wxclean.toml").write_text('title = false\nformat = "markdown"\nskip = ["wechat"]', encoding="utf-8")
    assert run(dump).out == run("--isolated", "--no-title", "-f", "markdown", "--skip", "wechat", dump).out
    assert run("-f", "text", dump).out == run("--isolated", "--no-title", "--skip", "wechat", dump).out
    assert not run("-f", "text", "--skip", "scripts", dump).out.startswith(TITLE.encode())
    assert run("--isolated", dump).out.startswith(TITLE.encode())


def test_an_option_with_its_default_value_counts_as_given(run: Run, dump: str) -> None:
    Path("wxclean.toml").write_text('format = "jsonl"', encoding="utf-8")
    assert run("--format", "text", dump).out == run("--isolated", dump).out


def test_packs_lie_beside_the_file_that_names_them(run: Run) -> None:
    os.mkdir("settings")
    Path("settings/harbour.toml").write_text(PACK, encoding="utf-8")
    Path("settings/mine.toml").write_text('rules = ["harbour.toml", "promo"]', encoding="utf-8")
    result = run("--config", "settings/mine.toml", stdin="今日大风\n港务通告完毕".encode())
    assert (result.code, result.out.decode()) == (0, "今日大风\n")


def test_config_show_says_where_each_setting_comes_from(run: Run) -> None:
    Path("wxclean.toml").write_text('skip = ["promo"]\nquiet = true', encoding="utf-8")
    shown = run("config", "show").out.decode()
    assert f'skip = ["promo"]           # {os.getcwd()}/wxclean.toml\n' in shown
    assert 'format = "text"            # default\n' in shown
    assert "# encoding: not set" in shown
    assert run("config", "show", "--isolated").out.decode().count("# default") == len(known_settings())


def test_config_alone_is_help(run: Run) -> None:
    result = run("config")
    assert (result.code, result.err) == (0, "")
    assert b"show" in result.out


def test_what_config_show_prints_is_a_settings_file_that_says_the_same(run: Run) -> None:
    Path("wxclean.toml").write_text(
        'skip = ["wechat.toolbar"]\nfield = "a\\"b\\u007f"\ntitle = false', encoding="utf-8"
    )
    shown = run("config", "show").out
    Path("wxclean.toml").write_bytes(shown)
    assert run("config", "show").out.decode().replace(
        f"{os.getcwd()}/wxclean.toml", "default"
    ) == shown.decode().replace(f"{os.getcwd()}/wxclean.toml", "default")


def test_settings_and_options_of_the_command_are_the_same() -> None:
    app = typer.Typer(add_completion=False)
    clean.add_to(app)
    command = typer.main.get_command(app)
    known = {
        param.opts[0].removeprefix("--").removeprefix("no-") for param in command.params if param.opts[0][0] == "-"
    }
    of_one_run = {
        "output",
        "in-place",
        "image-list",
        "diff",
        "check",
        "join",
        "config",
        "isolated",
        "color",
        "pager",
        "help",
    }
    of_one_run |= {name.replace("_", "-") for name in CorpusOptions._fields}
    assert known - of_one_run == set(known_settings())


def test_the_heading_of_a_project_s_settings_is_told(tree: Path) -> None:
    path = write(tree / "wxclean.toml", "[tool.wxclean]\ntitle = false\n")
    with pytest.raises(UsageError) as caught:
        settings_for(str(tree))
    assert str(caught.value) == f"{path}: [tool.wxclean] is for pyproject.toml; leave that line out here"


@pytest.mark.parametrize("day", ["2023-05-20", '"2023-05-20"'])
def test_a_day_may_be_one_of_toml(run: Run, day: str) -> None:
    Path("wxclean.toml").write_text(f"reference-date = {day}", encoding="utf-8")
    assert b'reference-date = "2023-05-20"' in run("config", "show").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('skip = ["wechat.toolbr"]', "no rule is called 'wechat.toolbr'; did you mean 'wechat.toolbar'?"),
        ('filter = ["wechta"]', "no filter is called 'wechta'; did you mean 'wechat'?"),
        ('encoding = "utf9"', "unknown encoding 'utf9'"),
        ('reference-date = "gestern"', "reference date 'gestern' is no day"),
    ],
)
@pytest.mark.parametrize("command", [(), ("-i",), ("explain",), ("-o", "out/")])
def test_a_name_that_there_is_not_is_told_with_the_file_that_has_it(
    run: Run, dump: str, command: tuple[str, ...], text: str, said: str
) -> None:
    Path("wxclean.toml").write_text(text, encoding="utf-8")
    result = run(*command, dump)
    assert result.code == 2
    assert result.err.startswith(f"wxclean: {os.getcwd()}/wxclean.toml: {said}")


def test_a_wrong_name_on_the_command_line_is_not_blamed_on_the_file(run: Run, dump: str) -> None:
    Path("wxclean.toml").write_text('skip = ["promo"]', encoding="utf-8")
    assert run("--filter", "wechta", dump).err == "wxclean: no filter is called 'wechta'; did you mean 'wechat'?\n"
    assert run("--encoding", "utf9", dump).err == "wxclean: unknown encoding 'utf9'; did you mean utf-8 or utf-7?\n"


@pytest.mark.parametrize("form", ["markdown", "jsonl"])
def test_a_format_in_the_file_is_for_what_is_written_elsewhere(run: Run, dump: str, form: str) -> None:
    Path("wxclean.toml").write_text(f'format = "{form}"', encoding="utf-8")
    text = run("--isolated", dump).out
    assert run("--diff", dump).out == run("--isolated", "--diff", dump).out
    assert run("-i", dump).code == 0
    assert Path(dump).read_bytes() == text
    assert run("--check", dump) == (0, b"", "")
    assert run("-q", dump, "-o", "out/").code == 0
    assert os.listdir("out") != [dump]
