"""Invented people of a conference, sized by party: pure, deterministic, no two of one name.

Nobody here exists, but for the public speakers of the week, who carry a source mark.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, cycle, islice
from random import Random
from typing import Any

from eventops.demo.naming import Name, new_name, pick, plain_words, read_names, usage

SUPPORT = ("security", "liaison", "interpreter", "messenger")
# Words between the parts of a name that a mailbox leaves out.
BETWEEN = ("bin", "binti", "binte", "da", "de", "do", "dos")
SHARE_OF_WOMEN = 0.5
SHARE_WITHOUT_MAIL = 1 / 6


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """One person of the demonstration.

    ``key`` is stable ("kh-03": third of Cambodia). ``full_name`` is Latin, in the country's own
    order, never re-cased. ``own_script`` is empty where the Latin name is the name;
    ``own_language`` is its BCP 47 tag. ``rank`` is 1 for the highest of the party. ``level`` is
    minister, senior, working or support: who leads the ministers' and the senior officials'
    lists. ``source`` is empty for the invented and holds the marks of a public speaker.
    """

    key: str
    party: str
    sex: str
    style: str
    full_name: str
    badge_name: str
    own_script: str
    own_language: str
    sort_name: str
    position: str
    function: str
    rank: int
    email: str | None
    source: str
    level: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What is settled about a person before the name.

    ``posts`` names the list of posts in posts.toml, ``turn`` counts its holders so far.
    """

    function: str
    level: str
    posts: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who takes a seat."""

    sex: str
    style: str
    name: Name
    position: str
    source: str = ""


def invented_people(sizes: Mapping[str, int], *, seed: int = 0) -> list[InventedPerson]:
    """The people of each party, heads first, parties in the order given.

    The same sizes and seed give the same people on every machine and Python. A code without
    a kind in posts.toml is a business or guest party with people of mixed origin. Raises
    ValueError for a negative size and when a country's names are used up.
    """
    if negative := [party for party, size in sizes.items() if size < 0]:
        raise ValueError(f"negative size for {', '.join(negative)}")
    taken = {entry["name"].casefold() for entry in _cast().values()}
    mailboxes: set[str] = set()
    people: list[InventedPerson] = []
    for party, size in sizes.items():
        for number, seat in enumerate(seats(party, size), start=1):
            random = Random(f"{seed}/{party}/{number}")
            if number == 1 and party in _cast():
                seat, bearer = _cast_for(seat, _cast()[party])
            else:
                bearer = _bearer(party, seat, random, taken)
            email = _mailbox(party, number, seat, bearer.name, random, mailboxes)
            people.append(_person(party, number, seat, bearer, email))
    return people


def seats(party: str, size: int) -> list[Seat]:
    """Function and level of each of a party's people, the highest first."""
    kind = _kind(party)
    if "cycle" in kind:
        level = kind.get("level", "working")
        functions = chain([kind["first"]] if "first" in kind else [], cycle(kind["cycle"]))
        row = [Seat(what, level, what) for what in islice(functions, size)]
    else:
        row = _delegation(party, size, lead=kind.get("lead", "minister"))
    turns: Counter[str] = Counter()
    for number, seat in enumerate(row):
        row[number] = replace(seat, turn=turns[seat.posts])
        turns[seat.posts] += 1
    return row


def _delegation(party: str, size: int, *, lead: str) -> list[Seat]:
    """Head, deputy, delegates with the working groups' chair and the jury, then support.

    Seven are kept free of support wherever there are as many, for the formula 1 + 6.
    """
    support = max(0, min((size - 6) // 2, max(4, size // 4)))
    delegates = max(0, size - 2 - support)
    seniors = max(1, size // 5)
    row = [Seat("head", lead, "head"), Seat("deputy", "senior", "deputy")][:size]
    for number in range(delegates):
        level = "senior" if number < seniors else "working"
        row.append(Seat("delegate", level, level))
    asean = _posts()["asean"]
    if party in asean["working_group_chairs"] and delegates > 2:
        row[3] = Seat("chair", row[3].level, "chair")
    if party in asean["members"] and delegates > 2:
        row[-1] = Seat("jury", "working", "jury")
    return row + [Seat(what, "support", what) for what in islice(cycle(SUPPORT), support)]


def _bearer(party: str, seat: Seat, random: Random, taken: set[str]) -> Bearer:
    """Somebody invented for the seat."""
    kind = _kind(party)
    sex = "f" if random.random() < SHARE_OF_WOMEN else "m"
    origin = _origin(party, seat, random)
    those = usage(origin)
    name = new_name(origin, sex, random, taken)
    honours = those.honours.get(kind.get("honours", {}).get(seat.function, ""))
    styles = those.styles[sex][:1] if seat.level == "support" else those.styles[sex]
    return Bearer(
        sex=sex,
        style=honours[sex] if honours else pick(random, styles),
        name=name,
        position=_position(party, seat),
    )


def _origin(party: str, seat: Seat, random: Random) -> str:
    kind = _kind(party)
    origins: list[str] = kind.get("origins", [party])
    if kind.get("in_turn"):
        return origins[seat.turn % len(origins)]
    return pick(random, origins)


def _position(party: str, seat: Seat) -> str:
    """The next of the posts; delegations start at different ones, so as not to look alike."""
    kind = _kind(party)
    posts: list[str] = kind[seat.posts]
    if kind.get("in_turn"):
        return posts[seat.turn // len(kind["origins"]) % len(posts)]
    first = 0 if "cycle" in kind else int(Random(f"{party}/{seat.posts}").random() * len(posts))
    return posts[(first + seat.turn) % len(posts)]


def _cast_for(seat: Seat, entry: Mapping[str, str]) -> tuple[Seat, Bearer]:
    """The party's first person as cast.toml names it; whoever stands there leads as a minister."""
    full = entry["name"]
    name = Name(
        full=full,
        badge=entry.get("badge", full),
        own_script=entry.get("script", ""),
        own_language=entry.get("language", ""),
        sort=entry.get("sort", full),
    )
    bearer = Bearer(entry["sex"], entry["style"], name, entry["position"], entry.get("source", ""))
    return replace(seat, function=entry.get("function", seat.function), level="minister"), bearer


def _mailbox(
    party: str, number: int, seat: Seat, name: Name, random: Random, used: set[str]
) -> str | None:
    """An address under .example (RFC 2606); heads and about one in six others have none."""
    without = random.random() < SHARE_WITHOUT_MAIL
    if without or seat.level == "minister" or seat.function == "head":
        return None
    words = [word for word in plain_words(name.sort) if len(word) > 1 and word not in BETWEEN]
    tries = [".".join(words[:count]) for count in (2, 3, len(words))]
    domain = f"{party.lower()}.example"
    local = next((one for one in tries if f"{one}@{domain}" not in used), _key(party, number))
    used.add(f"{local}@{domain}")
    return f"{local}@{domain}"


def _person(
    party: str, number: int, seat: Seat, bearer: Bearer, email: str | None
) -> InventedPerson:
    return InventedPerson(
        key=_key(party, number),
        party=party,
        sex=bearer.sex,
        style=bearer.style,
        full_name=bearer.name.full,
        badge_name=bearer.name.badge,
        own_script=bearer.name.own_script,
        own_language=bearer.name.own_language,
        sort_name=bearer.name.sort,
        position=bearer.position,
        function=seat.function,
        rank=number,
        email=email,
        source=bearer.source,
        level=seat.level,
    )


def _key(party: str, number: int) -> str:
    return f"{party.lower()}-{number:02d}"


@cache
def _kind(party: str) -> Mapping[str, Any]:
    """The kind of party in posts.toml, with what it takes over from the kind it is like."""
    kinds = _posts()
    own = next((kind for kind in kinds.values() if party in kind.get("parties", ())), None)
    own = own or kinds["guest"]
    return kinds[own["like"]] | own if "like" in own else own


@cache
def _posts() -> dict[str, dict[str, Any]]:
    return read_names("posts")


@cache
def _cast() -> dict[str, dict[str, str]]:
    """The first persons that are not left to chance, by party code and its other code."""
    cast = read_names("cast")
    return cast | {entry["also"]: entry for entry in cast.values() if "also" in entry}
