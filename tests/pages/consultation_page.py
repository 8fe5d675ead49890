"""What tests of Overleg voorbereiden share: opening a step, its fields, and what was kept."""

from __future__ import annotations

from page_runs import checked, visit
from streamlit.testing.v1 import AppTest

from monitor.consultation.records import Consultation, Question
from monitor.consultation.store import Consultations
from monitor.store.journal import Journal
from tests.consultation.build import item

ON = "2027-03-01"
STEPS = ("overleg", "mandje", "punten", "vragen", "briefing", "terugkoppeling")


def open_(one: str, step: str, **params: str) -> AppTest:
    return visit("overleg", id=one, stap=step, peildatum=ON, **params)


def opened(one: str, step: str, question: str) -> AppTest:
    app = open_(one, step)
    app.session_state[f"question_{question}"] = True
    return checked(app.run())


def kept(store: Consultations, one: str) -> Consultation:
    found = Consultations(Journal(store.journal.folder.parent)).get(one)
    assert found is not None
    return found


def field(app: AppTest, name: str):
    """The widget of a field, by the end of its key."""
    for kind in ("text_area", "text_input", "date_input", "selectbox", "multiselect"):
        for found in app.get(kind):
            if (found.key or "").endswith(f"_{name}"):
                return found
    raise KeyError(name)


def press(app: AppTest, key: str) -> AppTest:
    return checked(app.button(key=key).click().run())


def filled(store: Consultations, one: str, n: int = 2) -> list[str]:
    """Items in the basket; their ids."""
    for number in range(1, n + 1):
        store.add_item(one, item(number))
    return [found.item_id for found in kept(store, one).items]


def asked(store: Consultations, one: str, *texts: str, **more) -> tuple[str, ...]:
    return store.add_questions(one, [Question("", text, **more) for text in texts])
