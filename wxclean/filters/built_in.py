"""The steps that ship with wxclean, in the order in which they run."""

from __future__ import annotations

from functools import partial
from typing import Final

from wxclean.filters.fixes import entities, spacing, unicode
from wxclean.filters.packs.pack_offer import pack_offer
from wxclean.filters.page import scripts, wechat
from wxclean.filters.step import BUILT_IN, Offer
from wxclean.rules.shipped import shipped_pack

OFFERS: Final[tuple[Offer, ...]] = (
    unicode.OFFER,
    spacing.OFFER,
    entities.OFFER,
    scripts.OFFER,
    wechat.OFFER,
    pack_offer("promo", BUILT_IN, partial(shipped_pack, "promo"), default=False),
    pack_offer("notice", BUILT_IN, partial(shipped_pack, "notice"), default=False),
)
