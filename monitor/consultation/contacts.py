"""E-mail addresses and phone numbers: never kept with what members ask."""

from __future__ import annotations

import re

EMAIL = re.compile(r"<?(?:mailto:)?(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+>?", re.IGNORECASE)
PHONE = re.compile(
    r"(?<!\w)(?:(?:(?:\+31|0031)[\s.-]*+(?:\(0\))?|0)[\s()./-]*[1-9](?:[\s()./-]*\d){8}|"
    r"\(0[1-9]\d{0,2}\)(?:[\s./-]*\d){6,8})(?!\d)"
)
TAKEN_OUT_EMAIL, TAKEN_OUT_PHONE = "(e-mailadres weggelaten)", "(telefoonnummer weggelaten)"


def without_contacts(text: str) -> str:
    """The text with a note where an e-mail address or phone number stood. Doing it again changes nothing."""
    return PHONE.sub(TAKEN_OUT_PHONE, EMAIL.sub(TAKEN_OUT_EMAIL, text))


def contacts_in(text: str) -> list[str]:
    """The addresses and numbers that `without_contacts` takes out."""
    return [*EMAIL.findall(text), *PHONE.findall(EMAIL.sub(" ", text))]
