"""What must follow a substitution, and whose it is: values in, tasks out."""

import enum
from dataclasses import dataclass

from eventops.accounts.rules import Role

COLLECTED = "collected"


class Task(enum.StrEnum):
    """In the order in which the person meets them."""

    BADGE = "badge"
    PIN = "pin"
    SEAT = "seat"
    PLATE = "plate"
    SPEAKERS = "speakers"
    INTERPRETER = "interpreter"
    CHAIR = "chair"


OWNERS = {
    Task.BADGE: Role.BADGE_DESK,
    Task.PIN: Role.PROTOCOL,
    Task.SEAT: Role.PROTOCOL,
    Task.PLATE: Role.PROTOCOL,
    Task.SPEAKERS: Role.EDITOR,
    Task.INTERPRETER: Role.LIAISON,
    Task.CHAIR: Role.PROTOCOL,
}
"""Whose account role sees to it."""

AT_THE_TABLE = ("table", "jury")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides which tasks there are."""

    head: bool
    """The place taken is the head's."""
    capacity: str
    seat: str
    """The seat by name or number, when the leaving person had one."""
    badge: str
    """State of the entering person's badge; empty without one."""
    presides: bool = False
    """Whoever left was to chair or judge."""


def tasks_after(case: Circumstances) -> tuple[Task, ...]:
    """Tasks in order."""
    at_table = case.head or case.capacity in AT_THE_TABLE
    wanted = {
        Task.BADGE: case.badge != COLLECTED,
        Task.PIN: case.head,
        Task.SEAT: at_table or bool(case.seat),
        Task.PLATE: at_table,
        Task.SPEAKERS: case.head or case.presides,
        Task.INTERPRETER: case.head or case.capacity == "interpreter",
        Task.CHAIR: case.head or case.presides,
    }
    return tuple(task for task in Task if wanted[task])
