"""The report: a run's summary comes in; a table on the terminal, and a JSON or HTML file go out.

Begin with `figures.py`, the numbers in all of them, then `write.py`; `progress.py` is the bar during the run.
"""
