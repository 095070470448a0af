"""A hash of everything that decides what a cleaner does: version, settings, rule packs, plug-ins."""

from __future__ import annotations

import hashlib

from wxclean._version import __version__
from wxclean.cleaner.plugins import installed_plugins
from wxclean.cleaner.settings import CleanerSettings
from wxclean.errors import UsageError, system_message
from wxclean.language import Message
from wxclean.rules.shipped import SHIPPED, is_shipped, shipped_toml
from wxclean.visible import printable


def fingerprint(settings: CleanerSettings) -> str:
    """Return 24 hex digits that change whenever the same input might be cleaned differently.

    Raises:
        UsageError: a rule pack can't be read.
    """
    digest = hashlib.blake2b(digest_size=12)
    for part in (__version__, repr(settings), *_plug_ins()):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    for pack in sorted(SHIPPED):
        digest.update(shipped_toml(pack))
    for rules in settings.rules:
        if not is_shipped(rules):
            digest.update(_bytes_of(rules))
    return digest.hexdigest()


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = system_message(error)
        raise UsageError(Message("{path}: {reason}").format(path=printable(path), reason=reason)) from None


def _plug_ins() -> list[str]:
    found = [plugin.entry for plugin in installed_plugins()]
    return sorted(f"{entry.name}={entry.value}@{entry.dist and entry.dist.version}" for entry in found)
