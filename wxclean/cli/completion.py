"""What a shell offers for the value of an option or argument, each with a word on it."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterable, Iterator

import typer

from wxclean.errors import WxcleanError
from wxclean.language import Message, _, translated

Offered = list[tuple[str, str]]

_ENCODINGS = {
    "utf-8": "Unicode",
    "gb18030": _("Chinese, with all of GBK and GB2312"),
    "big5": _("Chinese, traditional"),
    "big5hkscs": _("Chinese, traditional, Hong Kong"),
    "utf-16": _("Unicode, as Windows writes it"),
    "utf-16-le": _("Unicode without a byte order mark"),
    "utf-16-be": _("Unicode without a byte order mark"),
    "hz": _("Chinese in seven bits"),
}


def encodings(incomplete: str) -> Offered:
    """Return the encodings in which dumps are found; Python knows more."""
    return [(name, translated(about)) for name, about in _ENCODINGS.items() if name.startswith(incomplete)]


def steps(ctx: typer.Context, incomplete: str) -> Offered:
    """Return the filters, fixes and packs."""
    with contextlib.suppress(WxcleanError):
        return [(name, about) for name, about in _steps(ctx) if name.startswith(incomplete)]
    return []


def steps_and_rules(ctx: typer.Context, incomplete: str) -> Offered:
    """Return the filters, fixes and packs, and after a full stop the rules of one, down to the next full stop."""
    name, dot, _rule = incomplete.partition(".")
    if not dot:
        return steps(ctx, incomplete)
    with contextlib.suppress(WxcleanError):
        about = translated(_("a rule of {name}").format(name=name))
        rules = [f"{name}.{rule}" for rule in _rules(ctx, name)]
        found = (_down_to_stop(rule, len(incomplete)) for rule in rules if rule.startswith(incomplete))
        return [(rule, about) for rule in dict.fromkeys(found)]
    return []


def packs(incomplete: str) -> Offered:
    """Return the packs that come with wxclean and are off by default, and files that may be others."""
    from wxclean.rules.shipped import OPTIONAL

    shipped = [(name, translated(_("comes with wxclean"))) for name in OPTIONAL if name.startswith(incomplete)]
    return [*shipped, *_pack_files(incomplete)]


def steps_and_packs(ctx: typer.Context, incomplete: str) -> Offered:
    """Return all that `wxclean filters show` can show."""
    return [*steps(ctx, incomplete), *_pack_files(incomplete)]


def _pack_files(incomplete: str) -> Offered:
    return [(path, translated(_("a file"))) for path in sorted(glob.glob(f"{glob.escape(incomplete)}*.toml"))]


def _steps(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    from wxclean.cleaner.available_steps import available_steps

    for offer in available_steps(ctx.params.get("rules") or ()):
        yield (
            offer.name,
            translated(Message("{kind}, {origin}").format(kind=Message(offer.kind), origin=Message(offer.origin))),
        )


def _rules(ctx: typer.Context, name: str) -> Iterable[str]:
    """Return the names of the rules of a step."""
    from wxclean.cleaner.available_steps import available_steps

    offers = available_steps(ctx.params.get("rules") or ())
    return next((offer.pack().rule_names() for offer in offers if offer.name == name and offer.pack is not None), ())


def _down_to_stop(rule: str, at: int) -> str:
    """Return the name of a rule down to the first full stop from a place on.

    >>> _down_to_stop("wechat.toolbar.counters", 8), _down_to_stop("wechat.toolbar.counters", 16)
    ('wechat.toolbar', 'wechat.toolbar.counters')
    """
    stop = rule.find(".", at)
    return rule if stop < 0 else rule[:stop]
