"""Turn raw text dumps of WeChat public-account articles into clean text."""

from wxclean.document import Cleaned, Document, Edit, Line, Metadata, Record, Source, Span
from wxclean.errors import DecodeError, InputError, UsageError, WxcleanError
from wxclean.pipeline import Cleaner, clean, clean_records

__all__ = [
    "Cleaned",
    "Cleaner",
    "DecodeError",
    "Document",
    "Edit",
    "InputError",
    "Line",
    "Metadata",
    "Record",
    "Source",
    "Span",
    "UsageError",
    "WxcleanError",
    "clean",
    "clean_records",
]
__version__ = "0.1.0"
