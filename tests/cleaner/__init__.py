"""Tests of the way from a reading to a result, and of plug-ins in it."""
