"""Texts of a size that nobody writes, each in a process of its own: time and memory for each megabyte are bounded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

import pytest


class Giant(NamedTuple):
    """A text as an expression of its size, its size in full and for every day, and the most that it may take.

    `seconds` and `memory` (a multiple of its bytes) are for the full size; about three times what was measured.
    """

    text: str
    full: int
    small: int
    seconds: int
    memory: float


MEGA = 1 << 20
GIANTS = {
    "one line of a gigabyte, ASCII": Giant("b\"text:'\" + b'a' * n + b\"'\"", 1 << 30, MEGA, 90, 4),
    "one line of a gigabyte, Chinese": Giant("b\"text:'\" + '海'.encode() * (n // 3) + b\"'\"", 1 << 30, MEGA, 90, 4),
    "one line of a gigabyte, mixed": Giant("'他说 hello，船回来了! '.encode() * (n // 32)", 1 << 30, MEGA, 90, 5),
    "10 million blank lines": Giant("b'\\n' * n", 10_000_000, 100_000, 15, 40),
    "10 million blank lines, escaped": Giant("b\"text:'a\" + b'\\\\n' * n + b\"b'\"", 10_000_000, 100_000, 15, 40),
    "10 million lines of a character": Giant("'山\\n'.encode() * n", 10_000_000, 10_000, 400, 120),
    "10 million opening quotes": Giant('b"\'" * n', 10_000_000, 50_000, 40, 60),
    "a million opening quotes with names": Giant('b"text:\'" * n', 1_000_000, 2_000, 180, 120),
    "a million levels of JSON": Giant("b'{\"text\":' * n + b'\"a\"' + b'}' * n", 1_000_000, 100_000, 30, 60),
    "10 million brackets": Giant("b'[' * n", 10_000_000, 2_000_000, 20, 20),
    "15 million combining characters": Giant("b'a' + '\\u0301'.encode() * n", 15_000_000, 100_000, 20, 8),
    "10 million joiners": Giant("'\\u200d'.encode() * n", 10_000_000, 100_000, 20, 8),
    "100 MB of a terminal command": Giant("b'\\x1b]0;' + b'a' * n", 100 * MEGA, MEGA, 20, 5),
    "100 MB of GB18030": Giant("'海边'.encode('gb18030') * (n // 4)", 100 * MEGA, MEGA, 30, 6),
    "100 MB of random bytes": Giant("__import__('random').Random(1).randbytes(n)", 100 * MEGA, MEGA, 20, 6),
    "5 MB of mojibake": Giant("('Ã¤Â½Â Ã¥Â¥Â½a' * (n // 20)).encode()", 5 * MEGA, MEGA // 16, 120, 60),
    "mojibake without end": Giant("('Ã' + 'ƒ' * n).encode()", 100_000, 2_000, 120, 800),
}
PROGRAM = """
import json, os, resource, sys, time
import wxclean, ftfy
wxclean.clean("山")
def measure(text, n):
    raw = eval(text, {"n": n})
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    try:
        found = wxclean.clean(raw)
    except wxclean.WxcleanError:
        found = None
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    again = found is not None and len(raw) <= 1 << 20 and found.source.wrapper == "plain"
    stable = not again or wxclean.clean(found.text).text == found.text
    sizes = {"bytes": len(raw), "memory": most * 1024, "base": base * 1024}
    print(json.dumps({"seconds": seconds, "stable": stable, **sizes}), flush=True)
for text, n in json.loads(sys.argv[1]):
    child = os.fork()
    if child == 0:
        measure(text, n)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        print("null", flush=True)
"""
"""Measures each text in a process of its own, all doubles of one that has loaded the modules."""


def measured(texts: Sequence[tuple[str, int]]) -> list[dict[str, float] | None]:
    """Return time and memory for texts, given as expressions and their sizes; None for one that its process died of."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(texts)], capture_output=True, check=True, timeout=900
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def small() -> dict[str, dict[str, float] | None]:
    """Return what each scaled-down giant took."""
    found = measured([(giant.text, giant.small) for giant in GIANTS.values()])
    return dict(zip(GIANTS, found, strict=True))


@pytest.mark.parametrize("name", GIANTS)
def test_a_scaled_down_giant_takes_seconds(name: str, small: dict[str, dict[str, float] | None]) -> None:
    found = small[name]
    assert found is not None
    assert found["seconds"] < 6
    assert found["memory"] - found["base"] < 150 * MEGA
    assert found["stable"]


@pytest.mark.giant
@pytest.mark.parametrize("giant", GIANTS.values(), ids=GIANTS.keys())
def test_a_giant_takes_what_its_size_costs(giant: Giant) -> None:
    """Run by `make giants`, which needs 8 GB of memory and some ten minutes; it prints what each took."""
    [found] = measured([(giant.text, giant.full)])
    assert found is not None
    print(f"{found['bytes'] / 1e6:,.1f} MB: {found['seconds']:.1f} s, {found['memory'] / 1e6:,.0f} MB of memory")
    assert found["seconds"] < giant.seconds
    assert found["memory"] < giant.memory * found["bytes"] + 100 * MEGA
