"""batch/report."""
