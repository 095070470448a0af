"""A guard against plans in which one file would be written twice, or read and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wxclean.batch.job import InputPart
from wxclean.errors import UsageError
from wxclean.files.storage import storage_of
from wxclean.language import _
from wxclean.visible import printable

Output = tuple[str, tuple[InputPart, ...]]
"""Where an output goes, and all that goes into it."""


def refuse_clashes(outputs: list[Output], root: str | None) -> None:
    """Raise an error unless each output has inputs of its own and is none itself.

    `root` is what all outputs are in, or the one output; without it each output is its input, in place.

    Raises:
        UsageError: two inputs would land on one output, or an output is an input.
    """
    first: dict[str, tuple[InputPart, ...]] = {}
    same_name = storage_of(outputs[0][0] if outputs else "").same_name
    for path, inputs in outputs:
        other = first.setdefault(same_name(path), inputs)
        if other is not inputs and other[0].path != inputs[0].path:
            raise UsageError(
                _("{one} and {other} would both be written to {output}").format(
                    one=printable(other[0].path), other=printable(inputs[0].path), output=printable(path)
                )
            )
    if root is None:
        return
    read = {same_name(part.path) for _, inputs in outputs for part in inputs}
    written = dict(outputs)
    for path, absolute in zip(written, storage_of(root).all_absolute(written), strict=True):
        if same_name(absolute) in read:
            raise UsageError(_("{path} is an input; choose another output, or --in-place").format(path=printable(path)))


def refuse_taken(side_files: Mapping[str, str | None], read: Iterable[str], written: Iterable[str]) -> None:
    """Raise an error where a file that is written beside the outputs would take the place of what is read or written.

    `side_files` has names by the options that give them; `read` and `written` are absolute.

    Raises:
        UsageError: it would.
    """
    named = {place_of(name): (name, option) for option, name in side_files.items() if name}
    if not named:
        return
    for template, paths in (
        (_("{output}: is also an input; give {option} another name"), read),
        (_("{output}: is also an output; give {option} another name"), written),
    ):
        for path in paths:
            name, option = named.get(storage_of(path).same_name(path), ("", ""))
            if name:
                raise UsageError(template.format(output=printable(name), option=option))


def place_of(name: str) -> str:
    """Return what all names of a file have in common: where it is, links resolved."""
    storage = storage_of(name)
    return storage.same_name(storage.absolute(name))
