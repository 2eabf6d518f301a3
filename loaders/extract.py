"""From a reading to claims: what one document says, before any other document is looked at.

Pure: the same reading gives the same extraction. The tables of `graph.reference` are constants to it.
"""

from __future__ import annotations

from graph import reference
from graph.claims import Extraction, Finding, FindingCode, Predicate, Span
from loaders.lost_letters import as_in, with_polish_letters
from loaders.polish.diacritics import has_lost_letters
from loaders.polish.mentions import Found, find_all
from loaders.prose.contacts import write_contacts
from loaders.prose.draft import Draft
from loaders.prose.facts import write_facts
from loaders.prose.membership import Membership
from loaders.prose.projects import Projects, find_projects, nothing_found
from loaders.prose.short_names import called_by_kind
from loaders.prose.structure import pieces
from loaders.prose.succession import write_succession
from loaders.prose.territories import write_gmina_teams, write_territory
from loaders.prose.underway import write_underway
from loaders.prose.view import View
from loaders.reading import BlockKind, Reading
from loaders.resolve.numbers import with_numbers
from loaders.roster import write_rosters

EXTRACTOR = "koopgraf/4"
"""Version of the rules; a document read by another version is read again."""


def extract(reading: Reading) -> Extraction:
    """All mentions, groups, claims and findings of one document.

    Args:    reading: the document as the reader saw it, masked.
    Returns: an extraction whose spans count in `reading.source.text`.
    """
    if not has_lost_letters(reading.source.text):
        return with_numbers(inspect(reading)[0].extraction(EXTRACTOR), reading.tables)
    whole = with_polish_letters(reading)
    extraction = with_numbers(inspect(whole)[0].extraction(EXTRACTOR), whole.tables)
    return as_in(extraction, reading.source)


def inspect(reading: Reading) -> tuple[Draft, View]:
    """The same with all that was considered on the way: what the finder saw, and where."""
    text = reading.source.text
    context, every = find_all(text)
    founds = _outside_tables(called_by_kind(text, every), reading)
    named = find_projects(text)
    parts = pieces(reading, [Span(each.start, each.end) for each in founds])
    view = View(reading, founds, parts, reference.register(), [each.span for each in named], context)
    draft = Draft(reading.source)
    draft.findings.extend(reading.findings)
    projects = Projects(view, draft, named)
    Membership(view, draft, in_project=bool(named)).write()
    projects.write()
    write_facts(view, draft, projects)
    write_contacts(view, draft)
    write_succession(view, draft)
    write_gmina_teams(view, draft, projects)
    write_rosters(reading, view, draft, projects, context)
    write_territory(view, draft, projects)
    write_underway(view, draft, projects)
    draft.name_teams()
    _mention_the_rest(view, draft)
    _doubts(draft)
    nothing_found(draft)
    return draft, view


def _outside_tables(founds: tuple[Found, ...], reading: Reading) -> list[Found]:
    tables = [block.span for block in reading.blocks if block.kind is BlockKind.TABLE]
    return [each for each in founds if not any(span.start <= each.start < span.end for span in tables)]


def _mention_the_rest(view: View, draft: Draft) -> None:
    """Institutions that the document names without saying that they take part in anything."""
    for found in view.founds:
        if not found.plural_class and found.type is not None and found.terc is not None:
            draft.mention(found)


def _doubts(draft: Draft) -> None:
    """Findings for mentions in ties whose type or place is not known."""
    tied = {claim.subject.key for claim in draft.claims(Predicate.PARTY, Predicate.MEMBER, Predicate.RUNS)}
    for mention in draft.mentions():
        if mention.key not in tied:
            continue
        for missing, code in ((mention.type, FindingCode.TYPE_UNKNOWN), (mention.terc, FindingCode.PLACE_UNKNOWN)):
            if missing is None:
                draft.findings.append(Finding(code=code, span=mention.spans[0], params=(("name", mention.name),)))
