"""What is written: the format that the output's name decides, and what several inputs may go into."""

from __future__ import annotations

import os
from collections.abc import Sequence

from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.cli.writing import check_output, check_side_files
from wxclean.cli.wrong_usage import listed
from wxclean.errors import UsageError
from wxclean.language import _
from wxclean.visible import counted, printable

TEXTS = ("text", "markdown")
"""The formats in which one output is one article."""


def with_format_of_output(options: CleanOptions) -> CleanOptions:
    """Return the options with the format that the output's name promises, if it promises one.

    Raises:
        UsageError: the command line asks for another format.
    """
    if options.output == STANDARD or is_folder(options.output):
        return options
    from wxclean.batch.plan.output_names import WRITTEN, format_of_output

    named = format_of_output(options.output)
    if named is None:
        return options
    if named not in WRITTEN:
        raise UsageError(
            _("{output}: wxclean reads such files and writes none; end the name in {suffixes}").format(
                output=printable(options.output), suffixes=listed(WRITTEN.values())
            )
        )
    if "format" in options.given and options.format != named:
        raise UsageError(
            _("{output}: the name says {named}, --format says {format}; change one of them").format(
                output=printable(options.output), named=named, format=options.format
            )
        )
    return options._replace(format=named, given=options.given | {"format"})  # type: ignore[arg-type]


def is_folder(output: str) -> bool:
    """Return whether an output is a folder, or is to become one."""
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def refuse_silent_join(names: Sequence[str], options: CleanOptions) -> None:
    """Raise an error where several files would become one text without anybody asking for it, as `cp` does.

    Raises:
        UsageError: says what may be meant.
    """
    alone = len(names) < 2 or any(os.path.isdir(name) for name in names)
    elsewhere = options.in_place or options.diff or options.check or is_folder(options.output)
    if alone or elsewhere or options.join or options.format not in TEXTS:
        return
    where = _("standard output") if options.output == STANDARD else printable(options.output)
    raise UsageError(
        _(
            "{where}: {inputs} would become one text; name a folder with -o FOLDER/, a file of "
            "records with -o all.jsonl, or say --join"
        ).format(where=where, inputs=counted(len(names), "input"))
    )


def check_image_list(options: CleanOptions, names: Sequence[str]) -> None:
    """Raise an error where a list of pictures is asked for and would be written over an input, or over the output.

    Raises:
        UsageError: it would, or it is a folder.
    """
    if options.image_list is None:
        return
    check_output(options.image_list, names, "--image-list")
    check_side_files({"--image-list": options.image_list})
    if os.path.realpath(options.image_list) == os.path.realpath(options.output):
        where = _("standard output") if options.output == STANDARD else printable(options.output)
        raise UsageError(
            _("{where}: can't take both the text and the list of pictures; give --image-list another name").format(
                where=where
            )
        )


def refuse_image_list(options: CleanOptions) -> None:
    """Refuse a list of pictures where many records are cleaned at once.

    Raises:
        UsageError: one is asked for.
    """
    if options.image_list is not None:
        raise UsageError(_("--image-list goes with saved pages as files, not with folders or files of records"))
