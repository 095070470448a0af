"""filters/page."""
