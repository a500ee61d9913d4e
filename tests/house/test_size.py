"""The tail is the taste: what has grown long says why, here, in one list."""

from tests.house.tree import (
    front_end_files,
    functions,
    line_count,
    name_of,
    python_files,
    templates,
)

MODULE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
SCRIPT_LINES = 150

# Path (for a function: path::name) to the reason. An entry that is no longer needed fails too.
EXCEPTIONS: dict[str, str] = {
    "tests/badges/test_custody.py": "custody from issue to return, on one set of people",
    "tests/demo/test_people.py": "one table of what each country's names must look like",
    "tests/house/routes.py": "a table: one row for every route",
    "tests/house/test_routes.py": "every route asked by everybody, with what fills its address",
    "tests/programme/plans.py": "a generator for every part of a plan",
    "tests/programme/plans.py::editions": "a line for every key of an edition",
    "tests/journeys/test_sign.py::test_sign_goes_on_without_a_network_and_is_silent_once_it_is_revoked": "one screen through a day: connected, cut off, back, revoked",
    "tests/journeys/test_publishing.py::test_published_move_reaches_feeds_and_mail_of_those_concerned_alone": "one change from the draft to feeds, mails and who has seen it",
    "tests/programme/plants.py": "a table: every fault with its whole sentence",
}


def long_files() -> set[str]:
    kinds = (
        (python_files(), MODULE_LINES),
        (templates(), TEMPLATE_LINES),
        (front_end_files(".js"), SCRIPT_LINES),
    )
    return {name_of(path) for paths, most in kinds for path in paths if line_count(path) > most}


def long_functions() -> set[str]:
    return {
        f"{name_of(path)}::{function}"
        for path in python_files()
        for function, lines in functions(path)
        if lines > FUNCTION_LINES
    }


def test_files_and_functions_are_short_or_say_why() -> None:
    assert long_files() | long_functions() == set(EXCEPTIONS)


def test_each_exception_gives_a_reason() -> None:
    assert [name for name, reason in EXCEPTIONS.items() if len(reason.split()) < 3] == []
