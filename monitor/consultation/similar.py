"""Which questions of members look alike, as proposals that a person accepts or not.

Two texts are compared by their telling words, in any order: small words are left out, endings cut, a word inside a longer one
or with a slip of the pen counts as the same (rapidfuzz). A word that many of the questions have counts for less. Questions
that were linked to different care types or measures are never proposed together, nor a question with a suggestion.

It does not know what words mean: other words for the same thing are missed ("lage score", "uitschieter").
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from monitor.consultation.records import Question
from monitor.consultation.sentences import sentences

ALIKE = 70.0
"""From this score on two questions are proposed. Tried on pairs as members write them (see the tests)."""
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        aan af afvragen al alle als ben bent betekenen betekent bij daar dan dat de deze die dit doe doen doet
        door dus een eens eigenlijk en er erg ga gaan gaat gedaan geen gekeken geldt graag had heb hebben heeft
        hem het hier hij hoe hun ik in is ja je jij jullie kan kijken kijkt komen komt kon kunnen kunt laat
        laten licht lkk maar manier me meer men met mij mijn mogelijk mogen moet moeten na naar niet nog nu of
        om onder onderzoek ons onze ook op over per precies rapport t te toch toe tot u uit uitleggen uw van
        veel volgens voor vraag vragen waar waardoor waarom wanneer waren was wat we wel welke weten wie wij wil
        willen worden wordt zal ze zeggen zegt zich zien ziet zijn zit zo zou zouden zult
        """,
    )
)
LEAST_EXACT = 30.0
"""Of longer questions at least so much must be written the same."""
NEARLY = 85.0
"""From this likeness on two words are one with a slip of the pen."""
WORDS_BESIDE = 30
"""As if so many more questions were there, so that among a few questions a shared word does not count for nothing."""
CUT = ("elijke", "elijk", "ingen", "ing", "heden", "heid", "eren", "'s", "en", "er", "es", "e", "s", "t")
MOST_COMPARED = 400
"""So many questions are held against each other, the newest: every two are looked at, and a page waits for it."""
LEAST_STEM, LEAST_INSIDE, LEAST_WORDS = 4, 6, 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Questions that may be one: ids, the one that should speak first; `score` 0 to 100 of the least alike pair."""

    ids: tuple[str, ...]
    score: float


def proposals(questions: Sequence[Question]) -> tuple[Proposal, ...]:
    """Groups of questions that look alike, the most alike first. Each question is in one group at most.

    Within a group every two look alike. Questions that were merged already take no part, nor do older ones than the newest
    MOST_COMPARED. The one asked by most members speaks, of those the longest.
    """
    asked = [question for question in questions if not question.merged_into][-MOST_COMPARED:]
    scores = _scores(asked)
    groups: dict[str, list[str]] = {question.question_id: [question.question_id] for question in asked}
    for first, second in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        one, two = groups[first], groups[second]
        if one is not two and all(_score(scores, a, b) >= ALIKE for a in one for b in two):
            one += two
            groups |= dict.fromkeys(two, one)
    order = {question.question_id: question for question in asked}
    found = []
    for ids in {id(group): group for group in groups.values() if len(group) > 1}.values():
        ordered = sorted(ids, key=lambda i: (-order[i].members, -len(order[i].text), list(order).index(i)))
        least = min(_score(scores, a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
        found.append(Proposal(tuple(ordered), round(least, 1)))
    return tuple(sorted(found, key=lambda one: (-one.score, one.ids)))


def _scores(asked: Sequence[Question]) -> dict[tuple[str, str], float]:
    """The pairs that look alike, with their score."""
    words = {question.question_id: _telling(question.text) for question in asked}
    counted = Counter(word for found in words.values() for word in found)
    weights = {word: math.log((len(asked) + WORDS_BESIDE) / n) for word, n in counted.items()}
    same_word = functools.cache(_same_word)  # many questions have the same words
    found: dict[tuple[str, str], float] = {}
    for number, one in enumerate(asked):
        for two in asked[number + 1 :]:
            a, b = one.question_id, two.question_id
            score = 0.0 if _differ(one, two) else _overlap(words[a], words[b], weights, same_word)
            if score >= ALIKE:
                found[a, b] = score
    return found


def _score(scores: Mapping[tuple[str, str], float], one: str, two: str) -> float:
    return scores.get((one, two)) or scores.get((two, one)) or 0.0


def _overlap(
    one: frozenset[str], two: frozenset[str], weights: Mapping[str, float], same_word: Callable[[str, str], bool]
) -> float:
    """Twice the weight of the words that both have, as a part (0 to 100) of the weight of all words of both (Dice)."""
    total = sum(weights[word] for word in (*one, *two))
    exact = sum(weights[word] for word in one & two)
    if 200 * exact < LEAST_EXACT * total and max(len(one), len(two)) > LEAST_WORDS:
        return 0.0  # looking for slips of the pen costs time, and would not make these alike
    left, others = set(two), sorted(two)
    shared = 0.0
    for word in sorted(one):
        twin = word if word in left else next((o for o in others if o in left and same_word(word, o)), "")
        if twin:
            left.discard(twin)
            shared += weights[word] + weights[twin]
    return 100 * shared / total if total else 0.0


def _same_word(one: str, two: str) -> bool:
    """A slip of the pen, or one word inside a longer one; years and numbers are the same or not."""
    short, long = sorted((one, two), key=len)
    if any(sign.isdigit() for sign in one + two) or len(short) < LEAST_STEM:
        return False
    return fuzz.ratio(one, two) >= NEARLY or (len(short) >= LEAST_INSIDE and short in long)


def _differ(one: Question, two: Question) -> bool:
    """Whether two questions are about another kind of care or measure, or one asks and one suggests."""
    pairs = ((one.care_type, two.care_type), (one.measure, two.measure))
    return one.kind != two.kind or any(a and b and a != b for a, b in pairs)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).lower().split())


def _telling(text: str) -> frozenset[str]:
    """The stems of the words that tell what is asked: those of the questions in it, unless they point back ("Hoe kan dat?").

    Of a text with small words only, all of them.
    """
    questions = _stems(" ".join(one for one in sentences(text) if one.endswith("?")))
    return questions if len(questions) >= LEAST_WORDS else _stems(text) or frozenset(_words(text))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(text) if word not in SMALL_WORDS)


def _words(text: str) -> list[str]:
    return re.findall(r"\d{4}|[a-z][a-z'-]+", _plain(text))


def _stem(word: str) -> str:
    for ending in CUT:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending)
    return word
