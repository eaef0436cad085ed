"""URLs of files that lie elsewhere, by fsspec: s3://, https://, memory:// and whatever else it knows.

Where credentials are needed, fsspec takes them from the environment.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

WEB = ("http://", "https://")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_remote(name: str) -> bool:
    """Whether the name is a URL and no path."""
    return _URL.match(name) is not None


def without_secrets(url: str) -> str:
    """The URL without its user and, on the web, without the query, in which signatures stand."""
    if not url.startswith(WEB):
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def opened(url: str, use: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it; `use` is what it is for (reading, writing).

    Raises KgError where a library is missing, or where there is no such file system.
    """
    where = without_secrets(url)
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        problem = f"{use} it needs the library fsspec, which is not installed"
        raise KgError(where, problem, "install it with: pip install 'kg[remote]'") from error
    with reached(where, use):
        try:
            system, path = url_to_fs(url)
        except ImportError as error:
            problem = f"{use} it needs a library that is not installed ({error})"
            raise KgError(where, problem, "install that, or for the web: pip install 'kg[remote]'") from error
        except ValueError as error:
            raise KgError(where, f"is no address that is known ({error})", "check how it begins") from error
    return system, path


@contextmanager
def reached(where: str, use: str) -> Iterator[None]:
    """Tell in one sentence what goes wrong on the way; the libraries behind fsspec raise whatever they like."""
    try:
        yield
    except KgError:
        raise
    except FileNotFoundError as error:
        raise KgError(where, "there is no such file", "check the address") from error
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        problem = f"{use} it does not succeed ({told})"
        raise KgError(where, problem, "check the address, the network and your credentials") from error
