"""E-mail addresses, phone numbers and links to persons: never kept with what members ask."""

from __future__ import annotations

import re

from monitor.dialogues.names import PHONES
from monitor.ingest.privacy import PHONE

EMAIL = re.compile(r"<?(?:mailto:)?[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+>?", re.IGNORECASE)
TAKEN_OUT_EMAIL, TAKEN_OUT_PHONE = "(e-mailadres weggelaten)", "(telefoonnummer weggelaten)"


def without_contacts(text: str) -> str:
    """The text with a note where an e-mail address or phone number stood. Idempotent."""
    return PHONES.sub(_phone, EMAIL.sub(TAKEN_OUT_EMAIL, text))


def has_contacts(text: str) -> bool:
    return without_contacts(text) != text


def _phone(match: re.Match[str]) -> str:
    digits = re.sub(r"[\s()./-]", "", match.group())
    return TAKEN_OUT_PHONE if PHONE.fullmatch(digits) else match.group()
