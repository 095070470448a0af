"""What is shown of a `Cleaned`: the article, and what became of each line of its dump.

In come `Cleaned` values (and a console that says how wide, and whether in colour); out go strings, never writes.
Begin with `render.py` (text, Markdown, JSON) or `changes.py` (the lines that diff, explain and summary are made of).
"""
