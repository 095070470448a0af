"""Integrations: a table or documents from another project's pipeline come in; they go out cleaned, with metadata.

`arrow_table.py` needs the extra `parquet`, `datatrove.py` the extra `datatrove`. Begin with either.
"""
