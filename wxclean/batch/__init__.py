"""Many inputs: files, folders and URLs come in; clean files, a record of what is done and a report go out.

Begin with `job.py`, the data that all of it shares; then follow `plan/`, `work/` and `run/`.
"""
