"""Names that stand twice in a row, as pages print author and account."""

from __future__ import annotations


def is_said_again(names: str) -> bool:
    """Return whether the last of some names stands twice."""
    words = names.split(" ")
    return any(words[-size:] == words[-2 * size : -size] for size in range(1, len(words) // 2 + 1))


def undoubled(name: str) -> str:
    """Return a name without the repetition that pages since 2023 print (`小满 小满`)."""
    if " " not in name:
        return name
    words = name.removeprefix("By ").split(" ")
    half = len(words) // 2
    return " ".join(words[:half] if half and words[:half] == words[half:] else words)
