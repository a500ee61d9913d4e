"""Every route of ours and how it answers somebody who is nobody here: one table, one row a route.

A new route earns a row: what an anonymous visitor gets, and what a signed-in user without any role,
delegation or registration gets. 302 for the anonymous is the way to the sign-in page; a page that
asks by itself gets 401 instead.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """Statuses for the two, and for a request that another site made a browser send."""

    anonymous: int
    stranger: int
    bearer: bool = False
    """Asks for a token of its own instead of a cookie, so that forms cannot be forged."""


HERE = "/e/<edition>"
DELEGATION = f"{HERE}/delegations/<code>"
PERSON = f"{DELEGATION}/people/<delegate_id>"
SUBSTITUTIONS = f"{DELEGATION}/substitutions"
INSTRUMENTS = f"{DELEGATION}/instruments"
FILE = f"{HERE}/imports/<file_id>"
DESK = f"{HERE}/desk"
BADGES = f"{DESK}/badges"
PROGRAMME = f"{DESK}/programme"
REGISTRATION = f"{DESK}/accreditation/<registration_id>"
VETTED = f"{DESK}/vetting/<registration_id>"
PAIR = f"{DESK}/duplicates/<one_id>/<other_id>"

OPEN = Expected(200, 200)
SIGNED_IN = Expected(302, 200)
NOT_THEIRS = HAS_NOTHING = Expected(302, 404)
"""Not 403: a stranger must not learn that there is something."""
STAFF = Expected(302, 403)
DEVICE = Expected(401, 401, bearer=True)

ROUTES: dict[str, Expected] = {
    "GET /": Expected(302, 302),
    "GET /editions": OPEN,
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /welcome": Expected(302, 302),
    # Signing in
    "GET /sign-in": OPEN,
    "POST /sign-in": Expected(422, 422),
    "GET /sign-in/code": OPEN,
    "POST /sign-in/code": Expected(422, 422),
    "GET /sign-in/link/<token>": Expected(302, 302),
    "POST /sign-in/link/<token>": Expected(302, 302),
    "GET /sign-in/password": OPEN,
    "POST /sign-in/password": Expected(422, 422),
    "POST /sign-out": Expected(302, 302),
    f"GET {HERE}/who": SIGNED_IN,
    f"POST {HERE}/who": SIGNED_IN,
    # The programme
    f"GET {HERE}/programme": OPEN,
    f"GET {HERE}/programme.ics": OPEN,
    f"GET {HERE}/programme.json": OPEN,
    f"GET {HERE}/programme/<day>": OPEN,
    f"GET {HERE}/programme/<day>/entries": OPEN,
    f"GET {HERE}/sessions/<code>": OPEN,
    f"GET {HERE}/changes": OPEN,
    f"GET {HERE}/changes/<int:since>": OPEN,
    f"GET {HERE}/changes/<int:since>.pdf": OPEN,
    # Agenda, calendar, badge
    f"POST {HERE}/agenda/news": HAS_NOTHING,
    f"GET {HERE}/agenda": HAS_NOTHING,
    f"GET {HERE}/agenda.ics": HAS_NOTHING,
    f"GET {HERE}/agenda/calendar": HAS_NOTHING,
    f"POST {HERE}/agenda/calendar/address": HAS_NOTHING,
    f"GET {HERE}/agenda/entries": Expected(401, 404),
    "GET /calendar/<secret>.ics": Expected(404, 404),
    f"GET {HERE}/badge": HAS_NOTHING,
    f"GET {HERE}/badge.pdf": HAS_NOTHING,
    f"GET {HERE}/badge/code.svg": HAS_NOTHING,
    # Personal data
    f"GET {HERE}/privacy": OPEN,
    f"GET {HERE}/my-data": HAS_NOTHING,
    f"POST {HERE}/my-data/consent": HAS_NOTHING,
    f"POST {HERE}/my-data/withdrawal": HAS_NOTHING,
    # Delegations and their people
    f"GET {DELEGATION}": NOT_THEIRS,
    f"GET {DELEGATION}/badges.pdf": STAFF,
    f"GET {DELEGATION}/lists": NOT_THEIRS,
    f"GET {DELEGATION}/lists/<list_name>": NOT_THEIRS,
    f"POST {DELEGATION}/lists/<list_name>/files": NOT_THEIRS,
    f"GET {DELEGATION}/contacts": NOT_THEIRS,
    f"POST {DELEGATION}/focal-points": NOT_THEIRS,
    f"POST {DELEGATION}/focal-points/<user_id>/removal": NOT_THEIRS,
    f"GET {DELEGATION}/history": NOT_THEIRS,
    f"POST {DELEGATION}/liaison-officers": NOT_THEIRS,
    f"POST {DELEGATION}/liaison-officers/<user_id>/removal": NOT_THEIRS,
    f"GET {DELEGATION}/papers": NOT_THEIRS,
    f"POST {DELEGATION}/papers": NOT_THEIRS,
    f"POST {DELEGATION}/papers/<document_id>/removal": NOT_THEIRS,
    f"GET {DELEGATION}/places": NOT_THEIRS,
    f"POST {DELEGATION}/places": NOT_THEIRS,
    f"POST {DELEGATION}/reopening": NOT_THEIRS,
    f"POST {DELEGATION}/submission": NOT_THEIRS,
    f"GET {DELEGATION}/people/new": NOT_THEIRS,
    f"POST {DELEGATION}/people/new": NOT_THEIRS,
    f"GET {PERSON}": NOT_THEIRS,
    f"POST {PERSON}": NOT_THEIRS,
    f"POST {PERSON}/place": NOT_THEIRS,
    f"POST {PERSON}/reinstatement": NOT_THEIRS,
    f"POST {PERSON}/submission": NOT_THEIRS,
    f"POST {PERSON}/withdrawal": NOT_THEIRS,
    f"GET {HERE}/photos/<photo_id>": NOT_THEIRS,
    # Substitutions
    f"GET {SUBSTITUTIONS}": NOT_THEIRS,
    f"GET {SUBSTITUTIONS}/sessions/<session>": NOT_THEIRS,
    f"POST {SUBSTITUTIONS}/sessions/<session>": NOT_THEIRS,
    f"GET {SUBSTITUTIONS}/heads/<meeting>": NOT_THEIRS,
    f"POST {SUBSTITUTIONS}/heads/<meeting>": NOT_THEIRS,
    f"GET {SUBSTITUTIONS}/<substitution_id>": NOT_THEIRS,
    f"POST {SUBSTITUTIONS}/<substitution_id>/undoing": NOT_THEIRS,
    f"POST {SUBSTITUTIONS}/<substitution_id>/tasks/<task>": NOT_THEIRS,
    # The programme desk
    f"GET {PROGRAMME}/publish": STAFF,
    f"POST {PROGRAMME}/publish": STAFF,
    f"GET {PROGRAMME}/versions": STAFF,
    f"GET {PROGRAMME}/versions/comparison": STAFF,
    f"GET {PROGRAMME}/versions/<int:number>": STAFF,
    f"POST {PROGRAMME}/versions/<int:number>": STAFF,
    f"POST {PROGRAMME}/versions/<int:number>/restoration": STAFF,
    f"GET {PROGRAMME}/news": STAFF,
    f"GET {PROGRAMME}/news/<news_id>": STAFF,
    f"POST {PROGRAMME}/news/<news_id>/withdrawal": STAFF,
    f"POST {PROGRAMME}/news/<news_id>/reminder": STAFF,
    f"GET {PROGRAMME}/running": STAFF,
    f"POST {PROGRAMME}/running/<code>/marks": STAFF,
    f"POST {PROGRAMME}/running/<code>/marks/<mark_id>/undoing": STAFF,
    f"GET {DESK}/substitutions": STAFF,
    # Floaters and pins
    f"GET {INSTRUMENTS}": NOT_THEIRS,
    f"POST {INSTRUMENTS}": NOT_THEIRS,
    f"POST {INSTRUMENTS}/holder": NOT_THEIRS,
    f"POST {INSTRUMENTS}/<instrument_id>/holder": NOT_THEIRS,
    f"POST {INSTRUMENTS}/<instrument_id>/loss": NOT_THEIRS,
    f"POST {INSTRUMENTS}/<instrument_id>/return": NOT_THEIRS,
    f"GET {DELEGATION}/floaters.pdf": STAFF,
    f"GET {DESK}/instruments": STAFF,
    # People by spreadsheet, and from an earlier edition
    f"GET {DELEGATION}/template.<ending>": NOT_THEIRS,
    f"GET {DELEGATION}/list.<ending>": NOT_THEIRS,
    f"GET {DELEGATION}/import": NOT_THEIRS,
    f"POST {DELEGATION}/import": NOT_THEIRS,
    f"GET {DELEGATION}/earlier": NOT_THEIRS,
    f"POST {DELEGATION}/earlier": NOT_THEIRS,
    f"GET {DELEGATION}/copied": NOT_THEIRS,
    f"POST {DELEGATION}/copied": NOT_THEIRS,
    f"GET {FILE}": NOT_THEIRS,
    f"GET {FILE}/progress": NOT_THEIRS,
    f"POST {FILE}/confirmation": NOT_THEIRS,
    f"POST {FILE}/withdrawal": NOT_THEIRS,
    f"GET {DESK}/template.<ending>": STAFF,
    f"GET {DESK}/list.<ending>": STAFF,
    f"GET {DESK}/import": STAFF,
    f"POST {DESK}/import": STAFF,
    # The desk
    f"GET {DESK}/": STAFF,
    f"GET {DESK}/live": Expected(401, 403),
    f"GET {DESK}/accreditation": STAFF,
    f"GET {REGISTRATION}": STAFF,
    f"GET {DESK}/accreditation/next": STAFF,
    f"POST {DESK}/accreditation/decisions": STAFF,
    f"POST {REGISTRATION}/approval": STAFF,
    f"POST {REGISTRATION}/category": STAFF,
    f"POST {REGISTRATION}/check": STAFF,
    f"POST {REGISTRATION}/document-number": STAFF,
    f"POST {REGISTRATION}/question": STAFF,
    f"POST {REGISTRATION}/refusal": STAFF,
    f"POST {REGISTRATION}/undoing": STAFF,
    f"GET {DESK}/vetting": STAFF,
    f"GET {VETTED}": STAFF,
    f"POST {VETTED}/blocks": STAFF,
    f"POST {VETTED}/clearance": STAFF,
    f"POST {VETTED}/enquiry": STAFF,
    f"GET {DESK}/agendas/<delegate_id>": STAFF,
    f"GET {DESK}/letters": STAFF,
    f"GET {DESK}/letters/<letter>/<tongue>": STAFF,
    f"POST {DESK}/letters/<letter>/<tongue>": STAFF,
    f"POST {DESK}/letters/<letter>/<tongue>/restoration": STAFF,
    f"POST {DESK}/letters/<letter_id>/delivery": STAFF,
    f"POST {DESK}/letters/invitations": STAFF,
    f"POST {DESK}/letters/reminders": STAFF,
    f"GET {DESK}/delegations": STAFF,
    f"GET {DESK}/duplicates": STAFF,
    f"GET {PAIR}": STAFF,
    f"POST {PAIR}/merger": STAFF,
    f"POST {PAIR}/two-people": STAFF,
    f"POST {PAIR}/two-people/return": STAFF,
    f"GET {DESK}/privacy": STAFF,
    f"POST {DESK}/privacy": STAFF,
    f"GET {DESK}/lists": STAFF,
    f"GET {DESK}/lists/<list_name>": STAFF,
    f"POST {DESK}/lists/<list_name>/files": STAFF,
    f"GET {DESK}/terms": STAFF,
    f"POST {DESK}/terms": STAFF,
    f"GET {DESK}/registrations/<registration_id>/badge.pdf": STAFF,
    # The badge desk
    f"GET {BADGES}": STAFF,
    f"POST {BADGES}": STAFF,
    f"GET {BADGES}/closing": STAFF,
    f"GET {BADGES}/delegations/<code>/pick-up": STAFF,
    f"POST {BADGES}/delegations/<code>/pick-up": STAFF,
    f"POST {BADGES}/delegations/<code>/printing": STAFF,
    f"GET {BADGES}/emergency": STAFF,
    f"POST {BADGES}/emergency": STAFF,
    f"GET {BADGES}/emergency/<day>.pdf": STAFF,
    f"POST {BADGES}/emergency/destruction": STAFF,
    f"GET {BADGES}/people/<registration_id>": STAFF,
    f"POST {BADGES}/people/<registration_id>/days": STAFF,
    f"POST {BADGES}/people/<registration_id>/emergency": STAFF,
    f"POST {BADGES}/people/<registration_id>/reprint": STAFF,
    f"GET {BADGES}/receipts/<receipt_id>": STAFF,
    f"GET {BADGES}/receipts/<receipt_id>.pdf": STAFF,
    f"POST {BADGES}/receipts/<receipt_id>/lines/<line_id>/taking-back": STAFF,
    f"GET {BADGES}/walk-in": STAFF,
    f"POST {BADGES}/walk-in": STAFF,
    f"GET {BADGES}/walk-in/<registration_id>": STAFF,
    f"GET {BADGES}/walk-in/<registration_id>/live": STAFF,
    f"POST {BADGES}/<badge_id>/hand-over": STAFF,
    f"POST {BADGES}/<badge_id>/loss": STAFF,
    f"POST {BADGES}/<badge_id>/printing": STAFF,
    f"POST {BADGES}/<badge_id>/return": STAFF,
    f"POST {BADGES}/<badge_id>/taking-back": STAFF,
    # The door
    "GET /door": OPEN,
    "GET /door/enrol/<secret>": OPEN,
    "GET /api/v1/door": DEVICE,
    "POST /api/v1/door/enrolments": Expected(409, 409, bearer=True),
    "GET /api/v1/photos/<photo_id>": DEVICE,
    "POST /api/v1/scans": DEVICE,
}
