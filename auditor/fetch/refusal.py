"""Why an address is not fetched, or an answer not taken."""


class RefusalError(Exception):
    """What was met and what to do, without the location: that is for whoever knows which one was asked for."""
