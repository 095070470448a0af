"""Messages are English strings that a person may read in another language, and the catalogues hold all of them."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.helpers.project import PACKAGE
from tools.messages import CATALOGUES, compiled, names_in, po_text, template, unlike, untranslated, updated
from wxclean.errors import InputError
from wxclean.language import LANGUAGES, Message, _, message_from_data, messages_as_data, speaking, translated
from wxclean.visible import counted

PLAIN = _("not enough memory")
WITH_VALUES = _("{most} or {last}").format(most="text, jsonl", last=_("input or output"))
COUNTED = counted(2000, "article")


def test_a_message_is_its_english_text_in_every_language() -> None:
    with speaking("zh"):
        assert WITH_VALUES == "text, jsonl or input or output"
        assert json.dumps([PLAIN, COUNTED]) == '["not enough memory", "2,000 articles"]'
        assert f"{InputError(PLAIN)}" == "not enough memory"


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        (PLAIN, "内存不足"),
        ("not enough memory", "not enough memory"),
        (WITH_VALUES, "text, jsonl 或 输入或输出"),
        (_("{most} or {last}").format(most="{last}", last=1), "{last} 或 1"),
        (Message("{where}: {reason}").format(where="a.txt", reason=PLAIN), "a.txt: 内存不足"),
        (COUNTED, "2,000 篇文章"),
        (counted(1, "article"), "1 篇文章"),
        ("what nobody has marked {as} a message", "what nobody has marked {as} a message"),
        ("", ""),
        (str(InputError(WITH_VALUES)), "text, jsonl 或 输入或输出"),
    ],
)
def test_it_is_translated_where_a_person_reads_it(message: str, chinese: str) -> None:
    assert translated(message) == message
    with speaking("zh"):
        assert translated(message) == chinese
    assert translated(message) == message


@pytest.mark.parametrize("message", [PLAIN, WITH_VALUES, COUNTED, "text", Message("{a}").format(a=InputError(PLAIN))])
def test_it_stays_a_message_on_its_way_through_processes_and_files(message: str) -> None:
    for copy in (
        pickle.loads(pickle.dumps(message)),  # noqa: S301 - ours
        json.loads(json.dumps(messages_as_data({"a": [message]})), object_hook=message_from_data)["a"][0],
    ):
        assert copy == message
        with speaking("zh"):
            assert translated(copy) == translated(message)


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return template()


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    assert [path.parent.parent.name.partition("_")[0] for path in CATALOGUES] == sorted(LANGUAGES[1:])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_message_is_translated_and_make_messages_has_nothing_to_do(path: Path, messages: Catalog) -> None:
    catalog = updated(path, messages)
    assert untranslated(catalog) == []
    assert unlike(catalog) == []
    assert path.read_text(encoding="utf-8") == po_text(catalog), "run make messages"
    assert path.with_suffix(".mo").read_bytes() == compiled(catalog), "run make messages"


def test_no_translation_loses_a_name_or_is_a_guess() -> None:
    catalog = Catalog(locale="zh_CN")
    catalog.add("in {path}", "在 {file} 中")
    catalog.add("at {place:,}", "{place}")
    catalog.add("{count:,} line", "{count:,} 行")
    catalog.add("a guess", "猜测", flags=["fuzzy"])
    catalog.add("nothing")
    assert unlike(catalog) == ["in {path}", "at {place:,}"]
    assert untranslated(catalog) == ["a guess", "nothing"]


MODULES = sorted(PACKAGE.rglob("*.py"))


def of_package(path: Path) -> str:
    """Return the path of a module in the package."""
    return path.relative_to(PACKAGE).as_posix()


MARKS = {"_": 0, "counted": 1}
"""The functions that make messages, and which of their arguments has to be a literal."""


def marked(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the function and the text of each message in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node.func.id, node.args[MARKS[node.func.id]]


@pytest.mark.parametrize("path", MODULES, ids=of_package)
def test_all_that_is_marked_can_be_found(path: Path, messages: Catalog) -> None:
    for function, text in marked(ast.parse(path.read_text(encoding="utf-8"))):
        assert isinstance(text, ast.Constant), f"line {text.lineno}: no literal"
        found = f"{{count:,}} {text.value!s}" if function == "counted" else str(text.value)
        assert found in messages, f"line {text.lineno}: not found, as in an f-string"


def formatted(tree: ast.Module) -> Iterator[tuple[int, str, set[str | None]]]:
    """Yield the line, the text and the names of the values of each message that is formatted where it is written."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"):
            continue
        made = node.func.value
        if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in {"_", "Message"}:
            text = made.args[0]
            if isinstance(text, ast.Constant):
                yield node.lineno, str(text.value), {keyword.arg for keyword in node.keywords}


@pytest.mark.parametrize("path", MODULES, ids=of_package)
def test_every_name_in_braces_gets_a_value(path: Path) -> None:
    for line, text, given in formatted(ast.parse(path.read_text(encoding="utf-8"))):
        names = {name for name, _form in names_in(text)}
        assert given - {None} <= names if None in given else given == names, f"line {line}"


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What has names of its own."""


def own_names(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the names and parameters of a function's own scope."""
    for child in ast.iter_child_nodes(function):
        if isinstance(child, (ast.Name, ast.arg)):
            yield child
        if not isinstance(child, (ast.FunctionDef, ast.Lambda, *COMPREHENSIONS)):
            yield from own_names(child)


@pytest.mark.parametrize("path", MODULES, ids=of_package)
def test_nothing_hides_the_mark_where_it_is_used(path: Path) -> None:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            names = list(own_names(function))
            stored = [name for name in names if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)]
            hidden = any(name.id == "_" for name in stored) or any(
                isinstance(name, ast.arg) and name.arg == "_" for name in names
            )
            used = any(isinstance(node, ast.Call) and ast.unparse(node.func) == "_" for node in ast.walk(function))
            assert not (hidden and used), f"{function.name}: give what nobody asks for another name than _"


TELLING = {
    "complain",
    "Broken",
    "DecodeError",
    "ForeignInputError",
    "InputError",
    "NoDumpError",
    "NoTextError",
    "OutputError",
    "PluginError",
    "Problem",
    "Skipped",
    "SuspectError",
    "UsageError",
    "Unwrapped",
    "skip",
}
"""What is given words for people."""


def plain_words(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the literals among what an expression may be that hold words and are no message."""
    if isinstance(value, ast.IfExp):
        yield from (*plain_words(value.body), *plain_words(value.orelse))
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from plain_words(part)
    elif isinstance(value, ast.BinOp):
        yield from (*plain_words(value.left), *plain_words(value.right))
    elif isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str)):
        parts = value.values if isinstance(value, ast.JoinedStr) else [value]
        text = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        if isinstance(value, ast.JoinedStr) or " " in text.strip():
            yield value


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "integrations"], ids=of_package)
def test_what_people_are_told_is_marked(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in TELLING:
            found = [ast.unparse(word) for argument in node.args for word in plain_words(argument)]
            assert found == [], f"line {node.lineno}: mark it, as in _(…)"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('raise UsageError("name a file")', 1),
        ('raise UsageError(f"{path} is no file")', 1),
        ('raise errors.InputError("no file" if path else f"{path} there")', 2),
        ('complain(note.reason or "not done", path)', 1),
        ('raise UsageError(_("name a file"))', 0),
        ('raise UsageError(_("no {name}").format(name="a b"))', 0),
        ('raise TypeError("name a file")', 0),
        ('raise DecodeError(_("no text"), encoding="utf-8")', 0),
    ],
)
def test_words_without_a_mark_are_found(line: str, found: int) -> None:
    calls = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]
    told = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in TELLING]
    assert len([word for call in told for argument in call.args for word in plain_words(argument)]) == found
