"""Why an address is not fetched, or an answer not taken."""

from auditor.model.scan import Reason


class RefusalError(Exception):
    """What was met and what to do, without the location: that is for whoever knows which one was asked for."""

    def __init__(self, told: str, kind: Reason = Reason.BAD_ADDRESS) -> None:
        super().__init__(told)
        self.kind = kind
        """The sort of reason, for counting."""
