"""What goes wrong on the command line, as one sentence."""

from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

from eventops.core.errors import DomainError
from eventops.core.schema import SchemaError
from eventops.core.settings import SettingsError
from eventops.core.signing import Unsealable
from eventops.operation.server import PortTaken
from eventops.programme.dayfile import PlanRejected
from eventops.programme.rolling_over import CannotRollOver
from eventops.sentences import TABLES


def sentence_for(fault: BaseException) -> str | None:
    """The sentence for an expected fault; None for a crash, which keeps its traceback."""
    match fault:
        case SettingsError() | SchemaError() | PortTaken() | PlanRejected() | CannotRollOver():
            return str(fault)
        case DomainError():
            return _situation(fault)
        case OperationalError() | ProgrammingError() if _no_schema(fault):
            return "The database is empty or of an older version: run `eventops db upgrade`."
        case DatabaseError() if type(fault) in (DatabaseError, OperationalError):
            return f"The database cannot be reached: {str(fault.orig).strip().splitlines()[0]}"
        case Unsealable():
            return (
                "This was sealed with another secret: set EVENTOPS_SECRET_KEY as it was, or name "
                "the old one in EVENTOPS_SECRET_KEY_FALLBACKS."
            )
        case OSError() if fault.filename:
            return f"{fault.filename} cannot be used: {fault.strerror}."
        case _:
            return None


def _situation(fault: DomainError) -> str:
    for table in TABLES:
        if fault.code in table:
            facts = {
                name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
                for name, value in fault.facts.items()
            }
            return str(table[fault.code]) % facts
    return f"Not possible: {fault.code} {fault.facts or ''}".strip()


def _no_schema(fault: BaseException) -> bool:
    told = str(fault).lower()
    return any(sign in told for sign in ("no such table", "no such column", "does not exist"))
