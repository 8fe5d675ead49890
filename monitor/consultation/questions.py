"""Questions of members out of text: one per line, or the body of an e-mail.

Greetings, signatures, headers and older messages are left out and shown as left out; so is what holds no question. What
stands before a question in the same paragraph stays with it, because a question often points back ("Hoe kan dat?").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.consultation.contacts import contacts_in, without_contacts
from monitor.consultation.mail_lines import COURTESY_WHY, OLDER_WHY, LeftOut, Message, messages
from monitor.consultation.mail_words import COURTESY
from monitor.consultation.records import QUESTION, SUGGESTION, Question
from monitor.consultation.sentences import sentences

SUGGESTS = re.compile(
    r"\b(?:suggesties?|tips?|voorstel(?:len)?|stel(?:len)? (?:ik |we |wij )?voor|"
    r"zou(?:den)? (?:het )?(?:\w+ ){0,3}(?:goed|fijn|mooi|handig|"
    r"nuttig|prettig|zinvol|helpen|willen|wensen)|graag (?:meer|ook|een|aandacht|zien)|wij pleiten|pleit(?:en)? voor|"
    r"neem (?:ook|dit|de)|kijk (?:ook|eens)|misschien (?:kan|kunnen)|advies|liever|maak (?:een|de|het)|laat (?:ook|"
    r"de|het)|"
    r"geef (?:ook|de|meer)|(?:is|zijn) (?:gewenst|wenselijk|welkom)|meer aandacht)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:(?:wij|we|ik) (?:vragen|vraag) (?:ons|mij|me) af|vra(?:agt?|gen) (?:ik |wij |we )?(?:ons|me|mij) af|"
    r"benieuwd|"
    r"graag (?:weten|horen|willen|uitleg|antwoord|een toelichting|toelichting)|(?:wil|willen|zou|"
    r"zouden) (?:\w+ ){0,3}(?:graag )?weten|"
    r"onduidelijk (?:is|voor)|(?:niet|on)duidelijk (?:hoe|of|waarom|wat|welke)|(?:mijn|onze|de) vraag (?:is|luidt))\b",
    re.IGNORECASE,
)
OPENS_QUESTION = re.compile(
    r"^\W*(?:wie|wat|waar\w*|hoe\w*|welke?|wanneer|waarom|in hoeverre|is|zijn|was|heeft|hebben|kan|kunnen|kunt|"
    r"wordt|worden|mag|moet|"
    r"klopt|geldt|gaat|komt|komen|zit|ligt)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^\s*(vraag|suggestie|tip|voorstel|opmerking|idee)\s*(?:\d{1,2}\s*)?[:.)-]\s*(?=\S)", re.IGNORECASE)
FOLLOWS = re.compile(
    r"^\W*(?:zo ja|zo nee|zo niet|en zo|of niet|of juist|waarom (?:wel|niet|is dat|dan)|en waarom|klopt dat|"
    r"hoe kan dat|hoe komt dat|"
    r"is dat (?:zo|juist|terecht)|wat (?:is|zijn) (?:daarvan|daarvoor)|en anders|(?:kunt|kunnen|kan|wil|willen|zou|"
    r"zouden) (?:u|jullie|je|het lkk|lkk) (?:dat|dit|het|hier|daar)|hebben jullie (?:daar|hier))\b",
    re.IGNORECASE,
)
SHORT_WORDS = 2
LONGEST_CONTEXT = 600
NO_QUESTION_WHY = "Hier staat geen vraag of suggestie in."
CONTACT_WHY = "E-mailadres of telefoonnummer: bewaren wij niet."
TOO_LONG_WHY = "De inleiding bij de vraag is te lang om mee te nemen."


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was found: questions (without ids), and everything that was left out, in the order of the text."""

    questions: tuple[Question, ...]
    dropped: tuple[LeftOut, ...] = ()


def from_text(text: str, *, received_on: date | None = None, organisation: str = "") -> Parsed:
    """Questions and suggestions in a text that somebody pasted.

    Under a reply the older messages count only when the newest one asks nothing: then they were sent on.
    """
    found = messages(text)
    taken: list[str] = []
    dropped: list[LeftOut] = []
    for message in found:
        asked, notes = _asked(message)
        if message.is_older and taken:
            dropped.append(LeftOut(_whole(message), OLDER_WHY))
            continue
        taken += asked
        dropped += [*message.left_out, *notes]
    dropped += [LeftOut(told, CONTACT_WHY) for one in taken for told in contacts_in(one)]
    questions = tuple(
        Question("", without_contacts(_bare(one)), kind_of(one), received_on=received_on, organisation=organisation)
        for one in taken
    )
    return Parsed(questions, tuple(note for note in dropped if note.text))


def kind_of(text: str) -> str:
    """QUESTION or SUGGESTION: what a label in front says, else a question mark, else the words."""
    label = LABEL.match(text)
    if label:
        return QUESTION if label[1].lower() == "vraag" else SUGGESTION
    if "?" in text or ASKS.search(text) or OPENS_QUESTION.match(text):
        return QUESTION
    return SUGGESTION if SUGGESTS.search(text) else QUESTION


def is_asked(sentence: str) -> bool:
    """Whether a sentence by itself asks or suggests something."""
    return bool(sentence.rstrip("\"”') ").endswith("?") or ASKS.search(sentence) or SUGGESTS.search(sentence)
                or LABEL.match(sentence))  # fmt: skip


def _asked(message: Message) -> tuple[list[str], list[LeftOut]]:
    """The questions of a message as they were written, and what of its paragraphs was left out."""
    found: list[str] = []
    notes: list[LeftOut] = []
    is_list = not message.is_mail and not _is_prose(message)
    for text, is_entry in message.paragraphs:
        asked, rest = _of_paragraph(text)
        if not asked and (is_entry or is_list):
            asked, rest = [text], []
        found += asked
        notes += rest
    return found, notes


def _is_prose(message: Message) -> bool:
    """One or two paragraphs of several sentences, some of which ask: a story, not a list of entries."""
    texts = [text for text, is_entry in message.paragraphs if not is_entry]
    long = [text for text in texts if len(list(sentences(text))) > 2]
    return bool(long) and any(is_asked(sentence) for text in texts for sentence in sentences(text))


def _of_paragraph(text: str) -> tuple[list[str], list[LeftOut]]:
    """Each question with the sentences that stand before it; sentences after the last one stay with that one."""
    found: list[list[str]] = []
    before: list[str] = []
    notes: list[LeftOut] = []
    for sentence in sentences(text):
        if not sentence:
            continue
        if COURTESY.match(sentence):
            notes.append(LeftOut(sentence, COURTESY_WHY))
        elif found and not before and _follows(sentence):
            found[-1].append(sentence)
        elif is_asked(sentence):
            found.append([*before, sentence])
            before = []
        else:
            before.append(sentence)
    if not found:
        return [], [*notes, *([LeftOut(" ".join(before), NO_QUESTION_WHY)] if before else [])]
    found[-1] += before
    shortened = list(_without_long_introductions(found, notes))
    return shortened, notes


def _follows(sentence: str) -> bool:
    """A question that cannot stand alone ("Zo ja, waarom?")."""
    return sentence.endswith("?") and (bool(FOLLOWS.match(sentence)) or len(sentence.split()) <= SHORT_WORDS)


def _without_long_introductions(found: Sequence[list[str]], notes: list[LeftOut]) -> Iterator[str]:
    for group in found:
        kept = list(group)
        cut: list[str] = []
        while len(kept) > 1 and len(" ".join(kept)) > LONGEST_CONTEXT and not is_asked(kept[0]):
            cut.append(kept.pop(0))
        if cut:
            notes.append(LeftOut(" ".join(cut), TOO_LONG_WHY))
        yield " ".join(kept)


def _bare(text: str) -> str:
    """Without the label in front, with a capital."""
    bare = LABEL.sub("", text).strip()
    return bare[:1].upper() + bare[1:]


def _whole(message: Message) -> str:
    return "\n".join(text for text, _ in message.paragraphs)
