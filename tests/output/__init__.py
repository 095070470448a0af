"""Tests of results as they are written and shown."""
