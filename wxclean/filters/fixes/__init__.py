"""filters/fixes."""
