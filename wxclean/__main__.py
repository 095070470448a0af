"""`python -m wxclean`."""

from __future__ import annotations

import sys

from wxclean.cli import main

sys.exit(main())
