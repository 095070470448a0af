"""Tests of pages as Markdown."""
