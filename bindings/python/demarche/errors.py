"""The exceptions of Demarche. All of them are an :class:`Error`, whose message is one line: what failed, where, and what to do."""

from __future__ import annotations


class Error(Exception):
    """What Demarche could not do. ``code`` is the reason as reject records spell it: "usage", "bad_input", "io", ..."""

    code = 'bad_input'


class UsageError(Error, ValueError):
    """A wrong argument: an unknown kind, type or period, a column that is not there."""

    code = 'usage'


class BadInputError(Error, ValueError):
    """A document or table that cannot be read as what it claims to be."""

    code = 'bad_input'


class TooLargeError(Error, ValueError):
    """Beyond a limit of the program."""

    code = 'too_large'


class NotFoundError(Error, LookupError):
    """No such file, archive or id."""

    code = 'not_found'


class StorageError(Error, OSError):
    """The disk, permissions, or a file that another program holds."""

    code = 'io'


class CorruptError(Error):
    """A damaged archive, model or codebook."""

    code = 'corrupt'


class NoTextError(BadInputError):
    """Nothing to code."""

    code = 'no_text'


class LanguageError(BadInputError):
    """A page that is not in English."""

    code = 'language'


_BY_CODE = {
    kind.code: kind
    for kind in (UsageError, BadInputError, TooLargeError, NotFoundError, StorageError, CorruptError, NoTextError, LanguageError)
}


def error_of(code: str, message: str) -> Error:
    """The exception of an error code of the engine; called by the extension module."""
    error = _BY_CODE.get(code, Error)(message)
    error.code = code
    return error
