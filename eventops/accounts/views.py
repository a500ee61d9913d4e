"""Signing in and out."""

import secrets

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventops.accounts.access import ANYONE, SIGNED_IN, may_enter, signed_in_viewer
from eventops.accounts.forms import CodeForm, EmptyForm, LinkForm, PasswordForm
from eventops.accounts.letters import link_letter
from eventops.accounts.models import SignInToken, User
from eventops.accounts.queries import open_token, user_by_email
from eventops.accounts.rules import LINK_LIFE
from eventops.accounts.services import (
    count_attempt,
    end_session,
    make_link,
    password_fits,
    take_attempt,
    use_code,
    use_link,
)
from eventops.accounts.session import forget, sign_in
from eventops.core.clock import real_now
from eventops.core.errors import TooMany
from eventops.core.signing import keyed_hash, new_token, token_hash
from eventops.web.db import aside, db
from eventops.web.headers import secret_address
from eventops.web.installation import settings
from eventops.web.redirects import safe_next

pages = Blueprint("accounts", __name__)
ASKED = "asked_by"
"""Cookie entry that binds a mailed link to the browser that asked for it."""


def _limit(kind: str, subject: str) -> None:
    """Count one try across all workers, kept whatever becomes of this request.

    Raises TooMany beyond the limit.
    """
    now, hashed = real_now(), keyed_hash(settings().secrets[0], subject)
    db().rollback()  # nothing is written yet; the count has a transaction of its own
    if not aside(lambda own: take_attempt(own, kind, hashed, now=now)):
        raise TooMany


@pages.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@may_enter(ANYONE)
def ask_link() -> ResponseReturnValue:
    """Ask for a link; the answer is the same for known and unknown addresses."""
    form = LinkForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        page = render_template(
            "accounts/sign_in.html",
            form=form,
            password_url=url_for("accounts.password", next=request.args.get("next")),
            next_reason=_("Sign in to see that page.") if "next" in request.args else None,
        )
        return Response(page, status)
    email = (form.email.data or "").strip().lower()
    _limit("link for mailbox", email)
    _limit("link from address", request.remote_addr or "")
    cookie[ASKED] = secrets.token_urlsafe(16)
    _send_link(email, browser=cookie[ASKED])
    return render_template(
        "accounts/link_sent.html",
        email=email,
        minutes=int(LINK_LIFE.total_seconds() // 60),
        code_url=url_for("accounts.code", email=email),
        again_url=url_for("accounts.sign_in"),
    )


def _send_link(email: str, *, browser: str) -> None:
    """Queue the mail; for an unknown address nothing, in about the same time."""
    user = user_by_email(db(), email)
    if user is None:
        _pretend_to_send(browser)
    else:
        _queue_link(user, browser)


def _queue_link(user: User, browser: str) -> None:
    now = real_now()
    link = make_link(
        db(),
        user,
        secret=settings().secrets[0],
        now=now,
        browser=browser,
        next_path=safe_next(request.args.get("next")),
    )
    link_letter(db(), link, base_url=settings().base_url, now=now)
    db().flush()


def _pretend_to_send(browser: str) -> None:
    """As much work as for a known mailbox, taken back but for one row, so that time tells nothing."""
    now = real_now()
    with db().begin_nested() as pretence:
        nobody = User(email=f"{new_token()}@invalid", name="", language="en", made_at=now)
        db().add(nobody)
        db().flush()
        _queue_link(nobody, browser)
        pretence.rollback()
    count_attempt(db(), "link for nobody", token_hash(browser), now=now)


@pages.route("/sign-in/link/<token>", methods=["GET", "POST"])
@may_enter(ANYONE)
def link(token: str) -> ResponseReturnValue:
    """A mailed link: GET shows a button, since mail scanners open links; POST consumes it."""
    secret_address()
    found = open_token(db(), token, now=real_now())
    if found is None:
        return _link_over()
    elsewhere = found.browser_hash and found.browser_hash != token_hash(cookie.get(ASKED, ""))
    if elsewhere:
        flash(_("You asked for this link on another device. Type the code from the mail here."))
        return redirect(url_for("accounts.code"))
    form = EmptyForm()
    if not form.validate_on_submit():
        return render_template("accounts/confirm_link.html", form=form, name=found.user.name)
    return _use(found) or _link_over()


def _use(token: SignInToken) -> ResponseReturnValue | None:
    if not use_link(db(), token, now=real_now()):
        return None
    return _signed_in(token.user, token.next_path)


def _signed_in(user: User, next_path: str | None) -> ResponseReturnValue:
    sign_in(user, db())
    return redirect(url_for("home.after_sign_in", next=safe_next(next_path)))


def _link_over() -> ResponseReturnValue:
    flash(_("This link was used already or is too old. Ask for a new one."))
    return redirect(url_for("accounts.sign_in"))


@pages.route("/sign-in/code", methods=["GET", "POST"])
@may_enter(ANYONE)
def code() -> ResponseReturnValue:
    """Type the six digits, on this or another device."""
    form = CodeForm(email=request.args.get("email", ""))
    if form.validate_on_submit():
        _limit("code from address", request.remote_addr or "")
        user = _by_code(form.email.data or "", form.code.data or "")
        if user is not None:
            return _signed_in(*user)
        form.code.errors = [_("This is not the code, or it is too old. Look at the newest mail.")]
    page = render_template(
        "accounts/enter_code.html",
        form=form,
        email=request.args.get("email"),
        again_url=url_for("accounts.sign_in"),
    )
    return Response(page, 422 if form.is_submitted() else 200)


def _by_code(email: str, digits: str) -> tuple[User, str] | None:
    """Wrong tries are counted even though the request is refused."""
    plain = "".join(digits.split())
    token = aside(
        lambda own: use_code(own, email, plain, secrets=settings().secrets, now=real_now())
    )
    return (token.user, token.next_path) if token else None


@pages.route("/sign-in/password", methods=["GET", "POST"])
@may_enter(ANYONE)
def password() -> ResponseReturnValue:
    """Sign in with a password, for organisers who have one."""
    form = PasswordForm()
    if form.validate_on_submit():
        email = (form.email.data or "").strip().lower()
        _limit("password for mailbox", email)
        user = user_by_email(db(), email)
        if password_fits(user, form.password.data or "") and user is not None:
            return _signed_in(user, request.args.get("next"))
        form.password.errors = [_("Address and password do not fit together.")]
    page = render_template(
        "accounts/password.html", form=form, link_url=url_for("accounts.sign_in")
    )
    return Response(page, 422 if form.is_submitted() else 200)


@pages.post("/sign-out")
@may_enter(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session: the cookie is worth nothing from now on."""
    end_session(db(), signed_in_viewer().session_id, now=real_now())
    forget()
    answer = redirect("/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
