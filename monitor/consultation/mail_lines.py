"""An e-mail as people paste it, taken apart: messages, and in each the lines that are not what somebody had to say.

What is left out is told with its reason, so that a person can see that nothing of value went.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.consultation.mail_words import (
    AFTERTHOUGHT,
    ANNOUNCEMENT,
    BULLET,
    CLOSING,
    CONTACT_ONLY,
    COURTESY,
    DISCLAIMER,
    FORWARDED,
    GREETING,
    GREETS_NOBODY,
    HEADER,
    MOST_CLOSING_WORDS,
    OLDER,
    QUOTED,
    WRAPPED,
)

HEADERS_WHY = "Kop van de e-mail."
OLDER_WHY = "Ouder bericht onder de e-mail."
QUOTED_WHY = "Aangehaalde tekst van een ander bericht."
GREETING_WHY = "Aanhef."
SIGNATURE_WHY = "Groet en ondertekening."
COURTESY_WHY = "Beleefdheid of mededeling."
ANNOUNCEMENT_WHY = "Aankondiging van wat volgt."
CONTACT_WHY = "Adres of nummer."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the text that was not kept, and why (Dutch)."""

    text: str
    reason: str


@dataclass(slots=True)
class Message:
    """What one person wrote: paragraphs (of which `is_entry` tells that it is an entry of a list), and what was left out."""

    paragraphs: list[tuple[str, bool]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    is_older: bool = False
    is_mail: bool = False
    """Whether it has a header, a greeting or a closing; otherwise it is a plain list."""


def messages(text: str) -> list[Message]:
    """The messages in a text, in its order. `is_older` marks what stands under a reply."""
    return [_message(lines, is_older) for lines, is_older in _cut(text.splitlines())]


def _cut(lines: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Lines per message. A header block begins one; so does a line that announces an older or forwarded one."""
    found: list[str] = []
    is_older = False
    in_headers = True
    for number, line in enumerate(lines):
        starts_older = bool(OLDER.search(line)) and (line.strip("_ ") != "" or _header_follows(lines, number + 1))
        starts_forward = bool(FORWARDED.search(line))
        starts_block = not in_headers and _is_header_block(lines, number)
        if starts_older or starts_forward or starts_block:
            has_text = any(one.strip() for one in found)
            if has_text:
                yield found, is_older
            # A block of headers under text is what Outlook puts above the message that is answered.
            is_older = (
                starts_older or (is_older and not starts_forward) or (starts_block and has_text and not _is_own(found))
            )
            found = []
            in_headers = True
        if line.strip() and not HEADER.search(line) and not starts_older and not starts_forward:
            in_headers = False
        found.append(line)
    if any(one.strip() for one in found):
        yield found, is_older


def _is_own(lines: list[str]) -> bool:
    """Whether these lines began with headers: then several e-mails were pasted, each with its own."""
    first = next((line for line in lines if line.strip()), "")
    return bool(HEADER.search(first) or FORWARDED.search(first))


def _is_header_block(lines: list[str], number: int) -> bool:
    return (
        bool(HEADER.search(lines[number])) and sum(bool(HEADER.search(one)) for one in lines[number : number + 5]) >= 2
    )


def _header_follows(lines: list[str], number: int) -> bool:
    following = [line for line in lines[number : number + 4] if line.strip()]
    return bool(following) and bool(HEADER.search(following[0]))


def _message(lines: list[str], is_older: bool) -> Message:
    found = Message(is_older=is_older)
    reader = _Reader(found)
    unquoted = [line for line in lines if line.strip() and not QUOTED.search(line) and not _is_mark(line)]
    for number, line in enumerate(lines):
        # A message that is quoted as a whole was forwarded that way.
        is_quoted = bool(QUOTED.search(line))
        if is_quoted and unquoted:
            reader.leave_out(line, QUOTED_WHY)
            continue
        reader.read(QUOTED.sub("", line) if is_quoted else line, _is_lone_header(lines, number))
    reader.end_paragraph()
    return found


def _is_mark(line: str) -> bool:
    return bool(HEADER.search(line) or OLDER.search(line) or FORWARDED.search(line))


def _is_lone_header(lines: list[str], number: int) -> bool:
    """A header among other headers, with an address in it, or at the top. "Van: baby's naar peuters" in a list is none."""
    if not HEADER.search(QUOTED.sub("", lines[number])):
        return False
    near = [QUOTED.sub("", line) for line in (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])]
    is_first = not any(line.strip() for line in lines[:number])
    return is_first or "@" in lines[number] or any(HEADER.search(line) for line in near)


class _Reader:
    """Reads the lines of one message in order."""

    def __init__(self, found: Message) -> None:
        self.found = found
        self.paragraph: list[str] = []
        self.is_entry = False
        self.in_signature = False

    def read(self, line: str, is_header: bool) -> None:
        text = " ".join(line.split())
        if not text:
            self.end_paragraph()
        elif is_header:
            self.found.is_mail = True
            self.leave_out(text, HEADERS_WHY)
        elif _is_mark(line) and not HEADER.search(line):
            self.leave_out(text, HEADERS_WHY)
        elif _is_greeting(text):
            self._greet(text)
        elif self.in_signature:
            self._read_signature(text)
        elif CLOSING.match(text) and len(text.split()) <= MOST_CLOSING_WORDS and not text.endswith("?"):
            self.found.is_mail = True
            self.in_signature = True
            self.leave_out(text, SIGNATURE_WHY)
        elif COURTESY.match(text):
            self.leave_out(text, COURTESY_WHY)
        elif CONTACT_ONLY.match(text) or DISCLAIMER.search(text):
            self.leave_out(text, CONTACT_WHY)
        elif ANNOUNCEMENT.match(text):
            self.leave_out(text, ANNOUNCEMENT_WHY)
        else:
            self._add(line, AFTERTHOUGHT.sub("", text))

    def leave_out(self, text: str, reason: str) -> None:
        """Note what is left out; lines with one reason that follow each other are one note."""
        self.end_paragraph()
        text = " ".join(text.split())
        notes = self.found.left_out
        if notes and notes[-1].reason == reason and reason != COURTESY_WHY:
            notes[-1] = LeftOut(f"{notes[-1].text}\n{text}", reason)
        elif text:
            notes.append(LeftOut(text, reason))

    def end_paragraph(self) -> None:
        if self.paragraph:
            self.found.paragraphs.append((" ".join(self.paragraph), self.is_entry))
        self.paragraph, self.is_entry = [], False

    def _greet(self, text: str) -> None:
        self.found.is_mail = True
        self.in_signature = False
        match = GREETING.match(text)
        rest = text[match.end() :] if match else ""
        self.leave_out(text[: len(text) - len(rest)].strip(), GREETING_WHY)
        if rest:
            self._add(rest, rest)

    def _read_signature(self, text: str) -> None:
        """Names and addresses until the end, but for an afterthought."""
        if AFTERTHOUGHT.match(text):
            self.in_signature = False
            self._add(text, AFTERTHOUGHT.sub("", text))
        else:
            self.leave_out(text, SIGNATURE_WHY)

    def _add(self, line: str, text: str) -> None:
        is_bullet = bool(BULLET.match(text))
        if is_bullet or not self._goes_on(line):
            self.end_paragraph()
        if is_bullet:
            self.is_entry = True
            text = BULLET.sub("", text, count=1)
        self.paragraph.append(text)

    def _goes_on(self, line: str) -> bool:
        """Whether a line goes on with the one above it: that one was full or unfinished, or this one is indented under a list."""
        if not self.paragraph:
            return True
        above = self.paragraph[-1]
        if self.is_entry and line[:1].isspace():
            return True
        if above.endswith((".", "?", "!", ":", ";")):
            return len(above) >= WRAPPED and self.found.is_mail
        return len(above) >= WRAPPED or above.endswith(",")


def _is_greeting(text: str) -> bool:
    """Not a sentence that happens to begin with such a word ("Beste praktijken: ...", "Dag van de opvang?")."""
    match = GREETING.match(text)
    if match is None or BULLET.match(text):
        return False
    opening = match.group().strip()
    ends_well = opening.endswith((",", "!", ".", ":")) or not text.endswith("?")
    return ends_well and len(opening.split()) <= MOST_CLOSING_WORDS and not GREETS_NOBODY.match(text)
