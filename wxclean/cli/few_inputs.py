"""Few inputs: cleaned one after the other and written, in order, into one output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import cast, get_args

from wxclean.cli.corpus_options import PLAIN, CorpusOptions
from wxclean.cli.exit_codes import DONE, FAILED
from wxclean.cli.inputs import Input, planned_inputs, shown_results
from wxclean.cli.kinds_of_input import with_heads
from wxclean.cli.output_choice import check_image_list, refuse_image_list, refuse_silent_join
from wxclean.cli.settings import STANDARD, CleanOptions
from wxclean.cli.writing import check_output, opened_output
from wxclean.files.compression import compression_by_name
from wxclean.output.file_bytes import encoding_of, file_bytes
from wxclean.output.render import PARTING, OutputFormat, parted, render
from wxclean.result import Cleaned


def clean_inputs(names: Sequence[str], options: CleanOptions, corpus: CorpusOptions = PLAIN) -> int:
    """Clean each input (`-` or none: standard input), write the results in order, and return the exit code.

    An input that fails is named on standard error and writes nothing; the others go on. Where all of them
    fail, the output file and the list of pictures stay as they were.

    Raises:
        UsageError: an option makes no sense; nothing was read or written.
        OutputError: the output can't be written.
    """
    check_output(options.output, names)
    check_image_list(options, names)
    planned = planned_inputs(names, options)
    refuse_silent_join(names, planned[0].options)
    inputs, plain = with_heads(planned)
    if (
        not plain
        or corpus != PLAIN
        or options.format not in get_args(OutputFormat)
        or compression_by_name(options.output)
    ):
        from wxclean.cli.streams import clean_streams  # a plain text does without

        refuse_image_list(options)
        return clean_streams(inputs, options.output, corpus)
    first = inputs[0].options
    between = b"" if first.format == "jsonl" else file_bytes(PARTING, first.line_ends)
    pictures: dict[str, None] = {}
    show = _written if options.image_list is None else partial(_written_and_listed, pictures)
    failed: list[str] = []
    outputs = shown_results(inputs, show, failed)
    begin = next(outputs, None)
    if begin is None:
        return FAILED
    with opened_output(options.output) as out:
        for output in _separated(chain([begin], outputs), between):
            out.write(output)
    if options.image_list is not None:
        with opened_output(options.image_list) as out:
            out.write("".join(f"{address}\n" for address in pictures).encode())
    return FAILED if failed else DONE


def _separated(outputs: Iterable[bytes], between: bytes) -> Iterator[bytes]:
    """Yield outputs, each that holds something with what parts it from the one before it."""
    empty = True
    for output in outputs:
        yield output if empty or not output else between + output
        empty = empty and not output


def written_over(one: Input, results: Sequence[Cleaned], raw: bytes) -> bytes:
    """Return what an input's bytes would become in place."""
    return _bytes(one, results, raw, over=raw)


def _written(one: Input, results: Sequence[Cleaned], raw: bytes) -> bytes:
    return _bytes(one, results, raw, over=None)


def _written_and_listed(pictures: dict[str, None], one: Input, results: Sequence[Cleaned], raw: bytes) -> bytes:
    """Return what an input becomes, and add the addresses of its pictures."""
    from wxclean.output.markdown import page_markdown  # only a page has pictures

    for cleaned in results:
        page = page_markdown(cleaned)
        pictures.update(dict.fromkeys(() if page is None else page.pictures))
    return _written(one, results, raw)


def _bytes(one: Input, results: Sequence[Cleaned], raw: bytes, *, over: bytes | None) -> bytes:
    if one.options.only_dumps and not results:
        return b"" if one.options.format == "jsonl" and over is None else raw  # which would be no line of JSON
    text = rendered(one, results)
    if one.is_row or one.options.format == "jsonl":
        return text.encode()
    return file_bytes(text, one.options.line_ends, over=over, encoding=encoding_of(results))


def rendered(one: Input, results: Sequence[Cleaned]) -> str:
    """Return the records of an input in the form that its options ask for; of a row, only its text is cleaned."""
    if one.is_row:
        return results[0].text
    form = cast("OutputFormat", one.options.format)
    if form == "jsonl" and one.name != STANDARD:
        results = [cleaned.replaced(fields={"path": one.name, **cleaned.fields}) for cleaned in results]
    articles = (render(cleaned, form, title=one.options.title, images=one.options.images) for cleaned in results)
    return "".join(articles) if form == "jsonl" else parted(articles)
