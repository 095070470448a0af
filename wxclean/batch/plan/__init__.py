"""The plan: a request for inputs comes in; shards, each with its inputs and its output, go out.

Nothing is written yet. Begin with `make_plan.py`.
"""
