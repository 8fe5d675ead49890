"""A finding of a local dialogue in the basket: only its page can make it again, so the basket looks at every change."""

from datetime import date

from page_runs import plain, said, visit

from monitor.blocks.block import Block
from monitor.blocks.recipes import view_of
from monitor.consultation import items, stale
from monitor.consultation.store import Consultations
from monitor.records import OWN
from monitor.session import Session
from monitor.tables import Column, Table


def test_a_change_by_hand_is_seen_by_who_has_the_basket_open(empty_workspace):
    session = Session(empty_workspace)
    store = Consultations(session.dialogues.journal)
    made = store.create("Overleg", date(2027, 3, 1))
    table = Table("Acties", (Column("what", "Actie"),), (("een vast invalteam",),))
    block = Block("acties", "dialoog", "Eén actie loopt", "", "", "dialoog", table)
    store.add_item(made, items.from_block(block, view_of(session, OWN), {}))
    app = visit("overleg", stap="mandje", id=made)
    assert "Eén actie loopt" in said(app)
    assert stale.UNKNOWN not in plain(said(app))
    session.dialogues.journal.append("actions", {"origin": OWN, "action_id": "a"})
    assert stale.UNKNOWN in plain(said(app.run()))
