"""Runs over many inputs: files, folders and URLs come in; clean files, the state for `--resume` and a report go out.

Begin with `job.py`, the data that all rooms here share; then follow `plan/`, `work/` and `run/`, or for records on
their way from standard input or into one output, `stream/`.
"""
