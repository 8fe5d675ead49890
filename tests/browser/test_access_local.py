"""Accessibility of the dialogue, one's own location and the consultation: everything in `accessible.look_at`."""

from __future__ import annotations

import pytest
from accessible import look_at

TABS = ("stand", "dekking", "doorstroom", "themas", "acties", "invullen", "verslag", "inlezen", "inrichten")
YEAR = "dialoog?rol=gemeente&cijfers=voorbeeld&jaar=2026&peildatum=2026-11-21"
STEPS = ("overleg", "mandje", "punten", "vragen", "briefing", "terugkoppeling")
ADDRESSES = (
    *(f"{YEAR}&tab={tab}" for tab in TABS),
    f"{YEAR}&tab=doorstroom&klein=tonen&wijk=parkzijde",
    *(f"mijn-locatie?cijfers=voorbeeld&stap={step}" for step in ("scores", "bewaren")),
    *(f"overleg?id=lkk-2027-03&cijfers=voorbeeld&stap={step}" for step in STEPS),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_there_for_everybody(address, server, visit):
    assert look_at(visit(f"{server}/{address}")) == []
