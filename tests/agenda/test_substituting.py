"""Laws of substitution: whoever enters stands exactly where the other stood, nobody gains a seat."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventops.agenda.entitlement import (
    Entitlement,
    Expectation,
    Grade,
    Naming,
    Standing,
    entitlement,
)
from eventops.agenda.substituting import Change, head_of, may_take, standing_after
from eventops.programme.audience import Named, parse

NINE = datetime(2030, 3, 4, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
COUNTED = (Grade.HEAD, Grade.SEATED)
MAIN = "main"


def people(order: str, others: str = "") -> dict[str, Standing]:
    """A delegation: one letter a person, first those on the list for the main meeting."""
    listed = {
        each: Standing(each, "AA", places={MAIN: place}) for place, each in enumerate(order, 1)
    }
    return listed | {each: Standing(each, "AA") for each in others}


def meeting(
    code: str = "s", *rules: str, access: str = "restricted", **more: object
) -> Expectation:
    """A session of the main meeting."""
    told = tuple((parse(rule), MAIN) for rule in rules or ("AA 1+2",))
    return Expectation(code, access, told, **more)  # type: ignore[arg-type]  # named in the test


def answers(
    standings: dict[str, Standing],
    session: Expectation,
    *changes: Change,
    starts: datetime = NINE,
) -> dict[str, Entitlement]:
    after = standing_after(standings, changes, {session.code: starts})
    return {each: entitlement(standing, session) for each, standing in after.items()}


def grades(found: dict[str, Entitlement]) -> str:
    """Who leads and who is seated, by the place that they hold."""
    held = [(each.facts["place"], who) for who, each in found.items() if each.grade in COUNTED]
    return "".join(who for _place, who in sorted(held))


def test_who_is_on_no_list_takes_the_heads_place_at_that_session_alone() -> None:
    people_of_aa = people("abcd", "x")
    change = Change("x", "a", session="s")
    after = standing_after(people_of_aa, [change], {"s": NINE, "t": NINE})
    here = {each: entitlement(one, meeting("s")) for each, one in after.items()}
    there = {each: entitlement(one, meeting("t")) for each, one in after.items()}
    assert (grades(here), grades(there)) == ("xbc", "abc")
    assert (here["a"].grade, here["a"].reason) == (Grade.NONE, "replaced")
    assert (here["x"].grade, here["x"].capacity) == (Grade.HEAD, "table")


def test_behind_somebody_of_the_list_who_moves_up_the_others_close_up() -> None:
    assert grades(answers(people("abcd"), meeting(), Change("c", "a", session="s"))) == "cbd"
    assert grades(answers(people("abcd"), meeting(), Change("d", "b", session="s"))) == "adc"


def test_a_second_substitution_builds_on_the_first() -> None:
    changes = Change("x", "a", session="s"), Change("y", "x", session="s")
    found = answers(people("abc", "xy"), meeting(), *changes)
    assert grades(found) == "ybc"
    assert (found["a"].reason, found["x"].reason) == ("replaced", "replaced")


def test_place_given_back_by_a_second_substitution_is_as_before() -> None:
    back = Change("x", "a", session="s"), Change("a", "x", session="s")
    found = answers(people("abc", "x"), meeting(), *back)
    assert grades(found) == "abc"


def test_seat_capacity_and_tag_go_with_the_place() -> None:
    named = Standing("a", "AA", tags=frozenset({"speakers"}))
    pair = {"a": named, "x": Standing("x", "AA")}
    session = meeting("s", "named(speakers) as guest", added={"a": Naming("table", "12")})
    change = Change("x", "a", session="s")
    plain, swapped = answers(pair, session), answers(pair, session, change)
    assert plain["x"].grade is Grade.NONE
    assert swapped["x"] == replace(plain["a"], facts={**plain["a"].facts, "instead": True})
    assert swapped["a"].reason == "replaced"
    tagged = answers(pair, meeting("s", "named(speakers) as guest"), change)["x"]
    assert (tagged.grade, tagged.capacity) == (Grade.OPEN, "guest")
    assert isinstance(parse("named(speakers)").who, Named)


def test_function_seat_goes_with_the_function() -> None:
    pair = {"a": Standing("a", "AA", function="jury"), "x": Standing("x", "AA")}
    found = answers(pair, meeting("s", "AA 1 each as jury"), Change("x", "a", session="s"))
    assert {who: each.grade for who, each in found.items()} == {
        "a": Grade.NONE,
        "x": Grade.SEATED,
    }


def test_whoever_left_keeps_what_every_badge_opens() -> None:
    change = Change("x", "a", session="s")
    rooms = meeting("s", "AA 1+2", access="open"), meeting("s", "AA 1+2", "everyone")
    assert [answers(people("abc", "x"), each, change)["a"].grade for each in rooms] == [
        Grade.OPEN,
        Grade.OPEN,
    ]


def test_a_removal_wins_over_the_substitution() -> None:
    change = Change("x", "a", session="s")
    found = answers(people("abc", "x"), meeting(removed=frozenset({"x"})), change)
    assert found["x"].reason == "removed"


def test_alternate_leads_from_the_time_on_and_not_before() -> None:
    change = Change("x", "a", list=MAIN, begins=NINE, ends=NINE + 2 * HOUR)
    by_start = {
        start: grades(answers(people("abcd", "x"), meeting(), change, starts=NINE + start * HOUR))
        for start in (-1, 0, 1, 2)
    }
    assert by_start == {-1: "abc", 0: "xbc", 1: "xbc", 2: "abc"}


def test_alternate_of_another_list_changes_nothing_here() -> None:
    change = Change("x", "a", list="other", begins=NINE)
    assert grades(answers(people("abc", "x"), meeting(), change)) == "abc"


def test_empty_place_of_the_head_is_taken() -> None:
    change = Change("x", None, list=MAIN, begins=NINE)
    assert grades(answers(people("", "xy"), meeting(), change)) == "x"


def test_head_after_alternates_is_the_last_one_named() -> None:
    named = Change("b", "a", list=MAIN), Change("c", "b", list=MAIN)
    assert [head_of(people("abc"), MAIN, named[:count]) for count in (0, 1, 2)] == ["a", "b", "c"]


def test_only_a_stronger_place_is_worth_taking() -> None:
    head, seat = Entitlement(Grade.HEAD), Entitlement(Grade.SEATED)
    spare, none = Entitlement(Grade.RESERVE), Entitlement(Grade.NONE)
    speaker = Entitlement(Grade.OPEN, "table", "named")
    guest = Entitlement(Grade.OPEN, "listening", "any_badge")
    assert [may_take(own, head) for own in (head, seat, spare, none, guest)] == [
        False,
        True,
        True,
        True,
        True,
    ]
    assert [may_take(seat, seat), may_take(head, seat), may_take(spare, seat)] == [
        False,
        False,
        True,
    ]
    assert [may_take(guest, speaker), may_take(guest, guest)] == [True, False]


LETTERS = "abcdefgh"
drawn_changes = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS), st.booleans()).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=6,
)


@given(
    st.integers(0, 8).map(lambda count: people(LETTERS[:count], LETTERS[count:])),
    drawn_changes,
    st.integers(0, 5),
)
def test_no_chain_of_substitutions_gives_more_seats_than_the_rule(
    delegation: dict[str, Standing], drawn: list[tuple[str, str, bool]], seats: int
) -> None:
    session = meeting("s", f"AA 1+{seats}")
    changes: list[Change] = []
    for entering, leaving, heads in drawn:
        held = answers(delegation, session, *changes)
        if heads:
            changes.append(Change(entering, leaving, list=MAIN, begins=NINE))
        elif held[leaving].grade in COUNTED and may_take(held[entering], held[leaving]):
            changes.append(Change(entering, leaving, session="s"))
            after = answers(delegation, session, *changes)
            assert after[entering].grade is held[leaving].grade
            assert after[entering].capacity == held[leaving].capacity
            assert not after[leaving].grade.shown
            places = [each.facts["place"] for each in (held[leaving], after[entering])]
            assert places[0] >= places[1]
    after = answers(delegation, session, *changes)
    places = [each.facts["place"] for each in after.values() if each.grade in COUNTED]
    assert sorted(places) == list(range(1, len(places) + 1))
    assert len(places) <= 1 + seats
    assert sum(each.grade is Grade.HEAD for each in after.values()) <= 1


@given(drawn_changes)
def test_sessions_that_no_substitution_concerns_stay_as_they_were(
    drawn: list[tuple[str, str, bool]],
) -> None:
    delegation = people("abcde", "fgh")
    changes = [
        Change(entering, leaving, list=MAIN, begins=NINE)
        if heads
        else Change(entering, leaving, session="s")
        for entering, leaving, heads in drawn
    ]
    before = {"early": NINE - HOUR}
    assert standing_after(delegation, changes, before) == delegation


def test_who_will_not_come_gives_the_place_back_unless_it_was_passed_on() -> None:
    gone = Change("x", "a", session="s", entering_out=True)
    on = Change("y", "x", session="s")
    assert grades(answers(people("abcd", "xy"), meeting(), gone)) == "abc"
    assert grades(answers(people("abcd", "xy"), meeting(), gone, on)) == "ybc"
    assert grades(answers(people("abcd", "xy"), meeting(), gone, replace_out(on))) == "abc"


def test_alternate_who_will_not_come_leads_nobody() -> None:
    gone = Change("x", "a", list=MAIN, begins=NINE, entering_out=True)
    assert grades(answers(people("abcd", "x"), meeting(), gone)) == "abc"
    assert head_of(people("abcd", "x"), MAIN, [gone]) == "a"
    assert head_of(people("abcd", "xy"), MAIN, [gone, Change("y", "x", list=MAIN)]) == "y"


def replace_out(change: Change) -> Change:
    return replace(change, entering_out=True)
