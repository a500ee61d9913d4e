"""What can be wrong in the text of a programme, and the sentence that says so.

A fault is a code with parameters, so that another edge may say it in another language; the
English sentence here is what the command line prints, and a page says it in the reader's.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_KNOWN_SHOWN = 12


def _(sentence: str) -> str:
    """Mark a sentence for translation; it is said where somebody reads it."""
    return sentence


SENTENCES: Mapping[str, str] = {
    # the folder and its files
    "folder_missing": _('there is no folder "{path}"'),
    "folder_unreadable": _('the folder "{path}" cannot be read: {reason}'),
    "file_missing": _("the file is missing"),
    "file_unreadable": _("the file cannot be read: {reason}"),
    "file_unexpected": _("no file of this name belongs here; {expected}"),
    "not_utf8": _("the file is not UTF-8 text (byte {position})"),
    "syntax": _("not valid TOML: {reason}"),
    # the shape of a block
    "block_missing": _("the table [{value}] is missing"),
    "key_unknown": _('there is no key "{value}" here. Keys: {known}{guess}'),
    "key_missing": _("the key is missing"),
    "wrong_type": _("must be {expected}, not {found}"),
    "number_range": _("must be from {least} to {most}, not {value}"),
    "time_form": _('must be a time from "00:00" to "23:59", not "{value}"'),
    "code_form": _('"{value}" is no code; {expected}'),
    "choice_unknown": _('"{value}" is none of the choices. Choices: {known}{guess}'),
    "language_form": _('"{value}" is no language code such as "en" or "vi"'),
    "text_empty": _("the text is empty"),
    "text_control": _("the text holds the control character {value} at character {position}"),
    "text_not_nfc": _(
        "the text is not in the Unicode form NFC (composed letters) at character {position}"
    ),
    "list_empty": _("the list is empty"),
    "listed_twice": _('"{value}" is listed twice'),
    # what refers to what
    "code_twice": _('the code "{value}" is already taken by {other}'),
    "code_reserved": _('"{value}" is a word of the audience rules and cannot be a code'),
    "code_not_opaque": _(
        'a closed session needs an opaque code such as "x7k2" (4 to 8 small letters '
        'and digits, both present), not "{value}"'
    ),
    "venue_unknown": _('there is no venue "{value}". Venues: {known}{guess}'),
    "room_unknown": _('there is no room "{value}". Rooms: {known}{guess}'),
    "meeting_unknown": _('there is no meeting "{value}". Meetings: {known}{guess}'),
    "party_unknown": _('there is no party "{value}". Parties: {known}{guess}'),
    "group_unknown": _('there is no group "{value}". Groups: {known}{guess}'),
    "list_unknown": _(
        'rule "{rule}": there is no meeting for the list "{value}". Meetings: {known}{guess}'
    ),
    "session_unknown": _('rule "{rule}": there is no session "{value}"{guess}'),
    "opening_unknown": _('there is no session "{value}" to open a meeting{guess}'),
    "audience_circle": _("the audience goes round in a circle: {path}"),
    "list_missing": _(
        'rule "{rule}" counts heads, but the session has no meeting; name a list as '
        'in "ams@council 1+3"'
    ),
    "language_missing": _('there is no text in "{value}"'),
    "zone_unknown": _('"{value}" is no time zone of the IANA list, such as "Asia/Bangkok"{guess}'),
    "gate_rooms_missing": _("a room gate needs at least one room"),
    "gate_categories_unused": _("only a zone gate has categories"),
    # dates and times
    "edition_order": _("the last day {ends} is before the first day {starts}"),
    "date_file_name": _("the date {value} is not that of the file name"),
    "date_outside": _("{value} is outside the edition, {starts} to {ends}"),
    "time_order": _("{value} is not after {after} ({after_key})"),
    "doors_after_start": _("the doors open at {value}, after the start at {start}"),
    "doors_close_after_end": _("the doors close at {value}, after the end at {end}"),
    "doors_missing": _("the doors close at {value}, but no time of opening is given"),
    "room_taken": _("{room} is taken by session {other}, {start} to {end}"),
    "local_rule": _('touches {start} to {end}, kept free on {weekday} for "{name}"'),
    "local_rule_tentative": _(
        'touches {start} to {end}, kept free on {weekday} for "{name}", and is '
        "only tentative: move it, or confirm another time"
    ),
    "rule_twice": _("these hours are already kept free by rule {other}"),
    "holiday_twice": _("{value} is already the holiday {other}"),
    "hours_missing": _('a building that has "opens" needs "closes", and the other way round'),
    # a programme sent as a file, beside the draft it is meant for
    "column_unknown": _('there is no column "{value}". Columns: {known}{guess}'),
    "column_twice": _('the column "{value}" stands there twice'),
    "column_needed": _('a new session needs a "{value}", and the file has no such column'),
    "headings_missing": _("the first row must name the columns; there is no column for the code"),
    "cell_empty": _("the cell is empty"),
    "date_form": _('must be a date such as 2026-01-15, not "{value}"'),
    "day_unknown": _("the programme has no day {value}. Days: {known}{guess}"),
    "row_twice": _('the session "{value}" stands already in row {other}'),
    "edition_other": _('the file is that of the edition "{value}", not of "{other}"'),
    "sessions_none": _("the file holds no session"),
    "zip_damaged": _("the file cannot be opened as a ZIP archive"),
    "zip_bloated": _("the archive holds more than {most} MB of text or more than {files} files"),
    # audience rules that cannot be read
    "audience_empty": _("an audience rule is empty"),
    "audience_who": _(
        'rule "{rule}", character {position}: "{found}" is no party, group, everyone, '
        "named(…), tbd(…) or same(…)"
    ),
    "audience_named": _(
        'rule "{rule}", character {position}: "{found}" should be like named(interpreters)'
    ),
    "audience_undecided": _(
        'rule "{rule}", character {position}: "{found}" should be like tbd(2,ams)'
    ),
    "audience_same": _(
        'rule "{rule}", character {position}: "{found}" should be like same(opening)'
    ),
    "audience_function": _(
        'rule "{rule}", character {position}: a function must stand here, such as chair'
    ),
    "audience_function_twice": _('rule "{rule}", character {position}: "{found}" is named twice'),
    "audience_list": _(
        'rule "{rule}", character {position}: a list must stand here, such as wg-ai'
    ),
    "audience_head": _(
        'rule "{rule}", character {position}: "{found}" should begin with 0 or 1 '
        "for the head of delegation"
    ),
    "audience_number": _(
        'rule "{rule}", character {position}: the number {found} is too small or too large'
    ),
    "audience_capacity": _(
        'rule "{rule}", character {position}: "{found}" is no capacity. Capacities: {known}{guess}'
    ),
    "audience_until": _('rule "{rule}", character {position}: "{found}" should be like +10m'),
    "audience_item": _('rule "{rule}", character {position}: "{found}" should be a number'),
    "audience_unexpected": _(
        'rule "{rule}", character {position}: "{found}" cannot be read here; '
        "the order is who:function@list, seats, as, until, item"
    ),
}

NOTICES = frozenset({"local_rule_tentative"})
"""What is said of a text that is sound all the same."""

SHEET = "sheet"
"""The file of a fault in a workbook: `block` is then the row's number and `key` its column."""


@dataclass(frozen=True, order=False)
class Fault:
    """One thing wrong. `file` is relative to the edition's folder and empty for the folder itself;
    `block` ("session opening") and `key` ("title.vi") are empty where the fault is wider."""

    file: str
    block: str
    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def sentence(self) -> str:
        if self.file == SHEET:
            row = f"row {self.block}" if self.block else ""
            parts = [row, f"column {self.key}" if self.key else ""]
        else:
            parts = [self.file, self.block, f"key {self.key}" if self.key else ""]
        place = ", ".join(part for part in parts if part)
        said = SENTENCES[self.code].format(**self.params)
        return f"{place}: {said}" if place else said


def among(value: str, known: Iterable[str], *, likeness: float = 0.6) -> dict[str, str]:
    """The parameters of "there is no such …": the value, what there is, and the nearest of it,
    if it is at least so alike (0 to 1)."""
    names = list(dict.fromkeys(known))
    shown = ", ".join(names[:_KNOWN_SHOWN]) or "none"
    if len(names) > _KNOWN_SHOWN:
        shown += f" and {len(names) - _KNOWN_SHOWN} more"
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(value.casefold(), folded, n=1, cutoff=likeness)
    guess = folded[near[0]] if near else None
    return {
        "value": value,
        "known": shown,
        "guess": f"; did you mean {guess}?" if guess else "",
    }
