"""Invented people: right names, right sizes, nobody real but the public speakers."""

import unicodedata
from collections import Counter
from dataclasses import asdict, astuple

import pytest

from eventops.demo.naming import is_public_figure, plain_words, read_names, usage
from eventops.demo.people import InventedPerson, invented_people, seats

MEMBERS = ("BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN")
PARTNERS = {"CN": 12, "JP": 14, "KR": 12, "IN": 8, "US": 8, "EU": 7, "RU": 7}
ORGANISATIONS = {"ITU": 5, "APT": 4, "UN": 4, "ASEC": 14}
OTHERS = {"HOST": 30, "FIN": 36, "MEDIA": 20, "PM": 4, "DIPL": 16, "ABC": 7, "CABLE": 7}
SIZES = dict.fromkeys(MEMBERS, 14) | {"VN": 15} | PARTNERS | ORGANISATIONS | OTHERS
THOUSANDS = {party: size * 28 for party, size in SIZES.items()}

# Who holds, or recently held, the posts that the invented people of the demonstration hold.
OFFICE_HOLDERS = """
Shamhary Mustapha, Hassanal Bolkiah, Hun Sen, Hun Manet, Sok An, Keo Rottanak, Chea Serey,
Meutya Hafid, Budi Arie Setiadi, Johnny Plate, Prabowo Subianto, Boviengkham Vongdara,
Sonexay Siphandone, Gobind Singh Deo, Fahmi Fadzil, Anwar Ibrahim, Mya Tun Oo, Min Aung Hlaing,
Henry Aguda, Ivan Uy, Ferdinand Marcos, Josephine Teo, Tan Kiat How, Lawrence Wong,
Prasert Jantararuangtong, Anutin Charnvirakul, Xanana Gusmao, Jose Ramos Horta, Bui The Duy,
Pham Duc Long, Bui Hoang Phuong, Luong Cuong, To Lam, Vu Hai Quan, Li Lecheng, Zhang Yunming,
Xi Jinping, Li Qiang, Hayashi Yoshimasa, Murakami Seiichiro, Takaichi Sanae, Bae Kyung-hoon,
Lee Jong-ho, Lee Jae-myung, Kim Min-seok, Ashwini Vaishnaw, Narendra Modi, Sanjay Malhotra,
Donald Trump, Marc Knapper, Henna Virkkunen, Maksut Shadayev, Vladimir Putin,
Doreen Bogdan-Martin, Masanori Kondo, Satvinder Singh, Nararya Soeprapto, San Lwin
"""

WRITING = {
    "km": ("KHMER",),
    "lo": ("LAO",),
    "th": ("THAI",),
    "my": ("MYANMAR",),
    "zh-Hans": ("CJK UNIFIED",),
    "ja": ("CJK UNIFIED", "IDEOGRAPHIC ITERATION MARK"),
    "ko": ("HANGUL SYLLABLE",),
    "hi": ("DEVANAGARI",),
    "ru": ("CYRILLIC",),
}
LANGUAGE = {
    "KH": "km",
    "LA": "lo",
    "TH": "th",
    "MM": "my",
    "CN": "zh-Hans",
    "JP": "ja",
    "KR": "ko",
    "IN": "hi",
    "RU": "ru",
}

GOLDEN = [
    ("bn-01", "Dato Seri Paduka Awang Haji Zulhairi bin Haji Abdul Rahim"),
    ("bn-02", "Dayang Hajah Faridah binti Haji Matassan"),
    ("bn-03", "Awang Mohd Rosli bin Marzuki"),
    ("mm-01", "U Kyaw Min Htet"),
    ("mm-02", "Daw Nwe May Phyu"),
    ("mm-03", "U Min Myo Khant"),
    ("vn-01", "Nguyễn Mạnh Hùng"),
    ("vn-02", "Trịnh Tuấn Trí"),
    ("vn-03", "Trần Phương Dung"),
    ("cn-01", "Pan Haichao"),
    ("cn-02", "Cai Qingping"),
    ("ru-01", "Anastasia Mikhailovna Ozerova"),
    ("ru-02", "Svetlana Andreyevna Vetrova"),
    ("media-01", "Pimchanok Saengsuwan"),
    ("media-02", "Lê Hữu Lộc"),
]


@pytest.fixture(scope="module")
def people() -> list[InventedPerson]:
    return invented_people(SIZES)


@pytest.fixture(scope="module")
def thousands() -> list[InventedPerson]:
    return invented_people(THOUSANDS)


def of(people: list[InventedPerson], party: str) -> list[InventedPerson]:
    return [person for person in people if person.party == party]


def test_each_party_has_its_size_with_the_default_quotas(people: list[InventedPerson]) -> None:
    assert Counter(person.party for person in people) == SIZES


def test_parties_and_people_keep_their_order(people: list[InventedPerson]) -> None:
    assert [(person.party, person.rank) for person in people] == [
        (party, rank) for party, size in SIZES.items() for rank in range(1, size + 1)
    ]


def test_a_person_of_cambodia_is_written_out_whole() -> None:
    assert asdict(invented_people({"KH": 14})[4]) == {
        "key": "kh-05",
        "party": "KH",
        "sex": "f",
        "style": "Dr",
        "full_name": "Noun Sreypov",
        "badge_name": "Noun Sreypov",
        "own_script": "នួន ស្រីពៅ",
        "own_language": "km",
        "sort_name": "Noun Sreypov",
        "position": "Head, Anti-Scam Coordination",
        "function": "delegate",
        "rank": 5,
        "email": "noun.sreypov@kh.example",
        "source": "",
        "level": "working",
    }


def test_the_same_seed_gives_the_same_names_on_every_python() -> None:
    people = invented_people({"BN": 3, "MM": 3, "VN": 3, "CN": 2, "RU": 2, "MEDIA": 2}, seed=7)
    assert [(person.key, person.full_name) for person in people] == GOLDEN


def test_another_seed_gives_other_people() -> None:
    first, second = (
        {person.full_name for person in invented_people({"SG": 14}, seed=seed)} for seed in (1, 2)
    )
    # The head is of the cast, whatever the seed.
    assert "Tan Hui Ling" in first & second
    assert len(first & second) < 4


def test_a_party_keeps_its_names_when_another_grows() -> None:
    small, large = ({"LA": 14, "HOST": host} for host in (5, 500))
    assert of(invented_people(small), "LA") == of(invented_people(large), "LA")


def test_names_and_keys_are_unique_among_thousands(thousands: list[InventedPerson]) -> None:
    assert len(thousands) > 10_000
    assert len({person.full_name.casefold() for person in thousands}) == len(thousands)
    assert len({person.key for person in thousands}) == len(thousands)
    mailboxes = [person.email for person in thousands if person.email]
    assert len(set(mailboxes)) == len(mailboxes)


def test_names_hold_no_numerals_among_thousands(thousands: list[InventedPerson]) -> None:
    assert not [p.full_name for p in thousands if any(map(str.isdigit, p.full_name))]


@pytest.mark.parametrize("party", [*MEMBERS, *PARTNERS])
def test_every_country_has_a_thousand_names(party: str) -> None:
    assert len({person.full_name for person in invented_people({party: 1000})}) == 1000


def test_names_used_up_are_said_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"^no further names for JP: add parts to its file$"):
        invented_people({"JP": 5000})


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^negative size for KH$"):
        invented_people({"KH": -1, "LA": 2})


def test_all_text_is_nfc(people: list[InventedPerson]) -> None:
    texts = [text for person in people for text in astuple(person) if isinstance(text, str)]
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []


def test_latin_names_are_latin(people: list[InventedPerson]) -> None:
    assert [
        letter
        for person in people
        for letter in person.full_name + person.badge_name + person.sort_name
        if letter.isalpha() and not unicodedata.name(letter).startswith("LATIN ")
    ] == []


def test_own_names_are_in_the_writing_of_their_language(thousands: list[InventedPerson]) -> None:
    for person in thousands:
        letters = person.own_script.replace(" ", "")
        assert all(
            unicodedata.name(letter).startswith(WRITING[person.own_language]) for letter in letters
        ), person


def test_own_names_are_given_in_the_language_of_the_country(people: list[InventedPerson]) -> None:
    found = {
        party: {p.own_language for p in of(people, party) if not p.source}
        for party in [*MEMBERS, *PARTNERS]
    }
    assert found == {party: {LANGUAGE.get(party, "")} for party in [*MEMBERS, *PARTNERS]}


def test_both_writings_of_a_name_are_the_same_parts(people: list[InventedPerson]) -> None:
    parts = usage("KH").pools
    latin_of = {
        part.script: part.latin
        for pool in (parts["family"]["f"], parts["given"]["f"], parts["given"]["m"])
        for part in pool
    }
    cambodians = [person for person in of(people, "KH") if not person.source]
    assert [
        " ".join(latin_of[word] for word in person.own_script.split()) for person in cambodians
    ] == [person.full_name for person in cambodians]


def test_every_delegation_has_exactly_one_head(people: list[InventedPerson]) -> None:
    heads = Counter(person.party for person in people if person.function == "head")
    delegations = [*MEMBERS, *PARTNERS, *ORGANISATIONS, "ABC", "CABLE"]
    # The Chair leads Viet Nam's delegation.
    assert heads == {party: 1 for party in delegations if party != "VN"}
    assert all(of(people, party)[0].function == "head" for party in heads)


def test_the_first_leads_the_ministers_and_the_second_the_officials(
    people: list[InventedPerson],
) -> None:
    levels = {party: [p.level for p in of(people, party)] for party in [*MEMBERS, *PARTNERS]}
    assert {party: row[:2] for party, row in levels.items()} == {
        party: ["minister", "senior"] for party in levels
    }
    assert all(row.count("minister") == 1 for row in levels.values())
    order = ["minister", "senior", "working", "support"]
    assert all(row == sorted(row, key=order.index) for row in levels.values())


def test_four_members_chair_working_groups(people: list[InventedPerson]) -> None:
    chairs = {person.party for person in people if person.function == "chair"}
    assert chairs == {"ID", "MY", "SG", "TH", "VN"}
    assert [p.full_name for p in of(people, "VN") if p.function == "chair"] == ["Nguyễn Mạnh Hùng"]


def test_each_member_sends_one_of_the_jury(people: list[InventedPerson]) -> None:
    jury = Counter(person.party for person in people if person.function == "jury")
    assert jury == dict.fromkeys(MEMBERS, 1)


@pytest.mark.parametrize(
    ("party", "size", "seated"),
    [("KH", 14, 9), ("CN", 12, 7), ("US", 8, 7), ("EU", 7, 7), ("ITU", 5, 5), ("APT", 4, 4)],
)
def test_delegations_fill_their_formula_without_support(party: str, size: int, seated: int) -> None:
    assert len([seat for seat in seats(party, size) if seat.level != "support"]) >= seated


@pytest.mark.parametrize("size", range(8))
def test_a_small_delegation_has_its_size(size: int) -> None:
    assert len(seats("TH", size)) == size
    assert len(invented_people({"TH": size})) == size


def test_staff_and_press_hold_their_functions(people: list[InventedPerson]) -> None:
    assert {p.function for p in of(people, "HOST")} == {
        "protocol",
        "liaison",
        "security",
        "technician",
        "interpreter",
    }
    assert Counter(p.function for p in of(people, "MEDIA")) == {
        "accredited": 10,
        "pool": 5,
        "media": 5,
    }


def test_heads_have_no_mailbox_and_one_in_six_others_has_none(
    thousands: list[InventedPerson],
) -> None:
    others = [p for p in thousands if p.function != "head" and p.level != "minister"]
    assert [p for p in thousands if p.function == "head" and p.email is not None] == []
    assert 0.14 < len([p for p in others if p.email is None]) / len(others) < 0.20


def test_mailboxes_stand_under_example(people: list[InventedPerson]) -> None:
    assert all(
        person.email.isascii() and person.email.endswith(f"@{person.party.lower()}.example")
        for person in people
        if person.email
    )


def test_public_speakers_come_first_with_their_source(people: list[InventedPerson]) -> None:
    speakers = [(p.party, p.full_name, p.rank, p.source) for p in people if p.source]
    assert sorted(speakers) == [
        ("ASEC", "Kao Kim Hourn", 1, "S1 S4 D26"),
        ("JP", "Hayashi", 1, "D9"),
        ("KH", "Chea Vandeth", 1, "D9 D10"),
        ("KR", "Lee Do-kyu", 1, "D18"),
        ("PM", "Phạm Minh Chính", 1, "S1 S4"),
        ("TL", "Miguel Marques Gonçalves Manetelu", 1, "D20"),
        ("UN", "Amandeep Singh Gill", 1, "S1 S4"),
        ("VN", "Nguyễn Mạnh Hùng", 1, "S0 S4"),
    ]


def test_the_prime_minister_is_guest_of_honour(people: list[InventedPerson]) -> None:
    assert next((p.full_name, p.function, p.level) for p in of(people, "PM")) == (
        "Phạm Minh Chính",
        "guest-of-honour",
        "minister",
    )


def test_the_prime_ministers_party_goes_under_either_code() -> None:
    assert [p.full_name for p in invented_people({"PMO": 1})] == ["Phạm Minh Chính"]


def test_another_guest_of_honour_is_invented() -> None:
    assert [(p.function, p.source) for p in invented_people({"GOH": 3})] == [
        ("guest-of-honour", ""),
        ("protocol", ""),
        ("security", ""),
    ]


def test_no_two_ambassadors_are_of_one_country(people: list[InventedPerson]) -> None:
    languages = [p.own_language for p in of(people, "DIPL")[:15] if p.own_language]
    assert len(set(languages)) == len(languages)


@pytest.mark.parametrize("seed", range(3))
def test_nobody_invented_bears_an_office_holders_name(seed: int) -> None:
    holders = [frozenset(plain_words(name)) for name in OFFICE_HOLDERS.split(",")]
    assert [
        person.full_name
        for person in invented_people(THOUSANDS, seed=seed)
        if not person.source
        and any(holder <= frozenset(plain_words(person.full_name)) for holder in holders)
    ] == []


def test_a_public_figure_is_known_by_name_in_any_order_and_without_marks() -> None:
    assert is_public_figure("Qiang Li")
    assert is_public_figure("Lương Xuân Cường")
    assert is_public_figure("Chea Vandeth")
    assert not is_public_figure("Li Guoqiang")


def test_the_cast_but_for_the_speakers_is_nobody_known() -> None:
    invented = [entry["name"] for entry in read_names("cast").values() if "source" not in entry]
    assert [name for name in invented if is_public_figure(name)] == []


def test_long_names_of_brunei_have_a_shorter_badge_name(people: list[InventedPerson]) -> None:
    assert [(p.style, p.full_name, p.badge_name, p.sort_name) for p in of(people, "BN")[:1]] == [
        (
            "Yang Berhormat",
            "Dato Seri Paduka Awang Haji Zulhairi bin Haji Abdul Rahim",
            "Dato Seri Paduka Awang Haji Zulhairi",
            "Zulhairi bin Abdul Rahim",
        )
    ]
    assert max(len(p.badge_name) for p in people if not p.source) < 46
