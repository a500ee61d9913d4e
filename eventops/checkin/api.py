"""The door's part of the API. A device's bearer token is all that counts here: no cookie does."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, jsonify, request

from eventops.accounts.access import ANYONE, Entry, may_enter
from eventops.accounts.services import give_back_attempt, take_attempt
from eventops.checkin.answers import Venue, result
from eventops.checkin.board import board_for
from eventops.checkin.errors import TooManyUnknown, TurnedAway
from eventops.checkin.models import Device, DeviceState, ReviewKind
from eventops.checkin.queries import device_by_token, edition_of, photo_for_device
from eventops.checkin.rows import MOST_ROWS, BadBody, Batch, SentScan, digest_of, kept, read_batch
from eventops.checkin.scanning import take_scans
from eventops.checkin.services import see_device, set_aside, use_enrolment
from eventops.checkin.timing import clock_of
from eventops.core.clock import real_now
from eventops.core.errors import Invalid, NotAllowed
from eventops.core.signing import keyed_hash
from eventops.editions.queries import gates_of
from eventops.web.db import aside, db
from eventops.web.installation import settings
from eventops.web.now import now, shifted
from eventops.web.problems import problem
from eventops.web.sentences import say

api = Blueprint("door_api", __name__, url_prefix="/api/v1")
ENROLLING = "enrolment from address"


def _device() -> Device:
    device: Device = g.device
    return device


def _known_device() -> None:
    """Find the device by its bearer; a lost one is told so, and what it sends is quarantined."""
    bearer = request.authorization
    token = bearer.token if bearer is not None and bearer.type == "bearer" else None
    device = device_by_token(db(), token) if token else None
    if device is None or device.state is DeviceState.WAITING:
        raise TurnedAway("device_unknown")
    if device.state is DeviceState.LOST:
        _quarantine(device)
        raise TurnedAway("device_lost")
    if device.state is DeviceState.RETIRED and request.endpoint != "door_api.scans":
        raise TurnedAway("device_retired")
    g.device = device


def _quarantine(device: Device) -> None:
    """Keep what a lost device sends, each scan whole, although the request is refused."""
    sent = _body()
    rows = sent.get("scans") if isinstance(sent, dict) else None
    items = [
        (ReviewKind.LOST_DEVICE, digest_of(row), kept(row))
        for row in (rows if isinstance(rows, list) else [sent])[:MOST_ROWS]
        if row is not None
    ]
    if not items:
        return
    at = now()
    db().expunge(device)  # read no more: the two transactions would wait for each other
    db().rollback()
    aside(lambda own: set_aside(own, device, items, now=at))


DEVICE = Entry("enrolled device", _known_device)


@api.errorhandler(TurnedAway)
def turned_away(fault: TurnedAway) -> Response:
    """401; a lost device is also ordered to forget everything."""
    answer = problem(401, fault.code, say(fault.code))
    answer.headers["WWW-Authenticate"] = "Bearer"
    if fault.code == "device_lost":
        answer.headers["Clear-Site-Data"] = '"storage", "cache"'
    return answer


@api.errorhandler(TooManyUnknown)
def slow_down(fault: TooManyUnknown) -> Response:
    """429: nothing was stored, the device sends the same scans again later."""
    answer = problem(429, fault.code, say(fault.code))
    answer.headers["Retry-After"] = "60"
    return answer


@api.post("/scans")
@may_enter(DEVICE)
def scans() -> Response:
    """Take scans, one or a thousand; every row gets its answer."""
    device, told = _device(), settings()
    try:
        batch = read_batch(_body())
    except BadBody as fault:
        raise Invalid("scans_unreadable", most=MOST_ROWS) from fault
    if device.state is DeviceState.RETIRED and not _from_its_life(device, batch):
        raise TurnedAway("device_retired")
    answers = take_scans(db(), device, batch, now=now(), shift=shifted(), secrets=told.secrets)
    see_device(db(), device.id, now=real_now())
    venue = _venue(device)
    return jsonify(results=[result(answer, venue) for answer in answers])


@api.get("/door")
@may_enter(DEVICE)
def door() -> Response:
    """Which gates the device serves and what is on there today."""
    device = _device()
    edition = edition_of(db(), device)
    return jsonify(
        device={"name": device.name},
        edition={"slug": edition.slug, "short_name": edition.short_name, "zone": edition.zone},
        now=now().isoformat(),
        gates=board_for(db(), device, now=now()),
    )


@api.post("/door/enrolments")
@may_enter(ANYONE)
def enrol() -> tuple[Response, int]:
    """Turn the secret of a one-time address into a device's token."""
    body = _body()
    secret = body.get("secret") if isinstance(body, dict) else None
    told = settings()
    subject = keyed_hash(told.secrets[0], request.remote_addr or "")
    # Counted before it is looked at, so that of tries sent at once no more pass than are left; a
    # right one is given back, since a whole venue enrols from one address.
    if not aside(lambda own: take_attempt(own, ENROLLING, subject, now=real_now())):
        raise NotAllowed("too_many_tries")
    demo = told.env == "demo"
    enrolled = use_enrolment(db(), _spelled(secret), now=real_now(), reusable=demo)
    give_back_attempt(db(), ENROLLING, subject, now=real_now())
    return jsonify(token=enrolled.token, device={"name": enrolled.device.name}), 201


def _spelled(secret: Any) -> str:
    """A secret is ASCII; half a surrogate pair, which JSON may hold, has no hash."""
    return secret if isinstance(secret, str) and secret.isascii() else ""


def _body() -> Any:
    """What was sent as JSON; None for what is none, or nested deeper than anything of ours."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


@api.get("/photos/<photo_id>")
@may_enter(DEVICE)
def photo(photo_id: str) -> Response:
    """A portrait of somebody of the device's edition."""
    return Response(photo_for_device(db(), _device(), photo_id), mimetype="image/jpeg")


def _from_its_life(device: Device, batch: Batch) -> bool:
    """Whether anything was scanned before the device was retired: that is still taken."""
    clock = clock_of(batch, now=now(), shift=shifted())
    return any(
        isinstance(row, SentScan)
        and (device.ended_at is None or clock.real(row.scanned_at) <= device.ended_at)
        for row in batch.rows
    )


def _venue(device: Device) -> Venue:
    edition = edition_of(db(), device)
    gates = {gate.code: gate.name for gate in gates_of(db(), edition.id)}
    return Venue(ZoneInfo(edition.zone), gates)
