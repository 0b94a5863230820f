"""What can go wrong, as one tree.

AuditorError
├── UsageError            the call or the settings are wrong          exit status 2
└── InputError            one input cannot be audited; others go on   exit status 3
    ├── FetchError        it could not be read or fetched
    ├── UnsupportedError  it was read but is not a text page (PDF, picture, binary)
    └── ParseError        it is a text page but could not be taken apart
"""


class AuditorError(Exception):
    """Base of all errors a user can cause or mend; `str()` is the line to show."""


class UsageError(AuditorError):
    """The call or the settings are wrong."""


class InputError(AuditorError):
    """An input cannot be audited. The message says what was expected and what to do."""

    def __init__(self, location: str, reason: str) -> None:
        super().__init__(location, reason)
        self.location = location
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.location}: {self.reason}"


class FetchError(InputError):
    """The input could not be read or fetched."""


class UnsupportedError(InputError):
    """The input is not a text page."""


class ParseError(InputError):
    """The page could not be taken apart."""
