"""The steps that ship with wxclean, in the order in which they run."""

from __future__ import annotations

from functools import partial
from typing import Final

from wxclean.filters.fixes import entities, spacing, unicode
from wxclean.filters.packs.pack_offer import pack_offer
from wxclean.filters.page import scripts, wechat
from wxclean.filters.step import BUILT_IN, Offer
from wxclean.rules.shipped import OPTIONAL, shipped_pack

OFFERS: Final[tuple[Offer, ...]] = (
    unicode.OFFER,
    spacing.OFFER,
    entities.OFFER,
    scripts.OFFER,
    wechat.OFFER,
    *(pack_offer(name, BUILT_IN, partial(shipped_pack, name), default=False) for name in OPTIONAL),
)
