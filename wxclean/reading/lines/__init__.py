"""reading/lines."""
