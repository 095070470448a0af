"""batch/formats."""
