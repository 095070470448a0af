"""filters/by_tools."""
