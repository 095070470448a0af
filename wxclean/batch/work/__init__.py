"""batch/work."""
