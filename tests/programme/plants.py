"""Faults planted in the small edition: where, what, and the sentence each must be told in.

A plant is an edit of one text that touches no other plant's, so that all can stand in one folder.
"""

from dataclasses import dataclass

E, V, P = "edition.toml", "venue.toml", "parties.toml"
MON, FRI = "programme/2026-03-02.toml", "programme/2026-03-06.toml"


@dataclass(frozen=True)
class Plant:
    file: str
    old: str
    """What stands once in the sound text; empty to add at the end."""
    new: str
    sentence: str

    def into(self, texts: dict[str, str]) -> dict[str, str]:
        text = texts[self.file]
        if not self.old:
            return texts | {self.file: text + self.new}
        assert text.count(self.old) == 1, self.old
        return texts | {self.file: text.replace(self.old, self.new)}


def _session(number: int, old: str, new: str, said: str) -> Plant:
    """A session in ten minutes of its own, sound but for `old` → `new`."""
    times = [
        f"{minute // 60:02}:{minute % 60:02}" for minute in (710 + 10 * number, 720 + 10 * number)
    ]
    sound = f"""
[[session]]
code = "s{number}"
meeting = "council"
track = "ministers"
title = {{en = "Talk", vi = "Phiên"}}
start = "{times[0]}"
end = "{times[1]}"
room = "annex"
access = "restricted"
audience = ["ams 1+3"]
source = "I"
illustrative = ["time"]
"""
    assert sound.count(old) == 1, old
    return Plant(MON, "", sound.replace(old, new), f"{MON}, session s{number}, {said}")


ACCESS = 'access = "restricted"\n'
AUDIENCE = '"ams 1+3"'
MEETING = 'meeting = "council"\n'
SOURCE = 'source = "I"\n'
TITLE = '{en = "Talk", vi = "Phiên"}'
ROOM = '"annex"'

IN_SESSIONS = (
    # the shape of the block
    (SOURCE, "", "key source: the key is missing"),
    (
        SOURCE,
        f'{SOURCE}strat = "09:00"\n',
        (
            'key strat: there is no key "strat" here. Keys: code, meeting, track, title, start, end, '
            "doors, doors_close, room, access, audience, status and 4 more; did you mean start?"
        ),
    ),
    (ROOM, "7", "key room: must be text, not a number"),
    (
        TITLE,
        '"Talk"',
        'key title: must be a table by language, such as {en = "…", vi = "…"}, not text',
    ),
    (TITLE, '{en = "Talk", vi = 7}', "key title.vi: must be text, not a number"),
    ('["time"]', '"time"', "key illustrative: must be a list, not text"),
    (
        '["time"]',
        '["times"]',
        (
            'key illustrative: "times" is none of the choices. Choices: time, room, session; '
            "did you mean time?"
        ),
    ),
    ('["time"]', '["time", "time"]', 'key illustrative: "time" is listed twice'),
    ('["ams 1+3"]', "[]", "key audience: the list is empty"),
    (
        'track = "ministers"',
        'track = "plenary"',
        (
            'key track: "plenary" is none of the choices. Choices: ministers, officials, wg, partner, '
            "bilateral, ceremony, side, social, service"
        ),
    ),
    (
        ACCESS,
        'access = "Closed"\n',
        (
            'key access: "Closed" is none of the choices. Choices: open, by delegation, restricted, '
            "closed; did you mean closed?"
        ),
    ),
    # text
    (SOURCE, 'source = " "\n', "key source: the text is empty"),
    (
        TITLE,
        '{en = "Talk\\u0007", vi = "Phiên"}',
        "key title.en: the text holds the control character U+0007 at character 5",
    ),
    (
        TITLE,
        '{en = "\\u202eTalk", vi = "Phiên"}',
        "key title.en: the text holds the control character U+202E at character 1",
    ),
    (
        TITLE,
        '{en = "Talk", vi = "Phie\u0302n"}',
        "key title.vi: the text is not in the Unicode form NFC (composed letters) at character 4",
    ),
    (TITLE, '{en = "Talk"}', 'key title: there is no text in "vi"'),
    (
        TITLE,
        '{en = "Talk", vi = "Phiên", English = "Talk"}',
        'key title.English: "English" is no language code such as "en" or "vi"',
    ),
    # what it refers to
    (
        ROOM,
        '"anex"',
        'key room: there is no room "anex". Rooms: grand-hall, annex; did you mean annex?',
    ),
    (
        MEETING,
        'meeting = "counsil"\n',
        (
            'key meeting: there is no meeting "counsil". Meetings: council, wg-ai; '
            "did you mean council?"
        ),
    ),
    (
        AUDIENCE,
        '"ASEC"',
        'key audience: there is no party "ASEC". Parties: VN, CN, HOST',
    ),
    (
        AUDIENCE,
        '"asm 1+3"',
        'key audience: there is no group "asm". Groups: ams, partner; did you mean ams?',
    ),
    (
        AUDIENCE,
        '"tbd(2,guests) 1+0"',
        'key audience: there is no group "guests". Groups: ams, partner',
    ),
    (
        AUDIENCE,
        '"same(openin)"',
        'key audience: rule "same(openin)": there is no session "openin"; did you mean opening?',
    ),
    (
        AUDIENCE,
        '"ams@wg-as 1+3"',
        (
            'key audience: rule "ams@wg-as 1+3": there is no meeting for the list "wg-as". Meetings: '
            "council, wg-ai; did you mean wg-ai?"
        ),
    ),
    (
        MEETING,
        "",
        (
            'key audience: rule "ams 1+3" counts heads, but the session has no meeting; name a list '
            'as in "ams@council 1+3"'
        ),
    ),
    (
        ACCESS,
        'access = "closed"\n',
        (
            'key code: a closed session needs an opaque code such as "x7k2" (4 to 8 small letters '
            'and digits, both present), not "s26"'
        ),
    ),
    (
        AUDIENCE,
        '"same(s27)"',
        "key audience: the audience goes round in a circle: s27 → s27",
    ),
    # times
    (
        ACCESS,
        f'{ACCESS}re_entry = "often"\n',
        'key re_entry: "often" is none of the choices. Choices: free, in-out, once',
    ),
    (
        SOURCE,
        f'{SOURCE}doors = "25:00"\n',
        'key doors: must be a time from "00:00" to "23:59", not "25:00"',
    ),
    (
        SOURCE,
        f"{SOURCE}doors = 09:00:00\n",
        'key doors: must be a time as text, such as "08:30", not a date or time',
    ),
    (
        SOURCE,
        f'{SOURCE}doors = "23:50"\n',
        "key doors: the doors open at 23:50, after the start at 17:00",
    ),
    (
        SOURCE,
        f'{SOURCE}doors_close = "11:00"\n',
        "key doors_close: the doors close at 11:00, but no time of opening is given",
    ),
    (
        SOURCE,
        f'{SOURCE}doors = "11:00"\ndoors_close = "11:00"\n',
        "key doors_close: 11:00 is not after 11:00 (doors)",
    ),
    (
        SOURCE,
        f'{SOURCE}doors = "11:00"\ndoors_close = "23:50"\n',
        "key doors_close: the doors close at 23:50, after the end at 17:40",
    ),
    ('end = "17:50"', 'end = "17:40"', "key end: 17:40 is not after 17:40 (start)"),
    (
        'start = "17:50"\nend = "18:00"\nroom = "annex"',
        'start = "09:59"\nend = "10:00"\nroom = "grand-hall"',
        "key room: grand-hall is taken by session opening, 08:30 to 10:00",
    ),
    # audience rules that do not parse
    (AUDIENCE, '""', "key audience: an audience rule is empty"),
    (
        AUDIENCE,
        '"?"',
        (
            'key audience: rule "?", character 1: "?" is no party, group, everyone, named(…), tbd(…) '
            "or same(…)"
        ),
    ),
    (
        AUDIENCE,
        '"named(A)"',
        'key audience: rule "named(A)", character 1: "named(A)" should be like named(interpreters)',
    ),
    (
        AUDIENCE,
        '"tbd(ams)"',
        'key audience: rule "tbd(ams)", character 1: "tbd(ams)" should be like tbd(2,ams)',
    ),
    (
        AUDIENCE,
        '"same()"',
        'key audience: rule "same()", character 1: "same()" should be like same(opening)',
    ),
    (
        AUDIENCE,
        '"ams:"',
        'key audience: rule "ams:", character 5: a function must stand here, such as chair',
    ),
    (
        AUDIENCE,
        '"ams:head|head"',
        'key audience: rule "ams:head|head", character 10: "head" is named twice',
    ),
    (
        AUDIENCE,
        '"ams@"',
        'key audience: rule "ams@", character 5: a list must stand here, such as wg-ai',
    ),
    (
        AUDIENCE,
        '"ams 2+3"',
        (
            'key audience: rule "ams 2+3", character 5: "2+3" should begin with 0 or 1 for the head '
            "of delegation"
        ),
    ),
    (
        AUDIENCE,
        '"ams 1+1000"',
        'key audience: rule "ams 1+1000", character 7: the number 1000 is too small or too large',
    ),
    (
        AUDIENCE,
        '"ams as foto"',
        (
            'key audience: rule "ams as foto", character 8: "foto" is no capacity. Capacities: table, '
            "listening, photo, jury, guest, interpreter, duty; did you mean photo?"
        ),
    ),
    (
        AUDIENCE,
        '"ams until 5m"',
        'key audience: rule "ams until 5m", character 11: "5m" should be like +10m',
    ),
    (
        AUDIENCE,
        '"ams item one"',
        'key audience: rule "ams item one", character 10: "one" should be a number',
    ),
    (
        AUDIENCE,
        '"ams 1+3 later"',
        (
            'key audience: rule "ams 1+3 later", character 9: "later" cannot be read here; the order '
            "is who:function@list, seats, as, until, item"
        ),
    ),
)

ELSEWHERE = (
    Plant(
        E,
        'note = "Invented."\n',
        'note = "Invented."\n\n[conflicts]\nopenings = ["openning"]\n',
        f'{E}, conflicts, key openings: there is no session "openning" to open a meeting; '
        "did you mean opening?",
    ),
    Plant(
        E,
        "",
        '\n[[holiday]]\ndate = 2026-03-04\nname = {en = "Day", vi = "Ngày"}\n'
        '\n[[holiday]]\ndate = 2026-03-04\nname = {en = "Eve", vi = "Đêm"}\n',
        f"{E}, holiday 2, key date: 2026-03-04 is already the holiday 1",
    ),
    Plant(
        V,
        'illustrative = true\n\n[[room]]\ncode = "grand-hall"',
        'opens = "07:00"\nillustrative = true\n\n[[room]]\ncode = "grand-hall"',
        f'{V}, venue centre, key opens: a building that has "opens" needs "closes", and the other '
        "way round",
    ),
    Plant(
        E,
        'code = "forum"\n',
        'code = "Forum"\n',
        f'{E}, series, key code: "Forum" is no code; small letters and digits, joined by hyphens',
    ),
    Plant(
        E,
        "Asia/Ho_Chi_Minh",
        "Asia/Hanoi",
        f'{E}, edition, key zone: "Asia/Hanoi" is no time zone of the IANA list, such as '
        '"Asia/Bangkok"',
    ),
    Plant(
        E,
        'host = "VN"',
        'host = "VNM"',
        f'{E}, edition, key host: there is no party "VNM". Parties: VN, CN, HOST; did you mean VN?',
    ),
    Plant(
        E,
        '"HOST:interpreter|technician as duty"',
        '"HOTS as duty"',
        f"{E}, edition, key duty: "
        'there is no party "HOTS". Parties: VN, CN, HOST; did you mean HOST?',
    ),
    Plant(
        E,
        '"saturday"',
        '"samstag"',
        f'{E}, rule 2, key weekday: "samstag" is none of the choices. Choices: monday, tuesday, '
        "wednesday, thursday, friday, saturday, sunday",
    ),
    Plant(
        E,
        '"sunday"\nfrom = "09:00"',
        '"sunday"\nfrom = "10:00"',
        f"{E}, rule 3, key to: 10:00 is not after 10:00 (from)",
    ),
    Plant(
        E,
        'level = "working"',
        'level = "expert"',
        f'{E}, meeting wg-ai, key level: "expert" is '
        "none of the choices. Choices: minister, senior, working, other",
    ),
    Plant(
        E,
        "",
        "\n[extra]\n",
        f'{E}, key extra: there is no key "extra" here. Keys: series, edition, conflicts, rule, holiday, meeting',
    ),
    Plant(
        V,
        "latitude = 21.0",
        "latitude = 91.0",
        f"{V}, venue centre, key latitude: must be from -90 to 90, not 91.0",
    ),
    Plant(
        V,
        "longitude = 105.85",
        "longitude = nan",
        f"{V}, venue centre, key longitude: must be from -180 to 180, not nan",
    ),
    Plant(
        V,
        'venue = "centre"\nname = {en = "Annex"',
        'venue = "center"\nname = {en = "Annex"',
        f'{V}, room annex, key venue: there is no venue "center". Venues: centre; did you mean '
        "centre?",
    ),
    Plant(
        V,
        "seats = 40",
        "seats = true",
        f"{V}, room annex, key seats: must be a whole number, not true or false",
    ),
    Plant(
        V,
        "seats = 500\nillustrative = true",
        'seats = 500\nillustrative = "yes"',
        f"{V}, room grand-hall, key illustrative: must be true or false, not text",
    ),
    Plant(
        V,
        'rooms = ["grand-hall"]',
        'rooms = ["grand-hal"]',
        f"{V}, gate g1, key rooms: there is "
        'no room "grand-hal". Rooms: grand-hall, annex; did you mean grand-hall?',
    ),
    Plant(
        V,
        'kind = "building"\nrooms = []',
        'kind = "room"\nrooms = []',
        f"{V}, gate e1, key rooms: a room gate needs at least one room",
    ),
    Plant(
        V,
        'kind = "zone"\n',
        'kind = "building"\n',
        f"{V}, gate z1, key categories: only a zone gate has categories",
    ),
    Plant(
        P,
        'groups = ["partner"]',
        'groups = ["partners"]',
        f"{P}, party CN, key groups: there is "
        'no group "partners". Groups: ams, partner; did you mean partner?',
    ),
    Plant(
        P,
        'flag = "vn"',
        'flag = "VN"',
        f'{P}, party VN, key flag: "VN" is no code; two small letters, or "asean"',
    ),
    Plant(
        P,
        "",
        '\n[[group]]\ncode = "everyone"\nname = {en = "All", vi = "Tất cả"}\n',
        f'{P}, group everyone, key code: "everyone" is a word of the audience rules and cannot be '
        "a code",
    ),
    Plant(
        FRI,
        'code = "lunch"',
        'code = "opening"',
        f"{FRI}, session opening, key code: the code "
        f'"opening" is already taken by session 1 of {MON}',
    ),
    Plant(
        FRI,
        'start = "14:15"',
        'start = "14:00"',
        f"{FRI}, session closing, key start: touches "
        '11:30 to 14:15, kept free on Friday for "Friday prayer and lunch"',
    ),
    Plant(
        E,
        "ends = 2026-03-06",
        'ends = "2026-03-06"',
        f"{E}, edition, key ends: must be a date without quotes, such as 2026-01-15, not text",
    ),
)

PLANTS = (
    *(_session(number, *edit) for number, edit in enumerate(IN_SESSIONS, start=1)),
    *ELSEWHERE,
)

# These hide others or are hidden by them, so they stand in no folder with the rest.
ALONE = (
    Plant(
        E,
        "",
        '\n[[rule]]\nweekday = "friday"\nfrom = "11:30"\nto = "14:15"\n'
        'name = {en = "Lunch", vi = "Bữa trưa"}\n',
        f"{E}, rule 4: these hours are already kept free by rule 1",
    ),
    Plant(
        E,
        "ends = 2026-03-06",
        "ends = 2026-03-01",
        f"{E}, edition, key ends: the last day 2026-03-01 is before the first day 2026-03-02",
    ),
    Plant(
        E,
        "ends = 2026-03-06",
        "ends = 2026-03-05",
        f"{FRI}, key date: 2026-03-06 is outside the edition, 2026-03-02 to 2026-03-05",
    ),
    Plant(
        FRI,
        "date = 2026-03-06",
        "date = 2026-03-05",
        f"{FRI}, key date: the date 2026-03-05 is not that of the file name",
    ),
    Plant(
        E,
        'code = "forum"',
        'code = "forum',
        f"{E}: not valid TOML: Illegal character '\\n' (at line 2, column 14)",
    ),
)
