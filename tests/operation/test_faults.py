"""Faults as sentences."""

import pytest

from eventops.core.signing import Unsealable, seal, unseal
from eventops.operation.faults import sentence_for


def test_another_secret_is_told_with_the_way_back() -> None:
    box = seal(b"old" * 16, b"seed", purpose="badge signing key")
    with pytest.raises(Unsealable) as caught:
        unseal((b"new" * 16,), box, purpose="badge signing key")

    assert sentence_for(caught.value) == (
        "This was sealed with another secret: set EVENTOPS_SECRET_KEY as it was, or name the old "
        "one in EVENTOPS_SECRET_KEY_FALLBACKS."
    )
