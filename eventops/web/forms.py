"""What a service found wrong, said where the reader of a form looks for it."""

from collections.abc import Mapping

from flask_wtf import FlaskForm

from eventops.core.errors import DomainError
from eventops.web.problems import status_of
from eventops.web.sentences import say


def tell(form: FlaskForm, fault: DomainError, fields: Mapping[str, str] | None = None) -> int:
    """Put the sentence beside its field, or above the form; returns the answer's status.

    ``fields`` names the form's field where it is called otherwise than the fault's fact ``field``.
    """
    sentence, told = say(fault.code, fault.facts), str(fault.facts.get("field", ""))
    name = (fields or {}).get(told, told)
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
    return status_of(fault)
