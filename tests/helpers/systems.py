"""What only some systems have: marks for tests that need it."""

from __future__ import annotations

import os

import pytest

POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs what Windows lacks: signals, FIFOs, modes of files")
