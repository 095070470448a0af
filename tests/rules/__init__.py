"""Tests of rule packs and of what finds their rules."""
