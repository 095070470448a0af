"""The commands, one a module.

In: what Typer parsed, as one `CleanOptions`. Out: text on standard output or in files, and an exit code.
Begin with `clean.py`; a new command is a module with `add_to(app)`, and its name in `COMMANDS` of `../top_level.py`.
"""
