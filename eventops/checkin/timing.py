"""Two clocks meet at the door: the device's, and the server's pair."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventops.checkin.rows import Batch


@dataclass(frozen=True, slots=True)
class Clock:
    """The server's clocks and how far the device's runs behind them."""

    now: datetime
    """The domain clock."""
    shift: timedelta
    offset: timedelta
    """To be added to what the device's clock says."""

    def corrected(self, told: datetime) -> datetime:
        """The conference's time of an instant by the device's clock; never in the future.

        The device's clock is real even when a demo shifts the conference's.
        """
        return min(told + self.offset + self.shift, self.now)

    def real(self, told: datetime) -> datetime:
        """The same instant by the security clock."""
        return self.corrected(told) - self.shift


def clock_of(batch: Batch, *, now: datetime, shift: timedelta) -> Clock:
    """How to read the times of a batch: by what the device's clock said when it sent them."""
    real = now - shift
    return Clock(now, shift, real - (batch.sent_at or real))
