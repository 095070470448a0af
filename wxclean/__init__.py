"""Turn raw text dumps of WeChat public-account articles into clean text.

The names below are loaded when they are first used, so that `import wxclean` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

from wxclean._version import __version__

__all__ = [
    "Cleaned",
    "Cleaner",
    "DecodeError",
    "Document",
    "Edit",
    "InputError",
    "Line",
    "Metadata",
    "OutputError",
    "Record",
    "RulePack",
    "Source",
    "Span",
    "Suspicion",
    "UsageError",
    "WxcleanError",
    "__version__",
    "clean",
    "clean_batch",
    "clean_file",
    "clean_records",
    "learn",
    "pack_text",
    "read_pack",
    "render",
]

_MODULES = {
    "wxclean.document": ("Document", "Edit", "Line", "Span"),
    "wxclean.result": ("Cleaned", "Metadata", "Record", "Source", "Suspicion"),
    "wxclean.errors": ("DecodeError", "InputError", "OutputError", "UsageError", "WxcleanError"),
    "wxclean.cleaner.cleaner": ("Cleaner", "clean", "clean_records"),
    "wxclean.learning.learn": ("learn",),
    "wxclean.learning.pack_text": ("pack_text",),
    "wxclean.rules.packfile": ("read_pack",),
    "wxclean.rules.rule": ("RulePack",),
    "wxclean.integrations.arrow_table": ("clean_batch",),
    "wxclean.integrations.one_file": ("clean_file",),
    "wxclean.output.render": ("render",),
}

TYPE_CHECKING = False  # as typing's, which costs as much to import as Python takes to start
if TYPE_CHECKING:
    from wxclean.cleaner.cleaner import Cleaner, clean, clean_records
    from wxclean.document import Document, Edit, Line, Span
    from wxclean.errors import DecodeError, InputError, OutputError, UsageError, WxcleanError
    from wxclean.integrations.arrow_table import clean_batch
    from wxclean.integrations.one_file import clean_file
    from wxclean.learning.learn import learn
    from wxclean.learning.pack_text import pack_text
    from wxclean.output.render import render
    from wxclean.result import Cleaned, Metadata, Record, Source, Suspicion
    from wxclean.rules.packfile import read_pack
    from wxclean.rules.rule import RulePack
else:  # unseen by type checkers, which would take every name for one of ours

    def __getattr__(name: str) -> object:
        for module, names in _MODULES.items():
            if name in names:
                value = getattr(import_module(module), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
