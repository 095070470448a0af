"""What becomes of the pictures of a page."""

from typing import Literal

Images = Literal["keep", "alt", "drop"]
"""What becomes of pictures in Markdown: they stay, only the words that describe them stay, or neither does."""
