"""filters/packs."""
