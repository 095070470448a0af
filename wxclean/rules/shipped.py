"""The rule packs that ship with wxclean, and their matchers, which a wheel holds already compiled.

Reading TOML and compiling its phrases takes longer than the rest of cleaning a small dump. So a wheel has the default
packs also as JSON that needs no work. If a pack isn't the one that its JSON was compiled from (a source tree, a patched
file), it is compiled on first use.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from wxclean.rules.compile_packs import compiled_rules, matcher
from wxclean.rules.matcher import Matcher
from wxclean.rules.rule import Block, CompiledRules, Pattern, Rule, RulePack

SHIPPED = ("wechat", "promo", "notice")
"""The names of the packs."""

COMPILED = ("wechat",)
"""The packs that are on by default, which a wheel holds compiled."""

OPTIONAL = tuple(name for name in SHIPPED if name not in COMPILED)
"""The packs that are off by default."""

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "packs")


OPTIONAL_FIXES = ("entities",)
"""The names of built-in fixes that are off by default, and switched on as packs are."""


def is_shipped(name: str) -> bool:
    """Return whether a pack of this name, or a fix that is off by default, ships with wxclean."""
    return name in SHIPPED or name in OPTIONAL_FIXES


def shipped_name(path: str) -> str | None:
    """Return the name of the shipped pack that this file is, or None."""
    name = os.path.basename(path).removesuffix(".toml")
    own = _path(name, "toml")
    return name if name in SHIPPED and os.path.exists(path) and os.path.samefile(path, own) else None


@cache
def shipped_pack(name: str) -> RulePack:
    """Return a shipped pack."""
    from wxclean.rules.packfile import parse_pack  # an installed wxclean has its matcher compiled

    return parse_pack(shipped_toml(name).decode(), path=_path(name, "toml"))


def shipped_toml(name: str) -> bytes:
    """Return the file of a shipped pack."""
    return _content(_path(name, "toml"))


@cache
def shipped_matcher(name: str) -> Matcher:
    """Return the matcher of a shipped pack, from its compiled JSON if that is up to date."""
    try:
        compiled = json.loads(_content(_path(name, "json")))
    except OSError:
        compiled = {}
    if compiled.get("of") == zlib.crc32(shipped_toml(name)):
        return Matcher(_from_json(compiled))
    return matcher([shipped_pack(name)])


def compiled_json(content: bytes) -> str:
    """Return a pack's TOML compiled to JSON, with the checksum of the TOML."""
    from wxclean.rules.packfile import parse_pack

    found = compiled_rules([parse_pack(content.decode(), path="pack.toml")])
    return json.dumps({"of": zlib.crc32(content), **_as_json(found)}, ensure_ascii=False, separators=(",", ":"))


def _path(name: str, suffix: str) -> str:
    return os.path.join(_FOLDER, f"{name}.{suffix}")


def _content(path: str) -> bytes:
    """Return the bytes of a file of the package, which may be in a zip file."""
    loader: Any = __spec__.loader
    return loader.get_data(path)  # type: ignore[no-any-return]


def _as_json(found: CompiledRules) -> Mapping[str, object]:
    """Return compiled rules as lists and dicts; each rule is listed once, and all else refers to it by its place."""
    rules: dict[Rule, int] = {}

    def place(rule: Rule) -> int:
        return rules.setdefault(rule, len(rules))

    def patterns(kept: Mapping[str, Sequence[Pattern]]) -> Mapping[str, object]:
        return {letter: [[place(item.rule), *item[1:]] for item in items] for letter, items in kept.items()}

    return {
        "phrases": {phrase: place(rule) for phrase, rule in found.phrases.items()},
        "labels": [[text, place(rule)] for text, rule in found.labels],
        "patterns": patterns(found.patterns),
        "loose": patterns(found.loose),
        "blocks": [[place(block.rule), *block[1:]] for block in found.blocks],
        "starts": found.starts,
        "heads": found.heads,
        "rules": list(rules),
    }


def _from_json(saved: Mapping[str, Any]) -> CompiledRules:
    rules = [Rule(*values) for values in saved["rules"]]

    def patterns(kept: Mapping[str, Any]) -> dict[str, tuple[Pattern, ...]]:
        return {letter: tuple(Pattern(rules[place], *rest) for place, *rest in items) for letter, items in kept.items()}

    return CompiledRules(
        phrases={phrase: rules[place] for phrase, place in saved["phrases"].items()},
        labels=tuple((text, rules[place]) for text, place in saved["labels"]),
        patterns=patterns(saved["patterns"]),
        loose=patterns(saved["loose"]),
        blocks=tuple(Block(rules[place], *rest) for place, *rest in saved["blocks"]),
        starts={start: tuple(phrases) for start, phrases in saved["starts"].items()},
        heads=saved["heads"],
    )
