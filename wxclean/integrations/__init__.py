"""Steps for the pipelines of other projects; each needs the extra of its name."""
