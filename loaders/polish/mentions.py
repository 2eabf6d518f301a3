"""Institutions named in a text, each with its canonical name, type, place and confidence.

`find` walks over the tokens once. Wherever a name of the lexicon, a local government or a role begins,
it reads the whole name, opens co-ordinations (`Ośrodki … w Rzeszowie, Lublinie i Kielcach` are three)
and gives each institution the place that its words, or the document's own territory, say.
"""

from __future__ import annotations

from loaders.polish import territory
from loaders.polish.finder import Finder
from loaders.polish.found import Found
from loaders.polish.places import NO_CONTEXT, PlaceContext
from loaders.polish.territory import context_of

__all__ = ["Found", "PlaceContext", "context_of", "find", "find_all"]


def find(text: str, context: PlaceContext | None = None) -> tuple[Found, ...]:
    """All institutions named in a text, in order; one piece of text may name several (co-ordination).

    Args:    text: masked text. context: the document's own territory; None: `context_of(text)`.
    """
    return Finder(text, context).all() if context is not None else find_all(text)[1]


def find_all(text: str) -> tuple[PlaceContext, tuple[Found, ...]]:
    """The document's own territory, as `context_of` gives it, and all institutions that it names."""
    finder = Finder(text, NO_CONTEXT)
    finder.placing.context = territory.of(finder)
    finder.office = None
    return finder.placing.context, finder.all()
