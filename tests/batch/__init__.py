"""Tests of runs over many inputs."""
