"""Files that were confirmed, taken in beside the pages."""

import logging

from flask import Flask
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from eventops.core.clock import domain_now
from eventops.core.db import open_db, transaction
from eventops.core.errors import DomainError
from eventops.portal.spreadsheet.faults import Fault
from eventops.portal.spreadsheet.files import (
    finish,
    hold,
    look_through,
    note_progress,
    refuse,
    running,
)
from eventops.portal.spreadsheet.words import function_words

A_STEP = 100
"""Rows between two notes of how far it is."""
log = logging.getLogger(__name__)


def take_in_next(app: Flask) -> int:
    """Take in the file that has waited longest; returns how many were handled, 0 or 1.

    First it is looked through with no transaction open, telling how far that is; then one short
    transaction looks again under lock and writes everything
    ([0017](../../docs/decisions/0017-a-file-is-taken-in-by-one-transaction.md)).
    """
    engine: Engine = app.extensions["engine"]
    with open_db(engine, write=False) as db:
        file = running(db)
        if file is None:
            return 0
        try:
            with app.test_request_context():  # only the application can say what functions are
                words = function_words()
            look_through(db, file, words, Teller(engine, file.id, file.rows), now=domain_now(db))
        except DomainError:
            pass  # told by the transaction that refuses it
        except OperationalError:
            raise
        except Exception as fault:  # noqa: BLE001 - no file, whatever it holds, stops the worker
            return _give_up(engine, file.id, fault)
    try:
        with transaction(engine) as db:
            held = hold(db, file.id)
            if held is not None:
                finish(db, held, words, now=domain_now(db))
    except OperationalError:
        raise  # away for a while; the file is still there
    except Exception as fault:  # noqa: BLE001 - as above
        return _give_up(engine, file.id, fault)
    return 1


class Teller:
    """Notes how far the look through a file is, in transactions of its own."""

    def __init__(self, engine: Engine, file_id: str, rows: int) -> None:
        self.engine, self.file_id, self.rows = engine, file_id, rows

    def __call__(self, rows_done: int) -> None:
        """Every hundred rows, and the last."""
        if rows_done % A_STEP == 0 or rows_done == self.rows:
            with transaction(self.engine) as db:
                note_progress(db, self.file_id, rows_done)


def _give_up(engine: Engine, file_id: str, fault: Exception) -> int:
    log.error("file %s cannot be taken in", file_id, exc_info=fault)
    with transaction(engine) as db:
        held = hold(db, file_id)
        if held is not None:
            refuse(db, held, [Fault("import_failed")], now=domain_now(db))
    return 1
