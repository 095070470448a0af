"""Filters: from a document to the edits that clean it.

A `Document` comes in; edits, and the document that they leave, go out. Begin with `step.py`, which says what a step is,
and `built_in.py`, which lists the steps in their order: `fixes/` and `page/`, which uses `by_tools/`, and then
`packs/`.
"""
