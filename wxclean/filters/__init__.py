"""The built-in filters and fixes, one module each."""
