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
    "Source",
    "Span",
    "UsageError",
    "WxcleanError",
    "__version__",
    "clean",
    "clean_batch",
    "clean_records",
]

_MODULES = {
    "wxclean.document": ("Cleaned", "Document", "Edit", "Line", "Metadata", "Record", "Source", "Span"),
    "wxclean.errors": ("DecodeError", "InputError", "OutputError", "UsageError", "WxcleanError"),
    "wxclean.pipeline": ("Cleaner", "clean", "clean_records"),
    "wxclean.tables": ("clean_batch",),
}

TYPE_CHECKING = False  # as typing's, which costs as much to import as Python takes to start
if TYPE_CHECKING:
    from wxclean.document import Cleaned, Document, Edit, Line, Metadata, Record, Source, Span
    from wxclean.errors import DecodeError, InputError, OutputError, UsageError, WxcleanError
    from wxclean.pipeline import Cleaner, clean, clean_records
    from wxclean.tables import clean_batch
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
