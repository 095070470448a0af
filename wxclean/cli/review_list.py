"""A list on the review's screen that makes only the lines which show: it costs the same for ten items and ten thousand.

Imported by the screen alone; it needs the extra `wxclean[review]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events

Item = Callable[[int], "Text"]
"""A function that returns the text of an item, by its place in the list."""


class ReviewList(ScrollView):
    """Items of `height` lines each, one of them chosen; `item` is asked for those that show."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chosen"}
    DEFAULT_CSS = """
    ReviewList > .chosen { background: $block-cursor-blurred-background; }
    ReviewList:focus > .chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    class Chosen(Message):
        """Somebody clicked an item."""

        def __init__(self, which: ReviewList, at: int) -> None:
            super().__init__()
            self.which = which
            self.at = at

    def __init__(self, item: Item, height: int, *, id: str) -> None:
        super().__init__(id=id)
        self._item = item
        self._height = height
        self.count = 0
        self.highlighted: int | None = None

    def show(self, count: int, at: int) -> None:
        """Show so many items, with the one at a place chosen, or the last one if there are fewer."""
        self.count = count
        self.highlighted = min(max(0, at), count - 1) if count else None
        self.virtual_size = Size(self.scrollable_content_region.width, count * self._height)
        if self.highlighted is not None:
            self._bring_in_sight(self.highlighted)
        self.refresh()

    def _bring_in_sight(self, at: int) -> None:
        width = self.scrollable_content_region.width
        self.scroll_to_region(Region(0, at * self._height, width, self._height), animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the chosen item in sight."""
        self.show(self.count, self.highlighted or 0)

    def render_line(self, y: int) -> Strip:
        """Return one line of what shows."""
        width = self.scrollable_content_region.width
        at, line = divmod(y + round(self.scroll_offset.y), self._height)
        is_chosen = at == self.highlighted
        style = self.get_component_rich_style("chosen") if is_chosen else self.rich_style
        if at >= self.count:
            return Strip.blank(width, style)
        text = self._item(at).split("\n")[line]
        text.truncate(width, overflow="ellipsis", pad=True)
        return Strip(text.render(self.app.console), width).apply_style(style)

    def on_click(self, event: events.Click) -> None:
        """Say which item was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None:
            at = (offset.y + round(self.scroll_offset.y)) // self._height
            if at < self.count:
                self.post_message(self.Chosen(self, at))
