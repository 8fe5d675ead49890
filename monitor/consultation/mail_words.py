"""Words by which lines of an e-mail are known: headers, greetings, closings, older messages, courtesy, lists.

A line may be very long and dull ("-----..."). No pattern may take longer than such a line is: what begins with many of
one sign takes them all at once (`*+`), or a few of them.
"""

from __future__ import annotations

import re

HEADER = re.compile(
    r"^\W{0,3}(?:van|from|aan|to|cc|bcc|verzonden|verstuurd|sent|datum|date|onderwerp|subject|bijlagen?|"
    r"attachments?|prioriteit|"
    r"importance|reply-to|antwoorden aan|beantwoorden)\W{0,2}:(?:\s|$)",
    re.IGNORECASE,
)
OLDER = re.compile(
    r"^[\W_]*+(?:oorspronkelijk bericht|original message)\b|"
    r"^\s*(?:op|on)\b.{4,120}\b(?:schreef|wrote)\b.{0,120}:?\s*$|^\s*(?:.{0,80}\s)?(?:schreef|"
    r"wrote)(?:\s.{0,80})?:\s*$|^_{10,}\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"^[\W_]*+(?:doorgestuurd(?:e)? bericht|forwarded message|begin doorgestuurd bericht|"
    r"begin forwarded message)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"^\s*(?:>|&gt;)+\s?")
GREETING = re.compile(
    r"^\s*(?:(?:beste|geachte|lieve|dear)\b[^?]{0,60}?|(?:hallo|hoi|hi|hello|dag|hey)\b(?:\s+[^\s,!.?]+){0,4}?|"
    r"goede(?:n)?\s?(?:morgen|middag|avond|dag)\b(?:\s+[^\s,!.?]+){0,4}?|l\.?s\.?)\s*(?:[,!.:]|$)\s*",
    re.IGNORECASE,
)
GREETS_NOBODY = re.compile(r"\s*(?:beste|lieve)\s+(?:praktijk|voorbeeld|manier|score|werkwijze|resulta)", re.IGNORECASE)
CLOSING = re.compile(
    r"^\s*(?:--\s*$|(?:met\s+)?(?:(?:zeer\s+)?(?:vriendelijke|hartelijke|collegiale|warme|beste|"
    r"lieve)\s+)?groet(?:en|jes)?\b|"
    r"(?:m\.?v\.?g|h\.?gr|gr)\b\.?\s*[,!]?(?:\s|$)|hoogachtend\b|kind regards|best regards|"
    r"(?:verzonden|verstuurd|sent)\s+(?:vanaf|vanuit|met|via|from)\b|(?:get|download)\s+outlook\b|outlook voor\b)",
    re.IGNORECASE,
)
MOST_CLOSING_WORDS = 9
AFTERTHOUGHT = re.compile(r"^\s*p\.?\s?s\.?\s*[:.,-]?\s+", re.IGNORECASE)
COURTESY = re.compile(
    r"^\W*(?:(?:alvast\s+)?(?:heel\s+)?(?:erg\s+)?(?:veel\s+)?(?:bedankt|dank|thanks)\b(?![^.!]*\?)[^.?!]{0,90}|"
    r"(?:ik|wij|we)\s+(?:hoor|horen|zie|zien)\s+(?:het\s+|dit\s+|jullie\s+|uw\s+|graag\s+)*(?:graag|reactie|"
    r"antwoord)\b(?!.*\b(?:hoe|of|waarom|wat|welke)\b)[^.?!]{0,60}|"
    r"(?:fijne?|prettige?|goede?)\s+(?:dag|avond|weekend|week|vakantie)\b[^.?!]{0,40}|tot\s+(?:dan|ziens|snel|straks|"
    r"de\s+\d{1,2}e)\b[^.?!]{0,30}|"
    r"(?:kunnen|kunt|willen|wilt|zouden|zou)\s+(?:jullie|u|je)\s+(?:(?:deze|onze|mijn)\s+(?:vra(?:ag|gen)|punten|suggesties|"
    r"opmerkingen)|dit|ze)\s+(?:\w+\s+){0,3}(?:meenemen|inbrengen|doorsturen)\b[^.?!]{0,60}\??|"
    r"(?:dank|bedankt)\s+voor\b[^.?!]{0,90}|(?:veel\s+)?succes\b[^.?!]{0,50}|"
    r"(?:ik\s+)?hoop\s+dat\s+(?:alles\s+)?(?:het\s+)?goed\s+(?:gaat|met)\b[^.?!]{0,40}|"
    r"(?:hoe\s+gaat\s+het|alles\s+goed)\s*(?:met\s+(?:jou|u|jullie))?\s*\??|"
    r"(?:fyi\b,?\s*)?(?:zie\s+(?:onder|hieronder|bijlage|mail|bericht)|ter\s+info|fyi|t\.?k\.?n)\b[^.?!]{0,40})[.!]*\s*$",
    re.IGNORECASE,
)
ANNOUNCEMENT = re.compile(
    r"^(?!.*\?).{0,140}\b(?:vra(?:ag|gen)|suggesties?|punten|opmerkingen|reactie|aandachtspunten)\b.{0,60}:\s*$|"
    r"^\W*(?:onze|mijn|de|hierbij|vragen?|suggesties?|tips?|opmerkingen)\b(?:\s+\w+){0,5}\s*:?\s*$",
    re.IGNORECASE,
)
CONTACT_ONLY = re.compile(
    r"^\W{0,20}(?:(?:t|tel|telefoon|m|mob|mobiel|e|e-?mail|mail|i|w|web|website|kvk|lrk)\b[\s.:|]*+)?"
    r"(?:(?=[\d\s()+./|-]{8})[\d\s()+./-]*+|[^\s@|]+@[^\s|]++|"
    r"(?:https?://|www\.)[^\s|]++|postbus\s+\d+.*|\d{4}\s?[A-Z]{2}\b.*)(?:\s*+\|.*)?\W*+$",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\b(?:vertrouwelijk|confidential|disclaimer|geadresseerde|milieu voordat|before printing|virus(?:vrij|sen)|"
    r"uitsluitend bestemd|"
    r"aansprakelijk|openingstijden|ik werk op|werkdagen)\b",
    re.IGNORECASE,
)
BULLET = re.compile(
    r"^\s*(?:[-•*–—▪◦·]\s+|\(?\d{1,2}[.):]\s*(?=\D)|\(?[a-h][.)]\s+|(?:vraag|suggestie|punt|v|"
    r"q)\s?\d{1,2}\s*[.:)-]\s*)",
    re.IGNORECASE,
)
WRAPPED = 55
"""A line of at least so many signs may go on in the next one."""
