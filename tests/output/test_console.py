"""Where there is colour: the option counts most, then the environment, then whether there is a terminal."""

from __future__ import annotations

import pytest
from rich.console import Console

from wxclean.output.console import Colour, shows_colour, stderr_console, stdout_console


@pytest.mark.parametrize(
    ("colour", "variables", "expected"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("always", {"TERM": "dumb"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(monkeypatch: pytest.MonkeyPatch, colour: Colour, variables: dict[str, str], expected: bool) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm"} | variables).items():
        monkeypatch.setenv(name, value)
    assert shows_colour(stdout_console(colour)) is shows_colour(stderr_console(colour)) is expected


def test_without_colour_a_pipe_stays_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not stdout_console("never").is_terminal


def test_a_console_that_knows_no_escape_sequences_gets_none() -> None:
    known = Console(force_terminal=True, color_system="standard", legacy_windows=False)
    assert shows_colour(known)
    known.legacy_windows = True
    assert not shows_colour(known)
