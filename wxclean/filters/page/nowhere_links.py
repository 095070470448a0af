"""Links to nowhere, as html-to-text writes them, and anchors of the page's own elements, as clippers leave them.

`取消 [javascript:void(0);]` is a button like any other, and `<a id="js_content"></a>` nothing. So is the script that
wrote a title up to 2017, in whose line a converter may leave the title.
"""

from __future__ import annotations

import re
from typing import Final

from wxclean.document import Document, Edit
from wxclean.edits import rewritten_lines

_LINK, _ANCHOR, _SCRIPT = "[javascript:", "<a id=", "rich_media_title_ios"
_NOWHERE: Final = re.compile(
    r"\s?\[javascript:[^\[\]]{0,40}\]"
    r"|<a id=\"(?:js_\w+|activity-name|img-content|page-content|publish_time|profileBt|meta_content)\">(?:</a>)?"
    r"|if\(/\(iPhone.{0,80}userAgent\)\)\s?\{\s?document\.write\(.{0,300}?\);\s?\}"
    r"\s?else\s?\{\s?document\.write\(.{0,200}?\);\s?\}"
)
# Pages have such links in header and footer: how many lines are looked at on either end.
_EDGE: Final = 12
_RULE: Final = "link.nowhere"


def without_nowhere(document: Document, filter_name: str) -> tuple[list[Edit], Document]:
    """Return the edits that take the targets of such links out of lines, and the document that they leave."""
    texts = document.texts
    edges = "\n".join(texts if len(texts) <= 2 * _EDGE else [*texts[:_EDGE], *texts[-_EDGE:]])
    if _LINK not in edges and _SCRIPT not in edges and ("<" not in edges or _ANCHOR not in edges):
        return [], document
    signs = [sign for sign in (_LINK, _ANCHOR, _SCRIPT) if sign in edges]
    fixed = [_NOWHERE.sub("", text).strip() if any(sign in text for sign in signs) else text for text in texts]
    return rewritten_lines(document, fixed, filter_name, _RULE)
