"""Whole corpora: inputs become a plan of shards, a runner cleans them, a report says what happened."""
