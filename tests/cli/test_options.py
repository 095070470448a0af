"""One field, one line of help: a setting is everywhere it has to be, and a command has the options of its table."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

import pytest
import typer

import wxclean
from tests.conftest import Run
from wxclean.batch.job import Formulas, Job
from wxclean.batch.run.fingerprint import fingerprint
from wxclean.batch.work.context import cleaner_for
from wxclean.cleaner.cleaner import Cleaner, cleaner_with
from wxclean.cleaner.given_settings import GivenSettings
from wxclean.cleaner.settings import CleanerSettings
from wxclean.cli.commands import clean, explain, inspect
from wxclean.cli.corpus_options import CorpusOptions
from wxclean.cli.fields import Field, fields_of, replaced
from wxclean.cli.job import job_of
from wxclean.cli.option_tables import option
from wxclean.cli.options import with_options
from wxclean.cli.settings import CleanOptions, known_settings, options_for
from wxclean.cli.sizes import parse_size


class Sample(NamedTuple):
    """A value that a setting doesn't have by default: on the command line, in a settings file and in code."""

    arguments: list[str]
    line: str
    value: Any


SAMPLES = {
    "filters": Sample(["--filter", "spacing"], 'filter = ["spacing"]', ("spacing",)),
    "skip": Sample(["--skip", "wechat", "--skip", "unicode"], 'skip = ["wechat", "unicode"]', ("wechat", "unicode")),
    "rules": Sample(["--rules", "promo"], 'rules = ["promo"]', ("promo",)),
    "encoding": Sample(["--encoding", "gb18030"], 'encoding = "gb18030"', "gb18030"),
    "errors": Sample(["--errors", "replace"], 'errors = "replace"', "replace"),
    "field": Sample(["--field", "dump"], 'field = "dump"', "dump"),
    "plugin_errors": Sample(["--plugin-errors", "stop"], 'plugin-errors = "stop"', "stop"),
    "reference_date": Sample(["--reference-date", "2023-05-20"], 'reference-date = "2023-05-20"', "2023-05-20"),
    "account": Sample(["--account", "渡口晚报"], 'account = "渡口晚报"', "渡口晚报"),
    "learned": Sample(["--learned", "all"], 'learned = "all"', "all"),
}
NAMES = CleanerSettings._fields
ALL = CleanerSettings(**{name: sample.value for name, sample in SAMPLES.items()})
COMMANDS: Mapping[str, Any] = {"clean": clean, "explain": explain, "inspect": inspect}


def parameters(command: Any) -> dict[str, Any]:
    """Return what Typer asks for, by name."""
    app = typer.Typer(add_completion=False)
    command.add_to(app)
    return {param.name: param for param in typer.main.get_command(app).params}


def frozen(kind: object) -> str:
    """Return the type of a setting as it is kept, for the type in which a caller gives it."""
    kind = str(kind).replace("str | datetime.date", "str")
    return re.sub(r"collections\.abc\.Sequence\[str(?: \| os\.PathLike\[str\])?\]", "tuple[str, ...]", kind)


# One setting


def test_each_setting_has_a_sample_that_differs_from_its_default() -> None:
    assert set(SAMPLES) == set(NAMES)
    assert [name for name in NAMES if getattr(ALL, name) == getattr(CleanerSettings(), name)] == []


def test_the_order_of_the_settings_stays() -> None:
    assert repr(CleanerSettings()).startswith(
        "CleanerSettings(filters=None, skip=(), rules=(), encoding=None, errors='strict', field=None, "
        "plugin_errors='skip'"
    ), "new fields go to the end: the fingerprint of --resume is made of this text"


def test_the_api_takes_each_setting() -> None:
    assert set(GivenSettings.__annotations__) == set(NAMES)
    asked, kept = get_type_hints(GivenSettings), get_type_hints(CleanerSettings)
    assert {name: frozen(kind) for name, kind in asked.items()} == {name: str(kind) for name, kind in kept.items()}
    given: Any = {name: list(value) if isinstance(value, tuple) else value for name, value in ALL._asdict().items()}
    raw = json.dumps({"dump": "春天来了。"}, ensure_ascii=False).encode("gb18030")
    assert Cleaner(**given)._settings == ALL
    assert wxclean.clean(raw, **given).text == "春天来了。"
    assert [cleaned.text for cleaned in wxclean.clean_records(raw, **given)] == ["春天来了。"]


@pytest.mark.parametrize("name", NAMES)
def test_the_api_says_what_each_setting_is(name: str) -> None:
    assert f"`{name}`: " in str(GivenSettings.__doc__)


def test_paths_of_packs_become_text(tmp_path: Path) -> None:
    pack = tmp_path / "harbour.toml"
    pack.write_text('[pack]\nname = "harbour"\nsummary = "x"\n', encoding="utf-8")
    assert Cleaner(rules=[pack])._settings == CleanerSettings(rules=(str(pack),))


@pytest.mark.parametrize("call", [Cleaner, partial(wxclean.clean, ""), partial(wxclean.clean_records, "")])
def test_another_name_is_a_type_error(call: Any) -> None:
    with pytest.raises(TypeError, match="skp"):
        call(skp=["wechat"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_each_setting(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    seen = []

    def watched(settings: CleanerSettings) -> Cleaner:
        seen.append(settings)
        return cleaner_with(settings)

    monkeypatch.setattr("wxclean.cleaner.cleaner.cleaner_with", watched)
    arguments = [argument for sample in SAMPLES.values() for argument in sample.arguments]
    result = run(command, *arguments, stdin='{"dump": "春天来了。"}'.encode("gb18030"))
    assert (result.code, set(seen)) == (0, {ALL})


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_for_each_setting(command: str, name: str) -> None:
    assert parameters(COMMANDS[command])[name].help


def test_the_help_names_the_limits_of_a_job() -> None:
    options = parameters(clean)
    size = re.findall(r"\((\S+) if not given\)", options["max_record_size"].help)
    ratio = re.findall(r"\((\S+) if not given\)", options["max_ratio"].help)
    assert [parse_size(text) for text in size] == [Job().max_record]
    assert [float(text) for text in ratio] == [Job().max_ratio]


def test_the_ways_with_formulas_are_those_of_a_job() -> None:
    assert fields_of(CorpusOptions)["csv_formulas"].choices == get_args(Formulas)


def test_a_settings_file_says_each_setting(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wxclean.toml").write_text("\n".join(sample.line for sample in SAMPLES.values()), encoding="utf-8")
    assert options_for(str(tmp_path), CleanOptions()).cleaner == ALL
    shown = [line.split("  #")[0].rstrip() for line in run("config", "show").out.decode().splitlines()]
    assert [sample.line for sample in SAMPLES.values() if sample.line not in shown] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_of_the_command_line_beats_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "wxclean.toml").write_text("\n".join(sample.line for sample in SAMPLES.values()), encoding="utf-8")
    found = options_for(str(tmp_path), CleanOptions(given=frozenset([name]))).cleaner
    assert found == ALL._replace(**{name: getattr(CleanerSettings(), name)})


def test_a_settings_file_is_checked_for_every_kind_of_setting() -> None:
    kinds = [str, str | None, bool]
    odd = [key for key, field in known_settings().items() if not (field.takes_several or field.choices)]
    assert [key for key in odd if known_settings()[key].type not in kinds] == []


@pytest.mark.parametrize("name", NAMES)
def test_batches_carry_each_setting_and_start_anew_where_it_changes(name: str) -> None:
    changed = CleanerSettings()._replace(**{name: SAMPLES[name].value})
    job = job_of(CleanOptions(cleaner=changed), CorpusOptions())
    assert job.cleaner == changed
    assert job.fingerprint == fingerprint(changed) != fingerprint(CleanerSettings())


def test_workers_clean_by_the_settings_of_the_job() -> None:
    job = pickle.loads(pickle.dumps(Job(ALL)))  # noqa: S301 - our own bytes
    cleaner = cleaner_for(job.cleaner)
    assert isinstance(cleaner, Cleaner)
    assert cleaner._settings == pickle.loads(pickle.dumps(cleaner))._settings == ALL  # noqa: S301 - our own bytes


# The options of a command


def test_clean_asks_for_every_field_of_its_options() -> None:
    fields = fields_of(CleanOptions) | fields_of(CorpusOptions)
    asked = {name.removeprefix("no_") for name in parameters(clean)}
    assert asked - {"files"} == set(fields) - {"given", "settings"}


class Tea(NamedTuple):
    """Options of a command that doesn't exist."""

    leaves: tuple[str, ...] = ("green",)
    cups: int | None = None


class Tray(NamedTuple):
    """More of them, with others inside."""

    tea: Tea = Tea()
    sugar: bool = True
    size: Literal["small", "large"] = "small"
    given: frozenset[str] = frozenset()


TABLE = {
    "leaves": option("--leaf"),
    "cups": option(least=1),
    "sugar": option("--no-sugar"),
    "size": option(),
}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Tray()),
        (["--leaf", "black", "--leaf", "oolong"], Tray(Tea(("black", "oolong")), given=frozenset({"leaves"}))),
        (["--cups", "2", "--no-sugar"], Tray(Tea(cups=2), sugar=False, given=frozenset({"cups", "sugar"}))),
        (["--size", "small"], Tray(given=frozenset({"size"}))),
    ],
)
def test_a_command_gets_its_options_as_one_value(arguments: list[str], expected: Tray) -> None:
    served = []

    @with_options(TABLE)
    def serve(tray: Tray, guest: str = "nobody") -> None:
        served.append((tray, guest))

    app = typer.Typer(add_completion=False)
    app.command()(serve)
    typer.main.get_command(app).main([*arguments, "--guest", "Li"], standalone_mode=False)
    assert served == [(expected, "Li")]


@pytest.mark.parametrize("table", [{"milk": option()}])
def test_an_option_without_a_field_is_a_mistake_at_once(table: dict[str, Any]) -> None:
    def serve(tray: Tray) -> None: ...

    with pytest.raises(KeyError, match="milk"):
        with_options(table)(serve)


@pytest.mark.parametrize(
    ("type_", "takes_several", "choices"),
    [
        (str, False, ()),
        (str | None, False, ()),
        (bool, False, ()),
        (tuple[str, ...], True, ()),
        (tuple[str, ...] | None, True, ()),
        (Literal["a", "b"], False, ("a", "b")),
    ],
)
def test_a_field_says_what_it_takes(type_: Any, takes_several: bool, choices: tuple[str, ...]) -> None:
    field = Field("name", type_, None)
    assert (field.takes_several, field.choices) == (takes_several, choices)


def test_values_find_their_fields_in_options_of_options() -> None:
    assert replaced(Tray(sugar=False), {"cups": 3, "milk": 1}) == Tray(Tea(cups=3), sugar=False)
