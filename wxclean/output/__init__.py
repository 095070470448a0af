"""Shows what cleaning does: diffs, tables of edits, facts about records. Rich is loaded by what draws."""

from __future__ import annotations

from wxclean.output.changes import Blank, Change, Fold, Kept, changes, fold, rows
from wxclean.output.diff import diff_output, preview_console, print_diff, shows_colour
from wxclean.output.explain import explain_json, explain_output, explain_rows, json_line
from wxclean.output.inspect import Chrome, Facts, Lookup, chrome, inspect_output, inspect_row
from wxclean.output.picture import preview_svg
from wxclean.output.summary import Count, FilterCounts, Summary, summary, total
from wxclean.output.tables import table_output
from wxclean.output.unified import diff_text, text_diff
from wxclean.visible import escape_json, safe, visible

__all__ = [
    "Blank",
    "Change",
    "Chrome",
    "Count",
    "Facts",
    "FilterCounts",
    "Fold",
    "Kept",
    "Lookup",
    "Summary",
    "changes",
    "chrome",
    "diff_output",
    "diff_text",
    "escape_json",
    "explain_json",
    "explain_output",
    "explain_rows",
    "fold",
    "inspect_output",
    "inspect_row",
    "json_line",
    "preview_console",
    "preview_svg",
    "print_diff",
    "rows",
    "safe",
    "shows_colour",
    "summary",
    "table_output",
    "text_diff",
    "total",
    "visible",
]
