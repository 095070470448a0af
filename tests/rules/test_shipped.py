"""The shipped packs: what a wheel holds compiled is what the TOML says."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.helpers.processes import pip
from tests.helpers.project import PACKS, ROOT
from wxclean.cleaner.cleaner import Cleaner
from wxclean.rules import packfile, shipped
from wxclean.rules.compile_packs import matcher
from wxclean.rules.shipped import COMPILED, SHIPPED, compiled_json, shipped_matcher, shipped_pack


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with packs of its own."""
    for name in SHIPPED:
        (tmp_path / f"{name}.toml").write_bytes((PACKS / f"{name}.toml").read_bytes())
    monkeypatch.setattr(shipped, "_FOLDER", str(tmp_path))
    monkeypatch.setattr(shipped, "shipped_pack", shipped_pack.__wrapped__)
    return tmp_path


@pytest.mark.parametrize("name", SHIPPED)
def test_a_compiled_pack_is_the_pack(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    content = (folder / f"{name}.toml").read_bytes()
    (folder / f"{name}.json").write_text(compiled_json(content), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(packfile, "parse_pack", None)
        found = shipped_matcher.__wrapped__(name)
    assert found._rules == matcher([shipped_pack.__wrapped__(name)])._rules


def test_a_pack_that_was_changed_since_is_read_again(folder: Path) -> None:
    path = folder / "wechat.toml"
    (folder / "wechat.json").write_text(compiled_json(path.read_bytes()), encoding="utf-8")
    path.write_bytes(path.read_bytes() + '\n[[phrase]]\nrule = "new"\nlines = ["新的一句"]\n'.encode())
    rule = shipped_matcher.__wrapped__("wechat").rule("新的一句")
    assert rule is not None
    assert rule.name == "new"


def test_the_checksum_is_that_of_the_pack() -> None:
    content = (PACKS / "wechat.toml").read_bytes()
    assert json.loads(compiled_json(content))["of"] == zlib.crc32(content)


def test_what_is_on_by_default_is_compiled() -> None:
    assert {step.name for step in Cleaner().steps if step.matcher is not None} == set(COMPILED)


@pytest.mark.parametrize("name", SHIPPED)
def test_each_pack_has_its_name(name: str) -> None:
    assert shipped_pack(name).name == name


@pytest.mark.slow
def test_a_wheel_holds_the_compiled_packs(tmp_path: Path) -> None:
    pip("wheel", "--wheel-dir", str(tmp_path), str(ROOT))
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for name in COMPILED:
            content = archive.read(f"wxclean/packs/{name}.toml")
            assert archive.read(f"wxclean/packs/{name}.json").decode() == compiled_json(content)
