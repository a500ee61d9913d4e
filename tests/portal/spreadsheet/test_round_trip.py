"""What we write comes back as it was: names in many scripts, formulas in disguise, whole lists."""

import io
import re
import unicodedata
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventops.core.db import Db
from eventops.delegations.drafts import NominationDraft, checked
from eventops.portal.spreadsheet.columns import LEADING, PERSON, cells, columns_for
from eventops.portal.spreadsheet.reading import read_rows
from eventops.portal.spreadsheet.taking import Taken
from eventops.portal.spreadsheet.writing import as_csv, as_xlsx, choices_for
from tests.portal.little import publish_little, register
from tests.portal.spreadsheet.lists import WORDS, known_of, list_of, people, take

SCRIPTS = {
    "Vietnamese": "ăâđêôơưẠảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0300\u0301\u0303\u0309\u0323",
    "Lao": "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮະາຳເແໂໃໄ\u0eb1\u0eb4\u0eb5\u0eb8\u0ec8\u0ec9\u0ecd",
    "Khmer": "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ\u17b6\u17b7\u17b8\u17bb\u17c1\u17c6\u17d2\u200b",
    "Thai": "กขคงจฉชซญดตถทธนบปผฝพฟมยรลวศสหอฮะาำเแโใไ\u0e31\u0e34\u0e35\u0e38\u0e48\u0e49\u0e4c",
    "Burmese": "ကခဂဃငစဆဇညတထဒဓနပဖဗဘမယရလဝသဟအ\u102b\u102c\u102d\u102f\u1031\u1037\u1038\u1039\u103a\u200b",
    "Chinese": "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭馬羅",
    "Korean": "김이박최정강조윤장임한오서신권황안송류홍\u1100\u1161\u11a8",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي\u064b\u064e\u064f\u0650\u0651\u0652\u200c\u200d",
    "Devanagari": "अआइईकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह\u093e\u093f\u0940\u0941\u0947\u094d\u200d",
    "signs": "'-=+@.,;:\"() ",
}
COLUMNS = (*LEADING, *PERSON)


def names() -> st.SearchStrategy[str]:
    """Names of one script, in NFC, as a draft keeps them."""
    alone = [st.text(alphabet + " '-.", min_size=1, max_size=40) for alphabet in SCRIPTS.values()]
    return st.one_of(alone).map(lambda name: unicodedata.normalize("NFC", name).strip())


def file_of(row: list[str], form: str) -> bytes:
    if form == "xlsx":
        return as_xlsx(
            COLUMNS, [row], choices=choices_for(COLUMNS, ["Head"], []), explained=[("a", "b", "c")]
        )
    return as_csv(COLUMNS, [row], delimiter=form)


def read_back(row: list[str], form: str) -> list[str]:
    found = read_rows(file_of(row, form))
    return list(found[1]) if len(found) > 1 else [""] * len(COLUMNS)


@pytest.mark.parametrize("form", ["xlsx", ",", ";", "\t"])
@given(full_name=names(), own_script=names(), position=names())
def test_names_come_through_unchanged(
    form: str, full_name: str, own_script: str, position: str
) -> None:
    row = ["reference", "", full_name, "", own_script, "", position, "Head", "", "", "", ""]
    assert read_back(row, form) == row


@pytest.mark.parametrize("script", [name for name in SCRIPTS if name != "signs"])
def test_checked_name_of_a_script_is_written_and_read_the_same(script: str) -> None:
    letters = unicodedata.normalize("NFC", SCRIPTS[script])
    told = checked(NominationDraft(full_name="Anna", own_script=letters, function="head"))
    row = cells(COLUMNS, told, reference="r", delegation="AA", words=WORDS)
    for form in ("xlsx", ",", ";"):
        found = read_back(row, form)
        assert found[[column.code for column in COLUMNS].index("own_script")] == told.own_script


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
@pytest.mark.parametrize("form", ["xlsx", ",", ";", "\t"])
def test_no_cell_that_we_write_is_a_formula(sign: str, form: str) -> None:
    formula = f'{sign}HYPERLINK("http://evil.example","x")'
    row = ["", "", formula, f"'{formula}", "", "", "", "", "", "", "", ""]
    content = file_of(row, form)
    assert read_back(row, form) == row
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheets = b"".join(
                packed.read(name)
                for name in packed.namelist()
                if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml"
            )
        assert b"<f>" not in sheets
        assert f">&apos;{sign}".encode() in sheets or f">'{sign}".encode() in sheets
    else:
        text = content.decode("utf-8-sig")
        assert f"{form}{formula}" not in text
        assert f'"{formula[:12]}' not in text


def test_list_sent_back_unchanged_changes_nothing(db: Db) -> None:
    edition = publish_little(db)
    one = register(db, edition, "AA", "Anna Andersson", "main", function="head")
    one.delegate.person.own_script = "អាណា"
    one.delegate.person.own_language = "km"
    one.delegate.person.badge_name = "Anna A."
    one.delegate.person.mrz_name = "ANDERSSON<<ANNA"
    one.delegate.person.born_on = date(1975, 12, 31)
    one.delegate.diet = "-nuts"
    register(db, edition, "AA", "Ben Bo", "main", "wg-x")
    register(db, edition, "BB", "-Cat", function="interpreter")
    db.flush()
    before = known_of(db, edition)
    for code in (None, "AA"):
        rows = list_of(db, edition, code)
        for form in (",", ";"):
            columns = columns_for(before.meetings, everyone=code is None)
            found = read_rows(as_csv(columns, rows[1:], delimiter=form))
            assert take(db, edition, found, code) == Taken(0, 0, len(rows) - 1)
    assert known_of(db, edition).people == before.people


def test_passport_name_that_followed_the_name_goes_on_following_it(db: Db) -> None:
    edition = publish_little(db)
    for name in ("Anna Anderson", "Ben Bo", "Cat Co"):
        register(db, edition, "AA", name)
    anna, ben, _cat = people(db, "AA")
    anna.person.mrz_name, ben.person.mrz_name = "ANNA<ANDERSON", "BO<<BEN"
    db.flush()
    rows = list_of(db, edition, "AA")
    place = rows[0].index("Full name / Họ và tên")
    for row, told in zip(rows[1:], ("Anna Andersson", "Ben Boo", "Cat Coo"), strict=True):
        row[place] = told
    take(db, edition, rows, "AA")
    names = [each.person.mrz_name for each in people(db, "AA")]
    assert names == ["ANNA<ANDERSSON", "BO<<BEN", ""]


def test_day_typed_into_our_workbook_is_a_real_date(db: Db) -> None:
    """The column of birth dates is formatted as one, so programs do not keep it as text."""
    edition = publish_little(db)
    columns = columns_for(known_of(db, edition).meetings, everyone=False)
    place = [column.code for column in columns].index("born_on")
    book = as_xlsx(columns, [], choices={}, explained=[("a", "b", "c")])
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    style = re.search(rf'<col min="{place + 1}" [^>]*style="(\d+)"', sheet)
    code = re.search(r'numFmtId="(\d+)" formatCode="yyyy-mm-dd"', styles)
    assert style is not None
    assert code is not None
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    assert formats[int(style[1])] == code[1]


def test_name_that_is_corrected_is_followed_by_badge_and_sorting(db: Db) -> None:
    edition = publish_little(db)
    register(db, edition, "AA", "Anna Anderson")
    rows = list_of(db, edition, "AA")
    rows[1][rows[0].index("Full name / Họ và tên")] = "Anna Andersson"
    assert take(db, edition, rows, "AA") == Taken(0, 1, 0)
    (anna,) = known_of(db, edition, "AA").in_order()
    names = ("full_name", "badge_name", "sort_name")
    assert {getattr(anna.draft, name) for name in names} == {"Anna Andersson"}
