"""Saved pages, read: one file for each module of `reading/page/`."""
