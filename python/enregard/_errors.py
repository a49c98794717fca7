"""The exceptions: one family, each with what to type next."""

from __future__ import annotations

from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where in an input the trouble is, as precisely as is known.

    >>> import enregard as er
    >>> str(er.Place("notices.csv", 218, "en"))
    'notices.csv:218:en'
    """

    file: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part is not None)


class Error(Exception):
    """What every exception of this module derives from.

    >>> import enregard as er
    >>> try:
    ...     er.read("nothing.tmx")
    ... except er.Error as error:
    ...     print(error)
    ...     print(error.hint)
    nothing.tmx: there is no such file
    check the spelling, or give `-` for stdin
    """

    message: str
    """What is wrong, without where."""
    place: Place | None
    """Where the trouble is, if it has a place."""
    hint: str | None
    """What to change or type next."""

    def __init__(self, message: str, place: Any = None, hint: str | None = None) -> None:
        self.message = message
        self.place = Place(*place) if place is not None else None
        self.hint = hint
        super().__init__(message if self.place is None else f"{self.place}: {message}")
        if hint:
            self.add_note(f"hint: {hint}")

    def __reduce__(self) -> tuple[Any, ...]:
        place = tuple(self.place) if self.place is not None else None
        return type(self), (self.message, place, self.hint)


class UsageError(Error, ValueError):
    """What is asked for cannot be done."""


class WrongTypeError(Error, TypeError):
    """An argument has the wrong type."""


class InputError(Error, ValueError):
    """A text, a table or a file is not what it should be."""


class ConflictError(Error):
    """Somebody else's work stands in the way."""


class InternalError(Error, RuntimeError):
    """A bug of this module: please report it with what you called."""


class NoticeWarning(UserWarning):
    """What a person should know, where there is no result to hold it."""
