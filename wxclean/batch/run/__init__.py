"""The run: a plan comes in; its outputs, written by workers on this machine or a Ray cluster, and a summary go out.

Begin with `runner.py`; `engine.py` says what it asks of the two engines, `local_engine.py` and `ray_engine.py`.
"""
