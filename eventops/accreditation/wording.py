"""What the letters say: the program's own wording, and what an edition may put in its place.

A letter's text holds names in braces, such as ``{delegation}``, which are filled when it is
written. Nothing else in a text is understood: no logic, no attributes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

LONGEST_SUBJECT = 150
LONGEST_BODY = 8000
GAP = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter: what it is for, its own wording, and the gaps that it can fill."""

    title: LazyString
    occasion: LazyString
    subject: LazyString
    body: LazyString
    gaps: tuple[str, ...]


LETTERS: dict[str, Letter] = {
    "invitation": Letter(
        _("Invitation to a focal point"),
        _("Goes to a focal point when the desk invites the delegation."),
        _("{edition}: your delegation’s registration"),
        _(
            "Dear {name},\n\n"
            "You are the focal point of {delegation} for {edition}, {dates}, {city}. You alone "
            "may nominate the members of the delegation: up to {quota} people, until {deadline}.\n\n"
            "This address opens your delegation’s page. It is yours alone, works once, and until "
            "{link_until}:\n\n{link}\n\n"
            "Afterwards sign in with this mail address at:\n\n{page}\n\n"
            "For each person you need the full name, the function and a photo. You may add them "
            "one by one or by spreadsheet.\n\n"
            "{organiser}"
        ),
        (
            "name",
            "delegation",
            "edition",
            "dates",
            "city",
            "quota",
            "deadline",
            "link",
            "link_until",
            "page",
            "organiser",
        ),
    ),
    "reminder": Letter(
        _("Reminder before a deadline"),
        _(
            "Goes to focal points seven days and two days before a deadline while something is open."
        ),
        _("{edition}: {delegation} until {deadline}"),
        _(
            "Dear {name},\n\n"
            "The nominations of {delegation} for {edition} close on {deadline}. "
            "Still open:\n\n{open}\n\n"
            "The delegation’s page:\n\n{page}\n\n"
            "{organiser}"
        ),
        ("name", "delegation", "edition", "deadline", "open", "page", "organiser"),
    ),
    "decisions": Letter(
        _("Decisions and questions"),
        _(
            "Goes to focal points a few minutes after officers decided, with all of it in one letter."
        ),
        _("{edition}: decisions about {delegation}"),
        _(
            "Dear {name},\n\n"
            "This is new about the delegation of {delegation} for {edition}:\n\n{decisions}\n\n"
            "You find all of it on the delegation’s page:\n\n{page}\n\n"
            "{organiser}"
        ),
        ("name", "delegation", "edition", "decisions", "page", "organiser"),
    ),
    "badge_ready": Letter(
        _("Accredited: badge and agenda"),
        _("Goes to a person who was approved."),
        _("{edition}: {person} is accredited"),
        _(
            "Dear {name},\n\n"
            "You are accredited for {edition}, {dates}, {city}. Your badge can be collected at the "
            "accreditation desk as soon as the desk is open; please bring an identity document.\n\n"
            "Your personal agenda, a calendar to subscribe to and your badge’s code:\n\n"
            "{agenda}\n\n"
            "{organiser}"
        ),
        ("name", "person", "edition", "dates", "city", "agenda", "organiser"),
    ),
    "badge_ready_other": Letter(
        _("Accredited: somebody without a mail address"),
        _("Goes to focal points and the liaison officer in place of a person without an address."),
        _("{edition}: {person} is accredited"),
        _(
            "Dear {name},\n\n"
            "{person} of {delegation} is accredited for {edition}, {dates}, {city}. The badge can be "
            "collected at the accreditation desk as soon as the desk is open, with an identity "
            "document. We have no mail address of this person: please pass the news on.\n\n"
            "The delegation’s page:\n\n{page}\n\n"
            "{organiser}"
        ),
        ("name", "person", "delegation", "edition", "dates", "city", "page", "organiser"),
    ),
    "badge_taken_back": Letter(
        _("Accreditation taken back"),
        _("Goes to a person who was told of the badge, when that does not hold any more."),
        _("{edition}: the accreditation of {person} is taken back"),
        _(
            "Dear {name},\n\n"
            "We wrote to you that you are accredited for {edition}, {dates}, {city}. This is taken "
            "back: a badge that was issued for you is not valid. Please ask the focal point of "
            "{delegation}.\n\n"
            "{organiser}"
        ),
        ("name", "person", "delegation", "edition", "dates", "city", "organiser"),
    ),
    "badge_taken_back_other": Letter(
        _("Accreditation taken back: somebody without a mail address"),
        _("Goes to those who were told in place of the person."),
        _("{edition}: the accreditation of {person} is taken back"),
        _(
            "Dear {name},\n\n"
            "We wrote to you that {person} of {delegation} is accredited for {edition}, {dates}, "
            "{city}. This is taken back: a badge that was issued is not valid. Please pass the news "
            "on.\n\n"
            "The delegation’s page:\n\n{page}\n\n"
            "{organiser}"
        ),
        ("name", "person", "delegation", "edition", "dates", "city", "page", "organiser"),
    ),
    "news": Letter(
        _("News of the programme: to a person"),
        _("Goes to everybody whose own agenda a publication changes, three minutes after it."),
        _("{edition}: changes in your agenda"),
        _(
            "Dear {name},\n\n"
            "The programme of {edition}, {dates}, {city}, has changed where it concerns you:\n\n"
            "{changes}\n\n"
            "{calendar}\n\n"
            "Your agenda, where you can say that you have seen this:\n\n{agenda}\n\n"
            "All public changes:\n\n{notice}\n\n"
            "{organiser}"
        ),
        (
            "name",
            "edition",
            "dates",
            "city",
            "changes",
            "calendar",
            "agenda",
            "notice",
            "organiser",
        ),
    ),
    "news_desk": Letter(
        _("News of the programme: to a delegation’s desk"),
        _(
            "Goes to focal points and the liaison officer of a delegation that a publication touches."
        ),
        _("{edition}: programme changes for {delegation}"),
        _(
            "Dear {name},\n\n"
            "The programme of {edition}, {dates}, {city}, has changed for people of "
            "{delegation}:\n\n"
            "{changes}\n\n"
            "{without_mail}\n\n"
            "The delegation’s page:\n\n{page}\n\n"
            "All public changes:\n\n{notice}\n\n"
            "{organiser}"
        ),
        (
            "name",
            "delegation",
            "edition",
            "dates",
            "city",
            "changes",
            "without_mail",
            "page",
            "notice",
            "organiser",
        ),
    ),
}


def unknown_gaps(letter: str, text: str) -> tuple[str, ...]:
    """Names in braces that this letter cannot fill, in order of appearance, each once."""
    known = LETTERS[letter].gaps
    return tuple(dict.fromkeys(gap for gap in GAP.findall(text) if gap not in known))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled; a value is text, whatever braces it holds.

    >>> filled("Dear {name}, {x}", {"name": "{x} Anna"})
    'Dear {x} Anna, {x}'
    """
    return GAP.sub(lambda found: values.get(found[1], found[0]), text)
