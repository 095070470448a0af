"""A page in one file: its style and script inside, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources

from wxclean.language import spoken
from wxclean.output.html_page.escape import text
from wxclean.output.html_page.tables import Data
from wxclean.output.html_page.words import script_words


def page_html(title: str, body: str, data: Data) -> str:
    """Return the whole page; `body` is HTML, of which all text from outside is escaped."""
    folder = resources.files("wxclean.output.html_page")
    style = f"\n{(folder / 'page.css').read_text('utf-8')}"
    script = f"\n{(folder / 'page.js').read_text('utf-8')}"
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="{spoken()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
<script type="application/json" id="data">{_json({"words": script_words(), **data.found()})}</script>
<script>{script}</script>
</body>
</html>
"""


def _hash(content: str) -> str:
    """Return what a policy calls an inline style or script that has this content and no other."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(value: object) -> str:
    """Return JSON that no parser of HTML takes for the end of what it stands in."""
    return json.dumps(value, separators=(",", ":")).replace("<", r"\u003c")
