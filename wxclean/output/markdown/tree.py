"""A walk through the elements of a page's content, in order and without recursion: pages nest as deep as they like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Leave = Callable[[], None]
"""What is to be done once all that stands in an element is visited."""


def nothing() -> None:
    """Do nothing when an element ends."""


SKIP: Final = None
"""What `enter` returns for a node whose inside is not to be visited."""


def walk(root: LexborNode, enter: Callable[[LexborNode], Leave | None]) -> None:
    """Call `enter` for each node inside an element, and what it returns after the last node inside that one."""
    above: list[tuple[LexborNode, Leave]] = []
    node = root.first_child
    while True:
        while node is None:
            if not above:
                return
            node, leave = above.pop()
            leave()
            node = node.next
        leave_node = enter(node)
        if leave_node is SKIP:
            node = node.next
        else:
            above.append((node, leave_node))
            node = node.first_child
