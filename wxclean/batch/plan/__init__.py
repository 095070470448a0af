"""batch/plan."""
