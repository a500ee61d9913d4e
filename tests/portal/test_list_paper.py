"""Printed lists: looked at as pages, as somebody who holds them would."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from eventops.accreditation.rules import Category, State
from eventops.core.resources import FLAGS, FONTS
from eventops.delegations.precedence import Standing
from eventops.portal.lists.attendance import Attendee, PartyLine
from eventops.portal.lists.contents import ListName
from eventops.portal.lists.face_sheet import face_sheet
from eventops.portal.lists.paper import Masthead
from eventops.portal.lists.said import Cell, Column, SaidList, Section
from eventops.portal.lists.table_sheet import table_sheet
from eventops.portal.lists.wrap import AFTER, clusters, wrapped

MADE = datetime(2030, 3, 1, 2, 0, tzinfo=UTC)
OWN_SCRIPTS = {
    "lo": "ບຸນມີ ພົມມະຈັນ",
    "km": "សុខ ចាន់ថាវី",
    "th": "สมชาย วงศ์สุวรรณ",
    "my": "အောင်ကျော်မိုး",
    "vi": "Nguyễn Thị Phương Thảo",
}
HEAD = Masthead(
    edition="LITTLE-1",
    names=("1st Little Meeting", "Hội nghị nhỏ lần thứ 1"),
    themes=("Small together", "Cùng nhau nhỏ bé"),
    titles=("List of participants", "Danh sách đại biểu"),
    marks=(("Final", "Chính thức"),),
    as_of="Programme v1, as of Fri 1 Mar 09:00 · Times in Hanoi (UTC+7)",
    page=lambda page, pages: f"Page {page} of {pages}",
    letters_missing="In square brackets: letters without a typeface.",
    language="en",
    second="vi",
)
KH = PartyLine("KH", {"en": "Cambodia", "vi": "Campuchia"}, "kh")


def attendee(name: str, own: str = "", language: str = "", photo: str | None = None) -> Attendee:
    return Attendee(
        Standing(1, "KH", False, 5, name, name),
        KH,
        "Ms",
        name,
        own,
        language,
        "Director",
        "delegate",
        "",
        State.APPROVED,
        Category.DELEGATE,
        photo,
        None,
        frozenset(),
    )


def section(title: str, rows: int, cell: Cell | None = None) -> Section:
    cells = tuple(
        (cell or Cell(f"{title} person {number}"), Cell("Director")) for number in range(rows)
    )
    return Section(title, "", f"{rows} people", KH, cells, ())


def told(*sections: Section, name: ListName = ListName.FINAL) -> SaidList:
    columns = (Column("Name", 2), Column("Title or post", 1))
    total = sum(len(each.rows) for each in sections)
    return SaidList(
        name, HEAD.titles, HEAD.marks, "Nobody is approved yet.", columns, sections, total
    )


def printed(*sections: Section) -> list[str]:
    """The words of each page."""
    return words(
        table_sheet(
            told(*sections), HEAD, fonts=FONTS, flags=FLAGS, made=MADE, continued="continued"
        )
    )


def words(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]


def test_first_page_says_whose_list_it_is_in_two_languages() -> None:
    (page,) = printed(section("Cambodia", 1))
    for text in (*HEAD.names, *HEAD.themes, *HEAD.titles, "Final · Chính thức", HEAD.as_of):
        assert text in page
    assert page.endswith("Page 1 of 1")


def test_every_page_says_how_many_there_are_and_which_list_it_is() -> None:
    pages = printed(section("Cambodia", 60))
    ends = [page.rpartition("Page ")[2] for page in pages]
    assert ends == [f"{number} of {len(pages)}" for number in range(1, len(pages) + 1)]
    assert len(pages) > 1
    assert all("LITTLE-1 · List of participants" in page for page in pages[1:])
    assert all("Cambodia (continued)" in page for page in pages[1:])


@pytest.mark.parametrize("before", range(28, 44))
def test_heading_never_stands_without_its_first_row(before: int) -> None:
    pages = printed(section("Aland", before), section("Beland", 3))
    heading = [number for number, page in enumerate(pages) if "Beland 3 people" in page]
    first = [number for number, page in enumerate(pages) if "Beland person 0" in page]
    assert heading[:1] == first


@pytest.mark.parametrize("language", OWN_SCRIPTS)
def test_own_script_is_printed_with_no_letter_missing(language: str) -> None:
    own = OWN_SCRIPTS[language]
    (page,) = printed(section("Cambodia", 1, Cell("Ms Sok", own, language)))
    assert set(own) <= set(page)
    assert "[" not in page


@pytest.mark.parametrize(
    "name",
    [
        "Yang Berhormat Dato Seri Paduka Awang Haji Zulhairi bin Haji Abdul Rahim",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3,
        "Nguyen " * 28,
        "ສີຄຳ" * 50,
    ],
)
def test_name_of_any_length_is_printed_whole_and_inside_the_margins(name: str) -> None:
    pdf = table_sheet(
        told(section("Cambodia", 1, Cell(name))),
        HEAD,
        fonts=FONTS,
        flags=FLAGS,
        made=MADE,
        continued="continued",
    )
    (page,) = words(pdf)
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    right = picture.crop((int(196 / 210 * picture.width), 0, picture.width, picture.height))
    # Vowel signs come back from a PDF in pieces, so letters are counted.
    letters = {letter for letter in name if letter.isalpha() and letter not in AFTER}
    shown = page.partition("1 people")[2].partition("Director")[0]
    assert {each: shown.count(each) for each in letters} == {
        each: name.count(each) for each in letters
    }
    assert right.getextrema() == (255, 255)


def test_letters_without_a_typeface_are_named_where_they_stand_and_at_the_foot() -> None:
    (page,) = printed(section("Cambodia", 1, Cell("Ms Abebe", "አበበ ቢቂላ", "am")))
    assert "[Ethiopic]" in page
    assert HEAD.letters_missing in page


def test_hostile_name_is_text() -> None:
    name = '"><img src=x onerror=alert(1)> {{7*7}} \u202e\x00\r\n) Tj'
    (page,) = printed(section("Cambodia", 1, Cell(name)))
    assert "onerror=alert(1)>{{7*7}})Tj" in "".join(page.split())


def test_list_of_nobody_says_so() -> None:
    assert ["Nobody is approved yet." in page for page in printed()] == [True]


def test_same_list_gives_the_same_bytes() -> None:
    one, other = (
        table_sheet(
            told(section("Cambodia", 3)), HEAD, fonts=FONTS, flags=FLAGS, made=MADE, continued="c"
        )
        for _time in range(2)
    )
    assert one == other


def test_twelve_faces_stand_on_a_page_and_each_level_begins_its_own() -> None:
    people = tuple(attendee(f"Sok {number}", OWN_SCRIPTS["km"], "km") for number in range(13))
    levels = [
        Section("Ministers", "", "13 people", None, (), people),
        Section("Senior officials", "", "1 person", None, (), people[:1]),
    ]
    head = replace(HEAD, marks=(("Confidential", ""),))
    pdf = face_sheet(
        told(*levels, name=ListName.FACES), head, {}, fonts=FONTS, flags=FLAGS, made=MADE
    )
    pages = words(pdf)
    assert [page.count("Ms Sok") for page in pages] == [12, 1, 1]
    assert ["Confidential" in page for page in pages] == [True, True, True]
    assert ["Senior officials" in page for page in pages] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("one two", ("one two",)),
        ("one two three four", ("one two", "three four")),
        ("abcdefghijklmno", ("abcdefghij", "klmno")),
        ("ab abcdefghijklmno cd", ("ab", "abcdefghij", "klmno cd")),
    ],
)
def test_text_is_broken_between_words_and_only_else_within_them(
    text: str, lines: tuple[str, ...]
) -> None:
    assert wrapped(text, len, 10) == lines


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("ເມືອງ", ["ເມື", "ອ", "ງ"]),
        ("ສີຄຳ", ["ສີ", "ຄຳ"]),
        ("ម្ដាយ", ["ម្ដា", "យ"]),
        ("Thảo", ["T", "h", "ả", "o"]),
    ],
)
def test_letters_keep_their_marks(word: str, found: list[str]) -> None:
    assert clusters(word) == found
