"""Cleaner: from a dump to the clean text of its article.

Text or bytes come in; a `Cleaned` for each record goes out. Begin with `cleaner.py`: it reads the dump, runs the steps
that `available_steps.py` chose, lays out the lines that are left and gathers the metadata. `known_endings.py` is its
shortcut for pages that end alike.
"""
