"""A person as a form, a file or a program gives them, before anything is stored.

Names are kept as they are borne: normalised to NFC, never cut, never re-cased. What cannot be
printed is refused, because a name goes into calendars, mails and onto badges.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from eventops.core.errors import Invalid
from eventops.core.typed import is_printable, line
from eventops.delegations.passport_name import MOST_SIGNS, PASSPORT_NAME
from eventops.delegations.rules import FUNCTIONS
from eventops.delegations.travel_document import SealedNumber

LONGEST_NAME = 200
LONGEST_MAILBOX = 254
OLDEST = 120
"""Years, for birth dates."""
MAILBOX = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
OWN_TEXTS = ("style", "full_name", "badge_name", "own_script", "sort_name", "position", "diet")

LANGUAGES = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh-Hans",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TAMIL": "ta",
    "THAI": "th",
}
"""First word of a letter's Unicode name → the language most written with it (BCP 47)."""
HAN_BY_FLAG = {"jp": "ja", "kr": "ko"}
"""Where names in Chinese characters are not Chinese."""
VIETNAMESE = frozenset("ăđơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ".casefold())


@dataclass(frozen=True, slots=True)
class NominationDraft:
    """What is said about a person. Empty ``badge_name`` and ``sort_name`` follow ``full_name``;
    an empty ``own_language`` is guessed from the script; ``meetings`` are ids of the meetings on
    whose ordered lists the person stands. ``document`` is a new number of the travel
    document; without one the number that is known stays, unless ``forget_document``."""

    full_name: str
    style: str = ""
    badge_name: str = ""
    own_script: str = ""
    own_language: str = ""
    sort_name: str = ""
    position: str = ""
    function: str = "delegate"
    email: str | None = None
    meetings: tuple[str, ...] = ()
    mrz_name: str = ""
    born_on: date | None = None
    document: SealedNumber | None = None
    forget_document: bool = False
    diet: str = ""


def checked(
    draft: NominationDraft, *, flag: str | None = None, on: date | None = None
) -> NominationDraft:
    """The draft ready to be stored. ``flag`` (of the party) helps to guess the language; ``on`` is
    the day by which a birth date is judged.

    Raises Invalid with the fact ``field``: ``text_unprintable``, ``text_too_long``,
    ``name_missing``, ``not_a_mailbox``, ``unknown_function``, ``not_a_passport_name`` or
    ``birth_date_impossible``.
    """
    texts = {field: line(getattr(draft, field), field, LONGEST_NAME) for field in OWN_TEXTS}
    if not any(letter.isalpha() for letter in texts["full_name"]):
        raise Invalid("name_missing", field="full_name")
    if draft.function not in FUNCTIONS:
        raise Invalid("unknown_function", field="function", function=draft.function)
    texts["badge_name"] = texts["badge_name"] or texts["full_name"]
    texts["sort_name"] = texts["sort_name"] or texts["full_name"]
    language = draft.own_language if texts["own_script"] else ""
    return NominationDraft(
        **texts,
        own_language=language or language_of(texts["own_script"], flag=flag),
        function=draft.function,
        email=_mailbox(draft.email),
        meetings=draft.meetings,
        mrz_name=_passport_name(draft),
        born_on=_birth_date(draft.born_on, on),
        document=draft.document,
        forget_document=draft.forget_document,
    )


def _passport_name(draft: NominationDraft) -> str:
    name = line(draft.mrz_name, "mrz_name", LONGEST_NAME).upper()
    if len(name) > MOST_SIGNS or not PASSPORT_NAME.fullmatch(name):
        raise Invalid("not_a_passport_name", field="mrz_name", most=MOST_SIGNS)
    return name


def _birth_date(given: date | None, on: date | None) -> date | None:
    if given and on and (given > on or given.year < on.year - OLDEST):
        raise Invalid("birth_date_impossible", field="born_on")
    return given


def _mailbox(given: str | None) -> str | None:
    """Lower case, since one mailbox is one user; None where there is none."""
    address = (given or "").strip().lower()
    if not address:
        return None
    fits = MAILBOX.fullmatch(address) and len(address) <= LONGEST_MAILBOX
    if not fits or not all(map(is_printable, address)):
        raise Invalid("not_a_mailbox", field="email")
    return address


def language_of(own_script: str, *, flag: str | None = None) -> str:
    """The BCP 47 tag of a name in its own script; empty when the letters do not tell.

    >>> language_of("ສີ ຄຳ"), language_of("山田 さくら"), language_of("Anna")
    ('lo', 'ja', '')
    """
    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in own_script}
    found = scripts & LANGUAGES.keys()
    if found & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if found == {"CJK"}:
        return HAN_BY_FLAG.get(flag or "", LANGUAGES["CJK"])
    if found:
        return LANGUAGES[min(found - {"CJK"})]
    return "vi" if VIETNAMESE & set(own_script.casefold()) else ""
