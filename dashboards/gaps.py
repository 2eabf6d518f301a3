"""Gaps, changes and suggestions in words: what the terminal and the pages show of them. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboards.wording import LEVELS, PREDICATES, day, marked, translator
from graph import reference
from graph.change import Change, Comparison, Outcome, What
from graph.claims import Predicate
from graph.coverage import Template, TemplateRole, TemplateStatus
from graph.gaps import Gap, GapKind, State
from graph.record import Record, Territory
from graph.suggestion import Circle, Rule, Suggestion
from graph.territory import Register

Say = Callable[[str], str]

STATES = {
    State.RECORDED: marked("recorded"),
    State.CONFIRMED_ABSENT: marked("confirmed absent"),
    State.NOT_RECORDED: marked("not recorded"),
    State.UNREAD: marked("nothing read"),
    State.MORE: marked("more often than by chance"),
    State.LESS: marked("less often than by chance"),
    State.AS_CHANCE: marked("as by chance"),
    State.TOO_FEW: marked("too few to tell"),
    State.CUTS_OFF: marked("its leaving cuts others off"),
    State.SINGLE_CARRIER: marked("the only one of its sector"),
    State.EXPIRED: marked("expired"),
    State.UNDATED: marked("no dates stated"),
    State.NO_END: marked("no end stated"),
    State.ISOLATED: marked("in no team or agreement with others"),
}
KINDS = {
    GapKind.COVERAGE: marked("Composition of teams"),
    GapKind.VERTICAL: marked("Links between gminas and powiats"),
    GapKind.MIXING: marked("Who meets whom, beside chance"),
    GapKind.SILENT: marked("Gminas and powiats without an agreement on record"),
    GapKind.FRAGILE: marked("What one body holds up"),
    GapKind.DATES: marked("Agreements that expired or have no dates"),
    GapKind.ISOLATED: marked("Institutions that documents name and nobody ties"),
}
SENTENCES = {
    GapKind.COVERAGE: marked(
        "Which roles of the template the documents of each team record. Not recorded does not mean absent."
    ),
    GapKind.VERTICAL: marked(
        "Whether a document ties the gmina to each kind of powiat body."
    ),
    GapKind.MIXING: marked(
        "Whether sectors, or levels, meet more or less often than in random networks with the same team sizes and "
        "memberships. A few teams say little: look at the interval."
    ),
    GapKind.SILENT: marked(
        "Where something was read but no agreement or team is on record. Where nothing was read, nothing is known."
    ),
    GapKind.FRAGILE: marked(
        "Whose leaving would cut others off, and who alone stands for a sector in a powiat. "
        "A document that is not loaded looks like a weak point, too."
    ),
    GapKind.DATES: marked("What has expired by the day, and what the documents do not date."),
    GapKind.ISOLATED: marked(
        "Who is named, but is in no team or agreement with anybody: perhaps a partner whose agreement was not loaded."
    ),
}
TEMPLATE_STATUSES = {
    TemplateStatus.STATUTORY: marked("Required by law"),
    TemplateStatus.PRACTICE: marked("Seen in practice"),
    TemplateStatus.OWN: marked("Own list"),
}
OUTCOMES = {
    Outcome.STAYED: marked("stayed"),
    Outcome.JOINED: marked("joined"),
    Outcome.LEFT: marked("left"),
    Outcome.MAY: marked("the documents do not tell"),
}
COMPARED = {
    What.GMINA: marked("Gminas"),
    What.GROUP: marked("Teams and agreements"),
    What.INSTITUTION: marked("Institutions"),
}


@cache
def _projects() -> Mapping[str, str]:
    """Names of the projects of the reference table by id."""
    return {row["slug"]: row["name"] for row in reference.rows("projects.csv")}


@dataclass(frozen=True)
class Names:
    """Names of what rows refer to by id, in one language."""

    record: Record
    register: Register
    lang: str

    @property
    def say(self) -> Say:
        """The translator of the language."""
        return translator(self.lang)

    def of(self, key: str) -> str:
        """Name of an institution, team, agreement, unit or known project; of anything else the id."""
        if key in _projects():
            return _projects()[key]
        if key in self.record.institutions:
            return self.record.institutions[key].name
        if key in self.record.groups:
            return self.group(key)
        unit = self.register.get(key) if key.isdigit() else None
        return unit.title if unit is not None else key

    def line(self, key: str, formerly: Sequence[str]) -> str:
        """Name of an institution, with those that it carries on."""
        if not formerly:
            return self.of(key)
        before = self.say("formerly: {names}").format(names=", ".join(map(self.of, formerly)))
        return f"{self.of(key)} ({before})"

    def group(self, key: str) -> str:
        """A group's name, with the gmina that it covers where the name does not tell."""
        group = self.record.groups[key]
        unit = self.register.get(group.covers[0]) if len(group.covers) == 1 else None
        # the beginning of a place's name stays the same in most of its cases
        if unit is None or unit.name[: max(3, min(5, len(unit.name) - 2))] in group.name:
            return group.name
        return f"{group.name} ({unit.title})"

    def category(self, code: str) -> str:
        """Name of a sector or a level."""
        if code in reference.sectors():
            row = reference.sectors()[code]
            return row.pl if self.lang == "pl" else row.en
        return self.say(LEVELS[code]) if code in LEVELS else code

    def role(self, role: TemplateRole | Template) -> str:
        """Name of a template or of one of its roles."""
        return role.pl if self.lang == "pl" else role.en

    def about(self, gap: Gap, template: Template | None) -> str:
        """What a row says its subject lacks."""
        if template is not None and gap.kind in (GapKind.COVERAGE, GapKind.VERTICAL):
            return next((self.role(role) for role in template.roles if role.id == gap.about), gap.about)
        return self.category(gap.about)

    def subject(self, gap: Gap) -> str:
        """Name of a row's subject."""
        return self.category(gap.subject) if gap.kind is GapKind.MIXING else self.of(gap.subject)

    def listed(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Ids with their names."""
        return [{"id": key, "name": self.of(key)} for key in keys]

    def documents(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Ids of documents with their files' names, by name."""
        found = [{"id": key, "title": self.record.documents.get(key, key)} for key in keys]
        return sorted(found, key=lambda each: (each["title"], each["id"]))


def gap_records(gaps: Iterable[Gap], names: Names, template: Template | None) -> Iterator[dict[str, Any]]:
    """Rows as plain values, each leading to its claims and documents: for JSON, CSV and tables."""
    for gap in gaps:
        yield {
            "kind": gap.kind.value,
            "subject": gap.subject,
            "name": names.subject(gap),
            "about": gap.about,
            "about_name": names.about(gap, template),
            "state": gap.state.value,
            "gap": gap.is_gap,
            **gap.figures,
            "who": names.listed(gap.who),
            "claims": list(gap.evidence.claims),
            "documents": names.documents(gap.evidence.documents),
            "read": names.documents(gap.read),
        }


def change_records(comparison: Comparison, names: Names) -> Iterator[dict[str, Any]]:
    """What changed, row by row."""
    for change in comparison.changes:
        yield {
            "what": change.what.value,
            "id": change.id,
            "name": names.line(change.id, change.formerly),
            "formerly": names.listed(change.formerly),
            "outcome": change.outcome.value,
            "before": change.before.value,
            "after": change.after.value,
            "claims": list(change.evidence.claims),
            "documents": names.documents(change.evidence.documents),
        }


def suggestion_records(
    suggestions: Iterable[Suggestion], circle: Circle, names: Names
) -> Iterator[dict[str, Any]]:
    """Whom to talk to, each with its reason in words, where it is known from, and what was read about the subject."""
    territory = Territory(names.record, names.register)
    read = names.documents(names.record.read_about.get(circle.subject, ()) or territory.read_for(circle.subject))
    for place, each in enumerate(suggestions, start=1):
        # who sits nowhere is known only by what else is said of it
        said = names.record.seats([each.institution], each.groups) if each.groups else (
            names.record.about(each.institution, tuple(Predicate))
        )
        documents = said.documents or names.record.read_about.get(each.institution, ())
        yield {
            "place": place,
            "subject": circle.subject,
            "id": each.institution,
            "name": names.of(each.institution),
            "rule": each.rule.value,
            "role": each.role.id if each.role else None,
            "reason": reason(each, names),
            "adamic_adar": each.adamic_adar,
            "resource_allocation": each.resource_allocation,
            "groups": names.listed(each.groups),
            "through": names.listed(each.through),
            "claims": list(said.claims),
            "documents": names.documents(documents),
            "read": read,
        }


def reason(suggestion: Suggestion, names: Names) -> str:
    """Why this body, in one or two sentences."""
    say = names.say
    sentences = []
    if suggestion.role is not None:
        role = names.role(suggestion.role)
        if suggestion.rule is Rule.FILLS_ELSEWHERE:
            sentences.append(say("No document records here: {role}. This body fills it in: {groups}.").format(
                role=role, groups=_first(map(names.of, suggestion.groups), say)
            ))
        else:
            sentences.append(say(
                "No document records here: {role}. Documents name this body, but in no team or agreement."
            ).format(role=role))
    if suggestion.through:
        sentences.append(say("It already meets there: {names}.").format(
            names=_first(map(names.of, suggestion.through), say)
        ) if suggestion.role is not None else say("It already meets in {groups}: {names}.").format(
            groups=_first(map(names.of, suggestion.groups), say), names=_first(map(names.of, suggestion.through), say)
        ))
    return " ".join(sentences)


def _first(items: Iterable[str], say: Say, count: int = 3) -> str:
    listed = list(items)
    rest = len(listed) - count
    return ", ".join(listed[:count]) + (say(" and {count} more").format(count=rest) if rest > 0 else "")


def template_line(template: Template, names: Names) -> str:
    """A template's name, its status and when it holds: stands beside every figure."""
    say = names.say
    status = say(TEMPLATE_STATUSES[template.status])
    parts = [names.role(template), status[:1].lower() + status[1:]]
    if template.valid_from is not None:
        parts.append(say("from {date}").format(date=day(template.valid_from, of=True, lang=names.lang)))
    if template.valid_until is not None:
        parts.append(say("until {date}").format(date=day(template.valid_until, of=True, lang=names.lang)))
    return ", ".join(parts)


def how_named(predicates: str, say: Say) -> str:
    """Predicates by which documents name an institution, in words."""
    return ", ".join(say(PREDICATES[each]) for each in predicates.split(", ") if each in PREDICATES)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record for a table of text: lists in one cell, truth as yes and no."""
    return {name: _cell(value) for name, value in record.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return "; ".join(
            str(each.get("title") or f"{each['name']} [{each['id']}]") if isinstance(each, dict) else str(each)
            for each in value
        )
    if isinstance(value, bool):
        return str(value).lower()
    return value


def changed(comparison: Comparison, what: What, outcome: Outcome) -> tuple[Change, ...]:
    """Rows of one kind and outcome."""
    return tuple(each for each in comparison.changes if each.what is what and each.outcome is outcome)
