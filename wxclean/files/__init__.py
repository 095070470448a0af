"""Files: from paths and URLs to bytes, and back to whole files.

Paths or URLs come in; readable streams, facts about files, and outputs that appear whole or not at all go out.
Begin with `storage.py`, which chooses between `local.py` and `remote.py`, then `staged.py`, which writes.
"""
