"""Dutch words that tell of a change, of a time, of a wish: what the guard against two-period claims looks for.

The patterns are for a text with signs for its periods (see `monitor.consultation.period_signs`).
"""

from __future__ import annotations

import re

from monitor.consultation.period_signs import AFTER, DIP, OLDER

# --------------------------------------------------------------------------------------------------------- comparisons

_OF = (
    r"(?:(?:de|het|die|dat|dit|jaren|jaar|periode|meetperiode|meting|ronde|cijfers?|scores?|uitkomst(?:en)?|resultaten|"
    r"niveau|schooljaar|eind|begin|van|in|uit|over|tijdens|bij|op)\s+){0,6}"
)
_WITH = (
    r"(?:sinds|vanaf|na|ten opzichte van|vergeleken (?:met|bij)|in vergelijking (?:met|tot)|vergelijkbaar met|"
    r"gelijk aan|net als|zelfde als|(?:even|net zo) \w+ als|dan|tegenover|verschil met|boven|onder|anders dan)"
)
_LAST = (
    r"(?:(?:de|het|een|die|onze)\s+)?(?:vorige?|voorgaande|voorlaatste|laatste|afgelopen|eerdere)\s+(?:twee\s+|"
    r"drie\s+|paar\s+)?"
    r"(?:keer|meting(?:en)?|meetronde|meetperiode|ronde|rapport(?:age)?|onderzoek|periodes?|jaar|jaren|monitor|"
    r"peiling|editie|lkk|"
    r"cijfers|schooljaar|uitkomst(?:en)?|resultaten)"
)
_THEN = (
    r"(?:eerst|eerder|voorheen|toen|daarvoor|vroeger|nu|tegenwoordig|een (?:jaar|periode|meting) eerder|"
    r"(?:\w+ )?jaar (?:geleden|eerder|ervoor))"
)
SINCE = re.compile(
    rf"\b{_WITH}\s+{_OF}(?:{AFTER}|{_LAST}\b|{_THEN}\b)|\btussen\s+{_OF}{AFTER}|"
    rf"\b(?:van|uit)\s+{_OF}{AFTER}\s+(?:naar|op|tot|en)\s+{_OF}{AFTER}|\bsindsdien\b|"
    rf"\b(?:een|twee|drie|enkele) jaar (?:geleden|eerder)\b|\bjaar op jaar\b"
)
"""A comparison with a time after the baseline."""
SINCE_OLD = re.compile(rf"\b{_WITH}\s+{_OF}{OLDER}|\btussen\s+{_OF}{OLDER}")
COMPARED = re.compile(
    r"\b(?:dan|naarmate|tegenover|onderling)\b|\b(?:locaties|groepen|teams|organisaties|gastouders) (?:met|die|"
    r"zonder|waar)\b"
)
"""A comparison of groups, not of times."""
IN_THE_DIP = re.compile(rf"\b(?:in|tijdens|gedurende|van|door|rond)\s+{_OF}{DIP}")

# --------------------------------------------------------------------------------------------------------- what changed

_NOT_A_CHANGE = r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bonze )"
UP_TOLD = re.compile(
    r"\b(?:steeg|stegen|gestegen|toegenomen|(?:nam|namen)\b[^,;.]*\btoe|" + _NOT_A_CHANGE + r"verbeterden?|verbeterd|"
    r"(?:vooruit|omhoog) ?gegaan|(?:ging|gingen|is|zijn)\b[^,;.]*\b(?:vooruit|omhoog)|gegroeid|groeiden?|opgelopen|"
    r"(?:liep|liepen)\b[^,;.]*\bop|(?:beter|hoger|gunstiger) geworden|(?:werd|werden) (?:\w+ )?(?:beter|hoger|"
    r"gunstiger))\b"
)
DOWN_TOLD = re.compile(
    r"\b(?:daalden?|gedaald|afgenomen|(?:nam|namen)\b[^,;.]*\baf|verslechterd(?:e|en)?|(?:achteruit|omlaag) ?gegaan|"
    r"(?:ging|gingen|is|zijn)\b[^,;.]*\b(?:achteruit|omlaag)|gezakt|zakten?|teruggelopen|(?:liep|"
    r"liepen)\b[^,;.]*\bterug|"
    r"verminderd|verschraald|(?:slechter|lager|ongunstiger) geworden|(?:werd|werden) (?:\w+ )?(?:slechter|lager))\b"
)
UP = re.compile(
    r"\b(?:stijg(?:t|en|ing|ingen|ende)|toename|(?:neemt|nemen)\b[^,;.]*\btoe|verbetert(?! (?:de|het|hun|onze|uw)\b)|"
    r"verbetering(?:en)?|vooruitgang|(?:gaat|gaan)\b[^,;.]*\b(?:vooruit|omhoog)|groei(?:t)?|(?:loopt|"
    r"lopen)\b[^,;.]*\bop|"
    r"(?:positieve|opgaande|opwaartse) (?:trend|lijn|ontwikkeling)|(?:steeds|weer|alsmaar) (?:hoger|beter)|toenemende|"
    r"in de lift|klimt|klom|klommen|gaat(?: het)?(?: nu| weer)? beter met|zich (?:\w+ )?positief|"
    r"(?<!uitschieters )omhoog(?=\W*$))\b"
)
DOWN = re.compile(
    r"\b(?:daalt|dalen|daling(?:en)?|dalende|afname|(?:neemt|nemen)\b[^,;.]*\baf|verslechter(?:t|en|ing)|achteruitgang|"
    r"(?:gaat|gaan)\b[^,;.]*\b(?:achteruit|omlaag)|zakt|zakken|terugloop|teruggang|terugval|vermindering|verschraling|"
    r"(?:loopt|lopen)\b[^,;.]*\bterug|(?:negatieve|neergaande|neerwaartse) (?:trend|lijn|ontwikkeling)|"
    r"(?:steeds|weer|alsmaar) (?:lager|slechter)|afnemende)\b"
)
HIGHER = re.compile(
    r"\b(?:hoger|beter|gunstiger|sterker)\b(?=\s*(?:$|[.,;:!?)\"”]|en\b|of\b|maar\b|in\b|bij\b|voor\b|op\b|uit\b|"
    r"nu\b|dan\b|geworden\b))"
)
LOWER = re.compile(
    r"\b(?:lager|slechter|ongunstiger|zwakker|minder (?:goed|hoog|gunstig))\b"
    r"(?=\s*(?:$|[.,;:!?)\"”]|en\b|of\b|maar\b|in\b|bij\b|voor\b|op\b|uit\b|nu\b|dan\b|geworden\b))"
)
ANY_COMPARATIVE = re.compile(
    r"\b(?:hogere?|lagere?|betere?|slechtere?|meer|minder|grotere?|kleinere?|sterkere?|zwakkere?|(?:on)?gunstiger|"
    r"vaker|"
    r"verschil(?:len|t)?|verander(?:d|de|den|ing|ingen|t)|anders|ander niveau|verschoven)\b"
)
SAME = re.compile(
    r"\b(?:stabiel|stabiele|gelijk|constant|hetzelfde|zelfde|onveranderd|vergelijkbaar|even (?:hoog|laag|goed)|"
    r"(?:niet|nauwelijks|weinig) veranderd|net als|net zo \w+|gebleven|bleef|bleven|blijft|blijven)\b"
)
STAYED = re.compile(
    r"\b(?:stabiel|gelijk|constant|hetzelfde|op (?:peil|niveau))\b[^,;.]*\b(?:gebleven|bleef|bleven|blijft|blijven)\b|"
    r"\b(?:gebleven|bleef|bleven|blijft|blijven)\b[^,;.]*\b(?:stabiel|gelijk|constant|hetzelfde|op (?:peil|niveau))\b|"
    r"\bonveranderd\b|\b(?:niet|nauwelijks) veranderd\b|\b(?:is|zijn|was|waren) (?:\w+ ){0,2}stabiel(?=\W*$)"
)
FROM_TO = re.compile(
    r"\bvan (?:een )?(?:\w+ )?(?:\d+,\d+|\d+(?:,\d+)? ?(?:%|procent))(?: punt)? naar (?:een )?(?:\d+,\d+|\d+ ?(?:%|"
    r"procent))"
)
MORE = re.compile(r"\b(?:meer|minder|vaker)\b")
IS_MORE = re.compile(
    r"\b(?:is|zijn|ervaren|ervaart|hebben|heeft)\b(?: \w+){0,2} (?:meer|minder)\b|^[^\w]*(?:meer|minder)\b"
)
SCORES = re.compile(r"\b\d,\d+\b")
STEP = re.compile(r"[+\u2212-]\s?\d+,\d|\b\d+,\d+ punt\b")
FIRST_AND_NOW = re.compile(r"\b(?:eerst|eerder|toen|voorheen)\b.*\bnu\b|\bnu\b.*\b(?:eerst|eerder|toen|voorheen)\b")
STILL = re.compile(r"\bnu\b")

# -------------------------------------------------------------------------------------------------- what it is not about

RECOVERED = re.compile(r"\bherst(?:el|eld|elde|elt|ellen|elden)\b|\bterug op (?:het )?(?:oude )?niveau\b")
DENIED = re.compile(r"\b(?:geen|niet|nog niet|of)\b")
WISH = re.compile(
    r"\b(?:moet(?:en)?|moest(?:en)?|wil(?:len|t)?|wens(?:en)?|zou(?:den)?|kan|kunnen|kunt|mag|mogen|zal|zullen|hoop|"
    r"hopen|streven|"
    r"doel(?:en)?|nodig|noodzakelijk|gewenst|wenselijk|mogelijk(?:heid|heden)?|ruimte|vatbaar|werken aan|aan de slag|"
    r"inzet(?:ten)?|gericht|richten|ter verbetering|hoe(?! komt)|om|te|laten(?! .*\bzien\b)|advies|helpen|kans(?:en)?|"
    r"plan(?:nen)?|"
    r"ambitie|stimuleren|"
    r"zorgen voor|voorkomen|als|wanneer|indien|zodra|verder werken|blijven werken|liefst|liever|graag|vraagt|vragen)\b"
)
"""In a part of a sentence with one of these, a noun or a verb of now tells of a wish, a plan or a condition."""
SUPPOSED = re.compile(
    r"\b(?:zou(?:den)?|indien|wanneer|mocht(?:en)?|stel dat|moet(?:en)? zijn|kan zijn|zal zijn)\b|"
    r"(?<!zelfde )(?<!hoog )(?<!laag )(?<!goed )(?<!gelijk )(?<!zowel )(?<!net )\bals\b"
)
UNSURE = re.compile(
    r"\b(?:weten (?:we|wij|u)?|we kunnen|kunnen (?:we|wij)|valt|is)\b[^.;]*\b(?:niet|onbekend|onduidelijk|onzeker)\b"
)
SEEKS = re.compile(
    r"\b(?:uitzoeken|onderzoeken|nagaan|laten zien|in kaart brengen|toetsen|volgen|kijken)\b.*\b(?:of|welke|hoeveel|"
    r"waar|bij wie)\b"
)
"""Something is to be found out; what is looked for is not claimed."""
WHETHER = re.compile(r"\bof\b")
ASKS_WHY = re.compile(r"\b(?:waarom|waardoor|hoe komt|oorza(?:ak|ken)|verklar\w+)\b")
YES_NO = re.compile(
    r"^\W*(?:(?:vraag|tip|actie)\w*\s*:?\s*)?(?:is|zijn|was|waren|heeft|hebben|had|hadden|kan|kunnen|wordt|worden|"
    r"gaat|gaan|weet|weten|"
    r"ziet|zien|klopt|stijgt|daalt|steeg|daalde|geldt|in hoeverre)\b"
)
VERDICTS = re.compile(
    r"\b(?:oordeel|oordelen|keer (?:volledig|gedeeltelijk|geen|voorzichtige|echte|stabiel|daling|onzeker))\b"
)
OTHER_SUBJECT = re.compile(
    r"\b(?:kosten|uitgaven|prij(?:s|zen)|tarie(?:f|ven)|wachtlijst(?:en)?|wachttijd(?:en)?|vacatures?|"
    r"personeelstekort(?:en)?|tekort(?:en)?|"
    r"(?:ziekte)?verzuim|uitstroom|instroom|verloop|bezetting|vraag naar|budget(?:ten)?|subsidies?|toeslag(?:en)?|"
    r"lo(?:on|nen)|salaris(?:sen)?|"
    r"regeldruk|administratie\w*|groepsgrootte|deelname|deelnemers|leden(?:aantal)?|lidmaatschap|aantal (?!zorg)\w+|"
    r"aantallen|"
    r"kindplaatsen|plaatsen|kinderopvang groei\w*|groei van de (?:kinderopvang|sector|branche)|plekken|"
    r"locaties erbij|inflatie|geboortecijfer\w*|bevolking|taal(?:groei|ontwikkeling)|"
    r"groei van (?:een |het |de )?kind\w*|groei en ontwikkeling|(?:persoonlijke|professionele) groei)\b"
)
TOPIC = re.compile(
    r"\w*kwaliteit\b|\b(?:scores?|scoort|scoren|scoorden?|cijfers?|resulta(?:at|ten)|uitkomst(?:en)?|interacties?|"
    r"aanbod|sfeer|aandacht|"
    r"contact(?:en)?|werkdruk|\w*stress|tevredenheid|tevreden|zorgkinderen|zorgbehoeften?|dagprogramma|structuur|"
    r"begeleiding|"
    r"onderde(?:el|len)|dimensies?|gemiddelden?|aandeel|percentage|activiteiten(?:aanbod)?|niveau|opvang\w*|lkk)\b"
)
"""Words for what the monitor measures, beside the names of measures and care types."""
POINTS_BACK = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:het|dit|dat|deze|die|ze|zij|alles)\b|"
    r"\b(?:is|zijn|was|waren|steeg|daalde|neemt|nam|gaat|ging) (?:het|dit|dat|deze|die|ze|zij|alles)\b"
)
FEW_WORDS = 4
