"""What a judgement must be before it is stored: valid, in a role's name, and without personal data."""

from __future__ import annotations

import re

from graph.errors import UsageError
from graph.judgements import Judgement
from loaders.judging import problem
from loaders.placed import Reference
from loaders.polish.name_sorts import sort_of
from loaders.polish.personal import mask

ROLE_LENGTH = 80
"""Longest role, in characters."""

_HINT = 'Say a post, as in --role "specjalistka ROPS"; KOOPGRAF_ROLE keeps it.'
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def role_of(text: str) -> str:
    """The role in which somebody judges, tidy. Raises UsageError when it says nothing or looks like a person's name."""
    role = " ".join(text.split())
    if not _LETTERS.search(role) or len(role) > ROLE_LENGTH:
        raise UsageError("The role in which you judge is missing or too long.", hint=_HINT)
    if mask(role) != role or any(_name(match.group()) for match in _WORD.finditer(role)):
        raise UsageError("A role must not contain a person's name, an address or a number of a person.", hint=_HINT)
    return role


def _name(word: str) -> bool:
    """Whether a word alone is a first name or a surname and nothing else. Abbreviations are none."""
    if word.isupper() and len(word) <= 6:
        return False
    sort = sort_of(word.capitalize())
    if sort.common or sort.role or sort.closed:
        return False
    return "nom" in sort.first or ("nom" in sort.surname and not sort.place)


def checked(judgement: Judgement, reference: Reference) -> Judgement:
    """The judgement as it may be stored: personal data in its words are masked.

    Raises: UsageError: it says nothing that can take effect, or its role is no role.
    """
    wrong = problem(judgement, reference)
    if wrong:
        raise UsageError(f"The judgement {judgement.id} cannot be used: {wrong}.")
    name = {"value": mask(judgement.value)} if judgement.field == "name" and judgement.value else {}
    return judgement.model_copy(update={"role": role_of(judgement.role), "reason": mask(judgement.reason)} | name)
