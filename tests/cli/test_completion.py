"""What each shell offers to complete a command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import shellingham

from tests.conftest import Run
from tests.helpers.packs import HARBOUR
from wxclean.cleaner.available_steps import available_steps
from wxclean.cli.completion import encodings
from wxclean.rules.shipped import shipped_pack

STEPS = {"unicode", "spacing", "entities", "scripts", "wechat", "promo", "notice"}


def offered(run: Run, monkeypatch: pytest.MonkeyPatch, shell: str, line: str) -> str:
    """Return what a shell is told when Tab is pressed at the end of a line."""
    variables = {
        "_WXCLEAN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, out, err = run()
    assert (code, err) == (0, "")
    return out.decode()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("wxclean cl", {"clean"}),
        ("wxclean help ex", {"explain"}),
        ("wxclean help filters ", {"show", "test"}),
        ("wxclean --f", {"--format", "--field", "--filter", "--files-from", "--failures", "--fail-fast"}),
        ("wxclean dump.txt --errors ", {"strict", "replace"}),
        ("wxclean --color ", {"auto", "always", "never"}),
        ("wxclean clean --out", {"--output"}),
        ("wxclean --filter ", STEPS),
        ("wxclean explain --skip ", STEPS),
        ("wxclean --skip wechat.rew", {"wechat.reward"}),
        ("wxclean --skip nothing.", set()),
        ("wxclean --skip unicode.", set()),
        ("wxclean --encoding gb", {"gb18030"}),
        ("wxclean --rules ", {"promo", "notice", "harbour.toml"}),
        ("wxclean --rules har", {"harbour.toml"}),
        ("wxclean --rules harbour.toml --skip harbour.", {"harbour.notice"}),
        ("wxclean --rules harbour.toml --skip harbour.notice.", {"harbour.notice.end", "harbour.notice.tide"}),
        ("wxclean --rules missing.toml --skip ", set()),
        ("wxclean filters show ", STEPS | {"harbour.toml"}),
        ("wxclean filters test pro", {"promo"}),
        ("wxclean -f docx --jobs many --skip wec", {"wechat"}),
        ("wxclean dum", set()),
    ],
)
def test_bash(run: Run, monkeypatch: pytest.MonkeyPatch, line: str, expected: set[str]) -> None:
    Path("harbour.toml").write_text(HARBOUR, encoding="utf-8")
    assert set(offered(run, monkeypatch, "bash", line).split()) == expected


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("zsh", """_arguments '*: :(("spacing":"fix, built in"))'\n"""),
        ("fish", "spacing\tfix, built in\n"),
        ("powershell", "spacing:::fix, built in\n"),
    ],
)
def test_other_shells_get_a_word_on_it(run: Run, monkeypatch: pytest.MonkeyPatch, shell: str, expected: str) -> None:
    assert offered(run, monkeypatch, shell, "wxclean --skip spa") == expected


def test_every_format_is_offered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("--help").out.decode()
    found = offered(run, monkeypatch, "bash", "wxclean -f ").split()
    assert len(found) >= 4
    assert ", ".join(found) in " ".join(shown.split())


def test_every_rule_can_be_reached_by_its_parts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    name = max(shipped_pack("wechat").rule_names(), key=lambda rule: rule.count("."))
    parts = f"wechat.{name}".split(".")
    for at in range(1, len(parts)):
        found = offered(run, monkeypatch, "bash", f"wxclean --skip {'.'.join(parts[:at])}.").split()
        assert ".".join(parts[: at + 1]) in found


def test_every_encoding_that_is_offered_is_known() -> None:
    for name, _ in encodings(""):
        assert "春".encode(name).decode(name) == "春"


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize("found", [("tcsh", "/bin/tcsh"), shellingham.ShellDetectionFailure()])
def test_another_shell_is_told_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, option: str, found: tuple[str, str] | Exception
) -> None:
    def detect() -> tuple[str, str]:
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr("shellingham.detect_shell", detect)
    result = run(option)
    assert (result.code, result.out, result.err.count("\n")) == (2, b"", 1)
    assert f"{option} must be run in bash, zsh, fish or PowerShell" in result.err


def test_the_script_for_a_shell_can_be_printed_in_another(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_WXCLEAN_COMPLETE", "source_zsh")
    assert b"#compdef wxclean\n" in run().out


def test_the_steps_are_all_there_are() -> None:
    assert {offer.name for offer in available_steps()} == STEPS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("wxclean --enc", "输入的编码"),
        ("wxclean expl", "列出清理一份转储会做的改动"),
        ("wxclean explain --la", "消息和帮助所用的语言"),
        ("wxclean filters te", "运行规则包自带的示例"),
        ("wxclean --encoding big", "繁体中文"),
        ("wxclean filters show unic", "修正项, 内置"),
    ],
)
def test_the_words_are_chinese_where_the_language_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, line: str, words: str
) -> None:
    monkeypatch.setenv("WXCLEAN_LANG", "zh")
    assert words in offered(run, monkeypatch, "zsh", line)
