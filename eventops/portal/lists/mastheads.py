"""Whose a printed sheet is and from when: said in the reader's language, then in the edition's second."""

from collections.abc import Sequence

from flask import g

from eventops.core.multilingual import said
from eventops.editions.models import Edition
from eventops.portal.lists.paper import Masthead
from eventops.programme.telling import as_of_said
from eventops.web.pages import AsOf, language
from eventops.web.sentences import say, say_in


def second_language(edition: Edition) -> str | None:
    """The edition's other language."""
    return next((each for each in edition.languages if each != language()), None)


def masthead(titles: tuple[str, str], marks: Sequence[tuple[str, str]], as_of: AsOf) -> Masthead:
    """The head of a sheet with these titles and marks, each in both languages."""
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
        marks=tuple(marks),
        as_of=as_of_said(as_of),
        page=lambda page, pages: say_in(first, "list_page", {"page": page, "pages": pages}),
        letters_missing=say("list_letters_missing"),
        language=first,
        second=second or first,
    )
