"""Questions out of text as members send it: lists, e-mails, replies, forwarded messages."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.consultation.contacts import contacts_in, without_contacts
from monitor.consultation.questions import from_text
from monitor.consultation.records import QUESTION, SUGGESTION


def asked(text):
    return [question.text for question in from_text(text).questions]


def reasons(text):
    return [note.reason for note in from_text(text).dropped]


LIST = """Waarom is de emotionele kwaliteit bij peuters hoger?
Hoe is de werkstress gemeten
Meer aandacht voor gastouders graag
1. Wat zijn de uitschieters bij baby's?
2) Kan LKK per regio rapporteren?
- Suggestie: toon 2017-2019 altijd
• Vraag: welke bso's?
Vraag 3: hoe zit het met 5,4?
"""

MAIL = """Van: Marieke de Vries <m.devries@deeik.nl>
Verzonden: dinsdag 3 maart 2027 10:12
Aan: Branchebureau <vragen@branche.nl>
Onderwerp: Vragen voor het LKK-overleg

Beste Jan,

Dank voor het toesturen van het rapport. Wij zijn een kleine organisatie in Drenthe.

Op onze groepen zien we de laatste tijd meer kinderen met zorgbehoeften,
vooral bij de peuters. Hoe komt het dat het LKK dat niet ziet? En is er
gekeken naar verschillen tussen regio's?

Daarnaast vragen we ons af of gastouders wel goed gemeten zijn. Het zou mooi zijn als
LKK de resultaten ook per provincie laat zien.

Kunnen jullie deze vragen meenemen naar het overleg?
Bel me gerust op 06-12345678 als iets niet duidelijk is.

Met vriendelijke groet,

Marieke de Vries
Pedagogisch beleidsmedewerker
Kinderopvang De Eik | Dorpsstraat 1 | 9411 AB Beilen
T +31 (0)593 12 34 56 | www.deeik.nl
Denkt u aan het milieu voordat u deze mail print?
"""


def test_a_list_gives_one_question_per_line():
    assert asked(LIST) == [
        "Waarom is de emotionele kwaliteit bij peuters hoger?",
        "Hoe is de werkstress gemeten",
        "Meer aandacht voor gastouders graag",
        "Wat zijn de uitschieters bij baby's?",
        "Kan LKK per regio rapporteren?",
        "Toon 2017-2019 altijd",
        "Welke bso's?",
        "Hoe zit het met 5,4?",
    ]
    kinds = [question.kind for question in from_text(LIST).questions]
    assert kinds == [QUESTION, QUESTION, SUGGESTION, QUESTION, QUESTION, SUGGESTION, QUESTION, QUESTION]
    assert from_text(LIST).dropped == ()


def test_a_list_without_capitals_or_marks_and_with_an_empty_line_between():
    text = "hoe zit het met baby's\n\nwaarom is de bso lager\nkan dit ook per gemeente\n"
    assert asked(text) == ["Hoe zit het met baby's", "Waarom is de bso lager", "Kan dit ook per gemeente"]


def test_an_email_gives_its_questions_with_what_belongs_to_them():
    found = from_text(MAIL)
    assert [(question.kind, question.text) for question in found.questions] == [
        (
            QUESTION,
            "Op onze groepen zien we de laatste tijd meer kinderen met zorgbehoeften, vooral bij de peuters. "
            "Hoe komt het dat het LKK dat niet ziet?",
        ),
        (QUESTION, "En is er gekeken naar verschillen tussen regio's?"),
        (QUESTION, "Daarnaast vragen we ons af of gastouders wel goed gemeten zijn."),
        (SUGGESTION, "Het zou mooi zijn als LKK de resultaten ook per provincie laat zien."),
    ]
    left_out = "\n".join(note.text for note in found.dropped)
    for shown in (
        "Onderwerp:",
        "Beste Jan",
        "Dank voor",
        "kleine organisatie",
        "meenemen",
        "Bel me",
        "Marieke",
        "milieu",
    ):
        assert shown in left_out


@pytest.mark.parametrize("mark", ["Beste", "vriendelijke", "De Eik", "devries", "06-12345678", "Onderwerp", "print"])
def test_nothing_of_the_frame_of_an_email_is_in_a_question(mark):
    assert mark not in " ".join(asked(MAIL))


def test_every_word_of_an_email_is_in_a_question_or_shown_as_left_out():
    found = from_text(MAIL)
    everything = " ".join([*(q.text for q in found.questions), *(note.text for note in found.dropped)]).lower()
    assert [word for word in MAIL.lower().split() if word not in everything] == []


REPLY = """Hoi Jan,

Kunnen jullie in het overleg vragen waarom het activiteitenaanbod niet hersteld is?

Groetjes, Fatima

Verstuurd vanaf mijn iPhone

Op di 3 mrt. 2027 om 10:12 schreef Jan Jansen <jan@branche.nl>:

> Beste leden,
>
> Hebben jullie vragen of suggesties voor het overleg van 16 mei?
> Groet, Jan
"""
OUTLOOK = """Dag Jan,

Mijn vraag is of de BSO volgend jaar groter wordt gemeten.

Groet,
Piet

{line}
Van: Jan Jansen <jan@branche.nl>
Verzonden: maandag 2 maart 2027 09:00
Aan: Leden
Onderwerp: LKK

Beste leden, hebt u vragen? Stuur ze dan voor 1 mei.
Jan
"""


def test_what_stands_under_a_reply_is_left_out_and_shown():
    assert asked(REPLY) == ["Kunnen jullie in het overleg vragen waarom het activiteitenaanbod niet hersteld is?"]
    assert any("Hebben jullie vragen" in note.text for note in from_text(REPLY).dropped)


@pytest.mark.parametrize("line", ["________________________________", "-----Oorspronkelijk bericht-----", ""])
def test_the_older_message_of_another_mail_program_is_left_out_too(line):
    text = OUTLOOK.format(line=line)
    assert asked(text) == ["Mijn vraag is of de BSO volgend jaar groter wordt gemeten."]
    assert "Ouder bericht onder de e-mail." in reasons(text)


FORWARDED = """FYI, zie onder.

Groet Karin

---------- Doorgestuurd bericht ---------
Van: Opvang Zon <zon@zon.nl>
Datum: ma 2 mrt 2027 om 09:00
Onderwerp: vraag

Hallo,
Wat is de marge bij de baby-opvang? En waarom is die zo groot?
Mvg Els
P.S. Kan het rapport ook korter?
"""


def test_a_message_that_was_sent_on_is_read():
    assert asked(FORWARDED) == [
        "Wat is de marge bij de baby-opvang? En waarom is die zo groot?",
        "Kan het rapport ook korter?",
    ]


def test_a_message_that_is_quoted_as_a_whole_is_read():
    assert asked("> Beste Jan,\n> Waarom is er geen cijfer voor onze regio?\n> Groeten, Ali") == [
        "Waarom is er geen cijfer voor onze regio?"
    ]


def test_several_emails_in_one_text_are_all_read():
    text = (
        "Van: a@a.nl\nOnderwerp: vraag\nBeste, hoe zit het met de werkdruk?\nGroet A\n\n"
        "Van: b@b.nl\nOnderwerp: vraag 2\nBeste Jan,\nWat is de marge?\nGroet B\n\n"
        "Hallo allemaal,\nWaarom is de bso niet hersteld?\nGr. C"
    )
    assert asked(text) == ["Hoe zit het met de werkdruk?", "Wat is de marge?", "Waarom is de bso niet hersteld?"]


def test_a_numbered_list_in_an_email_keeps_what_is_no_question_too():
    text = (
        "Geachte heer Jansen,\n\nHierbij onze vragen:\n1. Waarom is de gastouderopvang niet representatief?\n"
        '   Kunt u dat uitleggen?\n2. Wat betekent "deels hersteld"?\n3. Meer aandacht voor de BSO in de vakanties.\n'
        "a) Hoe lang is een groep\n   geobserveerd?\n\nHoogachtend,\nP. de Boer"
    )
    assert asked(text) == [
        "Waarom is de gastouderopvang niet representatief? Kunt u dat uitleggen?",
        'Wat betekent "deels hersteld"?',
        "Meer aandacht voor de BSO in de vakanties.",
        "Hoe lang is een groep geobserveerd?",
    ]


def test_several_questions_in_one_paragraph_are_several_questions():
    text = (
        "Wij herkennen het beeld niet. Op onze locaties is de werkdruk hoog. Hoe is dit gemeten? "
        "Zijn stagiaires meegeteld? Zo ja, waarom? Welke locaties deden mee in 2022-2023?"
    )
    assert asked(text) == [
        "Wij herkennen het beeld niet. Op onze locaties is de werkdruk hoog. Hoe is dit gemeten?",
        "Zijn stagiaires meegeteld? Zo ja, waarom?",
        "Welke locaties deden mee in 2022-2023?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kunnen jullie het activiteitenaanbod meenemen in de volgende meting?",
        "Hoe gaat het met de baby's in de opvang?",
        "Beste praktijken: kan LKK die tonen?",
        "Groepsgrootte: telt die mee?",
        "Zie ook de uitschieters bij baby's",
        "Dank voor het rapport, maar waar is de bso?",
        "Aan welke eisen voldoet een observator?",
        "Van welke groepen is de score laag?",
    ],
)
def test_a_question_that_looks_like_the_frame_of_an_email_is_kept(text):
    assert asked(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["", "  \n\n\t", "Beste Jan,\nBedankt voor de mail. We hebben geen vragen.\nGroet, Ans", "Groet,\nJan", "> \n>\n"],
)
def test_a_text_that_asks_nothing_gives_nothing(text):
    assert asked(text) == []


def test_what_is_left_out_of_a_text_that_asks_nothing_is_shown():
    found = from_text("Beste Jan,\nBedankt voor de mail. We hebben geen vragen.\nGroet, Ans")
    assert [note.text for note in found.dropped][:2] == ["Beste Jan,", "Groet, Ans"]
    assert "We hebben geen vragen." in [note.text for note in found.dropped]


def test_addresses_and_numbers_in_a_question_are_taken_out_and_said():
    found = from_text("Kunt u mailen naar piet@opvang-zon.nl of bellen (0570 12 34 56)?")
    told = "Kunt u mailen naar (e-mailadres weggelaten) of bellen ((telefoonnummer weggelaten))?"
    assert found.questions[0].text == told
    assert [note.text for note in found.dropped] == ["piet@opvang-zon.nl", "0570 12 34 56"]


def test_day_and_organisation_go_with_every_question():
    found = from_text("Een vraag?\nNog een vraag?", received_on=date(2027, 3, 1), organisation="De Eik")
    assert {(q.received_on, q.organisation, q.question_id) for q in found.questions} == {
        (date(2027, 3, 1), "De Eik", "")
    }


def test_markup_in_a_question_stays_text():
    assert asked("Is <b>dit</b> & $x$ =1+1 _ok_?") == ["Is <b>dit</b> & $x$ =1+1 _ok_?"]


@pytest.mark.parametrize("text", ["?" * 500, "a" * 20000, "Beste " * 400, "> " * 500, "Van: x\n" * 200, "1. " * 200])
def test_long_and_odd_texts_are_read(text):
    from_text(text)


def test_a_very_long_introduction_is_cut_and_shown():
    story = " ".join(f"Dit is zin {n} van ons verhaal over de groepen op onze locaties." for n in range(30))
    found = from_text(f"Beste Jan,\n{story} Hoe is dit gemeten?\nGroet, A")
    assert len(found.questions[0].text) < 700
    assert found.questions[0].text.endswith("Hoe is dit gemeten?")
    assert any("Dit is zin 0 " in note.text for note in found.dropped)


# -------------------------------------------------------------------------------------------------------------- contacts


@pytest.mark.parametrize(
    "private",
    [
        "piet@opvang.nl", "<piet.de-vries+lkk@sub.opvang.nl>", "mailto:piet@opvang.nl", "0612345678", "06-12345678",
        "06 1234 5678", "06 12 34 56 78", "+31 6 12345678", "+31 (0)6 12345678", "0031612345678", "(0570) 12 34 56",
        "088-1234567", "0570-123456",
    ],
)  # fmt: skip
def test_contacts_are_taken_out_once_and_for_all(private):
    text = f"Bel of mail {private} vandaag."
    found = without_contacts(text)
    assert private not in found
    assert not any(sign.isdigit() or sign == "@" for sign in found)
    assert without_contacts(found) == found
    assert contacts_in(text)


@pytest.mark.parametrize(
    "text",
    ["In 2017-2019 en 2021-2022.", "De score ging van 4,3 naar 4,6.", "Op 16-05-2027 om 10.00 uur.", "@lkk", "1.000.000 euro",
     "schaal 0 tot 100", "2017, 2018, 2019, 2021"],
)  # fmt: skip
def test_years_and_scores_are_no_phone_numbers(text):
    assert without_contacts(text) == text
