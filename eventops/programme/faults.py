"""What can be wrong in the text of a programme, and the sentence that says so.

A fault is a code with parameters, so that another edge may say it in another language; the
English sentence here is what the command line prints.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_KNOWN_SHOWN = 12

SENTENCES: Mapping[str, str] = {
    # the folder and its files
    "folder_missing": 'there is no folder "{path}"',
    "folder_unreadable": 'the folder "{path}" cannot be read: {reason}',
    "file_missing": "the file is missing",
    "file_unreadable": "the file cannot be read: {reason}",
    "file_unexpected": "no file of this name belongs here; {expected}",
    "not_utf8": "the file is not UTF-8 text (byte {position})",
    "syntax": "not valid TOML: {reason}",
    # the shape of a block
    "block_missing": "the table [{value}] is missing",
    "key_unknown": 'there is no key "{value}" here. Keys: {known}{guess}',
    "key_missing": "the key is missing",
    "wrong_type": "must be {expected}, not {found}",
    "number_range": "must be from {least} to {most}, not {value}",
    "time_form": 'must be a time from "00:00" to "23:59", not "{value}"',
    "code_form": '"{value}" is no code; {expected}',
    "choice_unknown": '"{value}" is none of the choices. Choices: {known}{guess}',
    "language_form": '"{value}" is no language code such as "en" or "vi"',
    "text_empty": "the text is empty",
    "text_control": "the text holds the control character {value} at character {position}",
    "text_not_nfc": "the text is not in the Unicode form NFC (composed letters) at character "
    "{position}",
    "list_empty": "the list is empty",
    "listed_twice": '"{value}" is listed twice',
    # what refers to what
    "code_twice": 'the code "{value}" is already taken by {other}',
    "code_reserved": '"{value}" is a word of the audience rules and cannot be a code',
    "code_not_opaque": 'a closed session needs an opaque code such as "x7k2" (4 to 8 small letters '
    'and digits, both present), not "{value}"',
    "venue_unknown": 'there is no venue "{value}". Venues: {known}{guess}',
    "room_unknown": 'there is no room "{value}". Rooms: {known}{guess}',
    "meeting_unknown": 'there is no meeting "{value}". Meetings: {known}{guess}',
    "party_unknown": 'there is no party "{value}". Parties: {known}{guess}',
    "group_unknown": 'there is no group "{value}". Groups: {known}{guess}',
    "list_unknown": 'rule "{rule}": there is no meeting for the list "{value}". Meetings: '
    "{known}{guess}",
    "session_unknown": 'rule "{rule}": there is no session "{value}"{guess}',
    "opening_unknown": 'there is no session "{value}" to open a meeting{guess}',
    "audience_circle": "the audience goes round in a circle: {path}",
    "list_missing": 'rule "{rule}" counts heads, but the session has no meeting; name a list as '
    'in "ams@council 1+3"',
    "language_missing": 'there is no text in "{value}"',
    "zone_unknown": '"{value}" is no time zone of the IANA list, such as "Asia/Bangkok"{guess}',
    "gate_rooms_missing": "a room gate needs at least one room",
    "gate_categories_unused": "only a zone gate has categories",
    # dates and times
    "edition_order": "the last day {ends} is before the first day {starts}",
    "date_file_name": "the date {value} is not that of the file name",
    "date_outside": "{value} is outside the edition, {starts} to {ends}",
    "time_order": "{value} is not after {after} ({after_key})",
    "doors_after_start": "the doors open at {value}, after the start at {start}",
    "doors_close_after_end": "the doors close at {value}, after the end at {end}",
    "doors_missing": "the doors close at {value}, but no time of opening is given",
    "room_taken": "{room} is taken by session {other}, {start} to {end}",
    "local_rule": 'touches {start} to {end}, kept free on {weekday} for "{name}"',
    "rule_twice": "these hours are already kept free by rule {other}",
    "holiday_twice": "{value} is already the holiday {other}",
    "hours_missing": 'a building that has "opens" needs "closes", and the other way round',
    # audience rules that cannot be read
    "audience_empty": "an audience rule is empty",
    "audience_who": 'rule "{rule}", character {position}: "{found}" is no party, group, everyone, '
    "named(…), tbd(…) or same(…)",
    "audience_named": 'rule "{rule}", character {position}: "{found}" should be like '
    "named(interpreters)",
    "audience_undecided": 'rule "{rule}", character {position}: "{found}" should be like '
    "tbd(2,ams)",
    "audience_same": 'rule "{rule}", character {position}: "{found}" should be like same(opening)',
    "audience_function": 'rule "{rule}", character {position}: a function must stand here, such '
    "as chair",
    "audience_function_twice": 'rule "{rule}", character {position}: "{found}" is named twice',
    "audience_list": 'rule "{rule}", character {position}: a list must stand here, such as wg-ai',
    "audience_head": 'rule "{rule}", character {position}: "{found}" should begin with 0 or 1 '
    "for the head of delegation",
    "audience_number": 'rule "{rule}", character {position}: the number {found} is too small or '
    "too large",
    "audience_capacity": 'rule "{rule}", character {position}: "{found}" is no capacity. '
    "Capacities: {known}{guess}",
    "audience_until": 'rule "{rule}", character {position}: "{found}" should be like +10m',
    "audience_item": 'rule "{rule}", character {position}: "{found}" should be a number',
    "audience_unexpected": 'rule "{rule}", character {position}: "{found}" cannot be read here; '
    "the order is who:function@list, seats, as, until, item",
}


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
