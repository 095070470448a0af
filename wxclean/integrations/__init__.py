"""Integrations: a table or documents from another project's pipeline come in; they go out cleaned, with metadata.

`arrow_table.py` cleans a column of an Arrow table, which needs the extra `parquet`; by it, `pandas.py`, `polars.py` and
`duckdb.py` do so for what they are named after. Begin there. `datatrove.py` and `one_file.py` stand alone.
"""
