"""Settings from `wxclean.toml` or `[tool.wxclean]` in `pyproject.toml`: found, read and checked.

A settings file is data. It names steps and rule packs, never code: it is read in trees that nobody vetted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from wxclean.cleaner.settings import DecodeErrors, PluginErrors
from wxclean.errors import UsageError, close_to, meant
from wxclean.output.render import OutputFormat
from wxclean.rules.packfile import toml_error
from wxclean.rules.shipped import is_shipped

FILE = "wxclean.toml"
PROJECT_FILE = "pyproject.toml"
_LARGEST = 1 << 20


class Option(NamedTuple):
    """One setting: its key, the name it has in code, its type, its default and the values that it may have."""

    key: str
    name: str
    type: type
    default: object
    choices: tuple[str, ...] = ()


OPTIONS: Mapping[str, Option] = {
    option.key: option
    for option in (
        Option("format", "format", str, "text", get_args(OutputFormat)),
        Option("title", "title", bool, True),
        Option("encoding", "encoding", str, None),
        Option("errors", "errors", str, "strict", get_args(DecodeErrors)),
        Option("field", "field", str, None),
        Option("filter", "filters", list, None),
        Option("skip", "skip", list, ()),
        Option("rules", "rules", list, ()),
        Option("plugin-errors", "plugin_errors", str, "skip", get_args(PluginErrors)),
        Option("strict", "strict", bool, False),
        Option("quiet", "quiet", bool, False),
        Option("verbose", "verbose", bool, False),
    )
}
"""What a settings file may say, by key; the options of `wxclean clean` that are not about one run alone."""


class Config(NamedTuple):
    """The settings of one file, by the names that they have in code; no path where there is no file."""

    path: str | None = None
    values: Mapping[str, Any] = {}


def config_for(target: str, *, config: str | None = None, isolated: bool = False) -> Config:
    """Return the settings for a file or folder to clean.

    Args:
        target: the file or folder; the search goes from its folder upwards. The nearest file counts, alone.
        config: a settings file to take instead.
        isolated: take none at all.

    Raises:
        UsageError: the file can't be read, or says something that it may not; names file and key.
    """
    if config is not None and isolated:
        raise UsageError("--config names a settings file and --isolated takes none; give one of them")
    if config is not None:
        return _read_config(config)
    path = None if isolated else find_config(target)
    return _read_config(path) if path else Config()


def find_config(target: str) -> str | None:
    """Return the path of the nearest settings file at or above a file or folder, or None."""
    try:
        folder = os.path.abspath(target)
    except OSError:  # the working directory is gone
        return None
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    while True:
        for name in (FILE, PROJECT_FILE):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (name == FILE or _has_table(path)):
                return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def settings_text(config: Config) -> str:
    """Return all settings as they take effect, as TOML, each with where it comes from."""
    rows = []
    for option in OPTIONS.values():
        value = config.values.get(option.name, option.default)
        origin = config.path if option.name in config.values else "default"
        rows.append((f"{option.key} = {_as_toml(value)}" if value is not None else f"# {option.key}: not set", origin))
    width = max(len(row) for row, _ in rows if len(row) < 60)
    return "".join(f"{row:<{width}}  # {origin}\n" for row, origin in rows)


def _has_table(path: str) -> bool:
    # TOML takes milliseconds to load and read; most projects never speak of us.
    return b"wxclean" in _content(path) and _table(path) is not None


def _read_config(path: str) -> Config:
    table = _table(path)
    if table is None:
        raise UsageError(f"{path}: no [tool.wxclean] table in this file")
    return Config(path, dict(_checked(path, table)))


def _table(path: str) -> Mapping[str, Any] | None:
    """Return what a file says to wxclean; None where it says nothing."""
    import tomllib

    try:
        text = _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8, as TOML must be: {error.reason}") from error
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise toml_error(path, text, error) from error
    if os.path.basename(path) != PROJECT_FILE:
        return content
    tool = content.get("tool")
    table = tool.get("wxclean") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise UsageError(f"{path}: tool.wxclean must be a table")
    return table


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: these settings can't be read: {error.strerror}") from error
    if len(content) > _LARGEST:
        raise UsageError(f"{path}: larger than settings can be ({_LARGEST:,} bytes)")
    return content


def _checked(path: str, table: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        option = OPTIONS.get(key)
        if option is None:
            raise UsageError(f"{path}: unknown key {key!r}{meant(key.removeprefix('no-'), OPTIONS)}")
        reason = _fault(option, value)
        if reason:
            raise UsageError(f"{path}: {key} {reason}")
        if key == "rules":
            value = [_pack_path(path, name) for name in value]  # noqa: PLW2901 - as it is from here on
        yield option.name, tuple(value) if isinstance(value, list) else value


def _fault(option: Option, value: Any) -> str:
    if option.type is list:
        right = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        return "" if right else f'must be a list of names, as ["…"], not {value!r}'
    if type(value) is not option.type:
        return f"must be {'text' if option.type is str else 'true or false'}, not {value!r}"
    if option.choices and value not in option.choices:
        return f"must be one of {', '.join(option.choices)}, not {value!r}{close_to(value, option.choices)}"
    return ""


def _pack_path(path: str, name: str) -> str:
    """Return where a rule pack lies that a settings file names: beside it, if the name isn't a whole path."""
    if is_shipped(name):
        return name
    found = os.path.join(os.path.dirname(path), name)
    if not os.path.isfile(found):
        raise UsageError(f"{path}: rules: {found} is not a file")
    return found


def _as_toml(value: object) -> str:
    import json

    # A JSON string is a basic string of TOML, too, but for DEL, which TOML wants escaped.
    if isinstance(value, tuple):
        return f"[{', '.join(map(_as_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
