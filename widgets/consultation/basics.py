"""Overleg: name, days, parties and contact, each kept when it changes; and what is left to do."""

from __future__ import annotations

import streamlit as st

from widgets.consultation import tasks
from widgets.consultation.choice import CONTACT_HELP, CONTACT_LABEL, PARTIES_HELP, PARTIES_LABEL
from widgets.consultation.keeper import Fields
from widgets.consultation.view import View


def show(view: View, fields: Fields) -> None:
    st.header("Het overleg", anchor=False)
    fields.text_input("Naam van het overleg", "name")
    left, right = st.columns(2)
    with left:
        fields.day("Datum van het overleg", "held_on")
    with right:
        fields.day("Tot wanneer kunnen leden vragen sturen?", "closes_on")
    consultation = fields.consultation
    held, closes = consultation.held_on, consultation.closes_on
    if held is not None and closes is not None and closes > held:
        st.warning("De laatste dag voor vragen is na het overleg. Klopt dat?", icon=":material/warning:")
    fields.text_area(PARTIES_LABEL, "parties", help=PARTIES_HELP, height=100)
    fields.text_input(CONTACT_LABEL, "contact", help=CONTACT_HELP)
    tasks.show(view, consultation, "overleg")
