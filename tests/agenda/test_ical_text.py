"""Hostile and foreign text in feeds: nothing a name holds may break one or be lost in it."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eventops.agenda.ical import Item, Status, fragment, paragraphs, with_reader
from tests.agenda.feeds import HANOI, OPENING, WEEK, expected, feed
from tests.agenda.foreign_readers import Reader

# Format characters that words and numbers are written with; all others are dropped.
KEPT = {
    *range(0x200B, 0x2010),  # zero-width space and joiners, direction marks
    *range(0x0600, 0x0606),  # Arabic number signs
    *range(0x13430, 0x13440),  # Egyptian hieroglyph joiners
    *range(0x1BCA0, 0x1BCA4),  # shorthand
    *range(0x1D173, 0x1D17B),  # musical beams
    *(0x061C, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, 0x2060),
}
BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
CONTROLS = [
    char
    for char in map(chr, range(0x110000))
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}
]


def test_no_control_or_format_character_breaks_a_feed(read: Reader) -> None:
    def cleaned(char: str, *, one_line: bool) -> str:
        if char in BREAKS:
            return "a b" if one_line else "a\nb"
        if char == "\t":
            return "a b"
        return f"a{char}b" if ord(char) in KEPT else "ab"

    def with_text(in_line: str, in_description: str, number: int) -> Item:
        return replace(
            OPENING,
            uid=f"c{number}@desk.example",
            title=in_line,
            location=in_line,
            categories=(in_line, "second"),
            description=in_description,
        )

    dirty = [with_text(f"a{char}b", f"a{char}b", ord(char)) for char in CONTROLS]
    clean = [
        with_text(cleaned(char, one_line=True), cleaned(char, one_line=False), ord(char))
        for char in CONTROLS
    ]
    everything = "".join(CONTROLS)
    calendar = replace(WEEK, name=f"a{everything}", description=everything, product=everything)
    assert len(CONTROLS) > 200
    assert read(feed(calendar, *dirty)) == [expected(item) for item in clean]


def test_lone_surrogates_and_scoped_direction_controls_vanish() -> None:
    assert paragraphs("a\ud800\udfffb\u202ec\u2066d\ufeff") == "abcd"


def test_text_cannot_add_a_property_or_end_an_event() -> None:
    attack = "x\r\nEND:VEVENT\r\nATTENDEE:mailto:someone@desk.example\r\nSEQUENCE:99"
    item = replace(
        OPENING, uid=attack, title=attack, description=attack, location=attack, url=attack
    )
    item = replace(item, categories=(attack,))
    lines = fragment(item).replace(b"\r\n ", b"").split(b"\r\n")
    assert [text.split(b":")[0].split(b";")[0].decode() for text in lines] == [
        *("BEGIN", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES"),
        *("CLASS", "COLOR", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "STATUS"),
        *("TRANSP", "URL", "END", ""),
    ]


def test_backslashes_and_separators_are_read_as_written(read: Reader) -> None:
    said = r"C:\New\notes; a, b \; \, \\ " + "\\\n\\\\nend\\"
    item = replace(OPENING, title=said, description=said, location=said, categories=(said,))
    assert read(feed(WEEK, item)) == [expected(item)]


def test_place_near_the_equator_is_written_in_plain_decimals() -> None:
    body = fragment(replace(OPENING, latitude=-0.00001, longitude=105.7861234))
    assert b"GEO:-0.000010;105.786123\r\n" in body


hostile = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from('\\;,nN"^: ạភ្'),
        st.sampled_from(CONTROLS),
    ),
    max_size=120,
)
uids = st.from_regex(r"[a-z0-9]{1,30}\.adgmin-2026@desk\.example", fullmatch=True)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
statuses: st.SearchStrategy[Status] = st.sampled_from(("confirmed", "tentative", "cancelled"))


@st.composite
def items(draw: st.DrawFn) -> Item:
    starts = draw(instants).replace(microsecond=0).astimezone(HANOI)
    place = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    return Item(
        uid=draw(uids),
        sequence=draw(st.integers(0, 2**31 - 1)),
        modified=draw(instants),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(1, 900))),
        title=draw(hostile),
        description=draw(hostile),
        location=draw(hostile),
        latitude=place and place[0],
        longitude=place and place[1],
        url=draw(st.sampled_from(("", "https://desk.example/s/x7k2?lang=vi&a=1;b,c"))),
        # ical.js takes the comma after an escaped backslash for an escaped comma.
        categories=tuple(draw(st.lists(hostile.filter(lambda said: "\\" not in said), max_size=3))),
        status=draw(statuses),
        busy=draw(st.booleans()),
        private=draw(st.booleans()),
        color=draw(st.sampled_from(("", "teal"))),
    )


@settings(max_examples=60, deadline=None)
@given(several=st.lists(items(), min_size=1, max_size=5))
def test_every_field_survives_a_foreign_reader(read: Reader, several: list[Item]) -> None:
    assert read(feed(WEEK, *several)) == [expected(item) for item in several]


@settings(max_examples=100, deadline=None)
@given(item=items())
def test_lines_are_folded_at_75_octets_between_characters(item: Item) -> None:
    body = fragment(item)
    lines = body.removesuffix(b"\r\n").split(b"\r\n")
    assert [text for text in lines if len(text) > 75 or b"\r" in text or b"\n" in text] == []
    assert [text.decode() for text in lines] == body.decode().split("\r\n")[:-1]


@settings(max_examples=100, deadline=None)
@given(item=items(), sequence=st.integers(0, 2**31 - 1), modified=instants)
def test_readers_own_row_gives_the_bytes_of_a_fresh_rendering(
    item: Item, sequence: int, modified: datetime
) -> None:
    fresh = fragment(replace(item, sequence=sequence, modified=modified))
    assert with_reader(fragment(item), sequence=sequence, modified=modified) == fresh
