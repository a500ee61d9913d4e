"""Whether two entries may be one human being: names in any order and script, birth date, document.

Pure: values in, a judgement out. An officer decides; this only says where to look, and why.
"""

import enum
import unicodedata
from dataclasses import dataclass
from datetime import date

from eventops.core.multilingual import folded

NOT_LETTERS = str.maketrans(dict.fromkeys("<-\u2010\u2011\u2012\u2013,", " "))
LEFT_OUT = str.maketrans(dict.fromkeys("'’ʼ`.\u200b\u200c\u200d"))


class Reason(enum.StrEnum):
    """What two entries have in common, or what speaks against it."""

    DOCUMENT = "same_document"
    NAME = "same_name"
    OWN_SCRIPT = "same_own_script"
    BIRTH_DATE = "same_birth_date"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_DOCUMENT = "other_document"


WEIGHTS = {
    Reason.DOCUMENT: 100,
    Reason.NAME: 50,
    Reason.OWN_SCRIPT: 50,
    Reason.BIRTH_DATE: 30,
    Reason.OTHER_BIRTH_DATE: -60,
    Reason.OTHER_DOCUMENT: -20,
}
ENOUGH = 30
"""From here on somebody should look."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells people apart."""

    names: frozenset[str]
    """Latin spellings, folded: of the name, of the passport, of an own script that is Latin."""
    own_script: str = ""
    born_on: date | None = None
    document: str | None = None
    """Keyed hash of the number."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two entries are alike."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def suspected(self) -> bool:
        """Whether somebody should look."""
        return self.score >= ENOUGH


def identity(
    *,
    full_name: str,
    own_script: str = "",
    mrz_name: str = "",
    born_on: date | None = None,
    document: str | None = None,
) -> Identity:
    """Names made comparable.

    >>> identity(full_name="Kim Min-jun").names == identity(full_name="Min Jun KIM").names
    True
    """
    script = _script(own_script)
    is_latin = bool(script) and all(
        unicodedata.name(sign, "").startswith("LATIN") for sign in script if sign.isalpha()
    )
    spellings = [full_name, mrz_name, own_script if is_latin else ""]
    return Identity(
        names=frozenset(filter(None, map(_latin, spellings))),
        own_script="" if is_latin else script,
        born_on=born_on,
        document=document,
    )


def _latin(name: str) -> str:
    return folded(name.translate(NOT_LETTERS).translate(LEFT_OUT))


def _script(name: str) -> str:
    """Words in one order and without what does not show; vowel signs and tones stay."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(LEFT_OUT)
    return "".join(sorted(plain.split()))


def likeness(one: Identity, other: Identity) -> Likeness:
    """What speaks for one human being, and what against it.

    A birth date in common says nothing by itself; different ones outweigh a name.
    """
    reasons = []
    if one.document and other.document:
        same = one.document == other.document
        reasons.append(Reason.DOCUMENT if same else Reason.OTHER_DOCUMENT)
    if one.names & other.names:
        reasons.append(Reason.NAME)
    if one.own_script and one.own_script == other.own_script:
        reasons.append(Reason.OWN_SCRIPT)
    alike = bool({Reason.DOCUMENT, Reason.NAME, Reason.OWN_SCRIPT} & set(reasons))
    if alike and one.born_on and other.born_on:
        same = one.born_on == other.born_on
        reasons.append(Reason.BIRTH_DATE if same else Reason.OTHER_BIRTH_DATE)
    score = sum(WEIGHTS[reason] for reason in reasons) if alike else 0
    return Likeness(score, tuple(reasons) if alike else ())
