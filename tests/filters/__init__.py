"""Tests of filters and fixes, each on whole texts."""
