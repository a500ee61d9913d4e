"""Head and foot of a printed sheet of the edition, for the reader who asks for it."""

from flask import g

from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.portal.lists.paper import Masthead
from eventops.web.pages import AsOf, day, language
from eventops.web.sentences import say, say_in


def masthead(titles: tuple[str, str], marks: tuple[tuple[str, str], ...], as_of: AsOf) -> Masthead:
    """Head and foot of a sheet of this edition, in the reader's language and the second."""
    edition, first = g.edition, language()
    second = second_language(edition)
    tongues = [first, second] if second else [first]
    names = [said(edition.name, tongue) for tongue in tongues]
    themes = [said(edition.theme, tongue) for tongue in tongues]
    return Masthead(
        edition=edition.short_name,
        names=tuple(dict.fromkeys(filter(None, names))),
        themes=tuple(dict.fromkeys(filter(None, themes))),
        titles=titles,
        marks=marks,
        as_of=_as_of_said(as_of),
        page=lambda page, pages: say_in(first, "list_page", {"page": page, "pages": pages}),
        letters_missing=say("list_letters_missing"),
        language=first,
        second=second or first,
    )


def _as_of_said(as_of: AsOf) -> str:
    facts = {
        "version": as_of.version,
        "moment": f"{day(as_of.at)} {as_of.at:%H:%M}",
        "place": said(as_of.place, language()),
        "offset": as_of.offset,
    }
    when = say("list_as_of_version" if as_of.version else "list_as_of", facts)
    return f"{when} · {say('list_times_in', facts)}"


def second_language(edition: Edition) -> str | None:
    """The edition's other language."""
    return next((each for each in edition.languages if each != language()), None)
