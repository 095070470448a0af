"""batch/run."""
