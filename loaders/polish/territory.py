"""The document's own territory: the gmina, powiat and województwo that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from graph.vocabulary import Level
from loaders.polish import government
from loaders.polish.finder import Finder
from loaders.polish.found import Found
from loaders.polish.places import NO_CONTEXT, PlaceContext
from loaders.polish.placing import level_of
from loaders.polish.typography import clean

_GMINA = frozenset({"gmina", "gminie", "gminy", "gminą", "gminę"})


def context_of(text: str) -> PlaceContext:
    """The gmina, powiat and województwo that a document is about, as far as it says so itself.

    Every place that it names counts, those of gmina bodies and local governments double, those in the
    first two hundred characters double again; `gmina X`, `powiat X-ski`, `województwo` phrases are read too.
    """
    return of(Finder(text, NO_CONTEXT))


def of(finder: Finder) -> PlaceContext:
    """Like `context_of`, for a finder of the text that has no context yet."""
    units = _named_units(finder)
    named = PlaceContext(powiat=units[0], wojewodztwo=units[1], named=frozenset(_named_gminas(finder)))
    context = _weighed(finder, named)
    if context.gmina is None and named.powiat is None and (powiat := _main_powiat(context.mentioned)):
        context = _weighed(finder, replace(named, powiat=powiat, wojewodztwo=powiat[:2]))  # `w Janowie` there
    return context


def _main_powiat(mentioned: Mapping[str, int]) -> str | None:
    """The powiat with more than half of the weight of the gminas that a document surely names."""
    weights: Counter[str] = Counter()
    for code, weight in mentioned.items():
        weights[code[:4]] += weight
    powiat, weight = max(weights.items(), key=lambda item: item[1], default=("", 0))
    return powiat if 2 * weight > weights.total() else None


def _weighed(finder: Finder, context: PlaceContext) -> PlaceContext:
    """The context with the gmina that the document names with most weight, and what follows from it."""
    text = finder.text
    finder.placing.context = context
    weights: Counter[str] = Counter()
    codes: dict[str, Counter[str]] = {}
    for one in (*finder.all(), *_gminas_in_lower_case(finder)):
        if one.place is None or one.type in ("POWIAT", "WOJEWODZTWO"):
            continue
        weight = 2 if one.type == "GMINA" or level_of(one.type or "") is Level.GMINA else 1
        weight *= 2 if one.start < 400 else 1
        weights[one.place] += weight
        if one.terc:
            codes.setdefault(one.place, Counter())[one.terc] += weight
    if not weights:
        return context
    place, weight = max(weights.items(), key=lambda item: (item[1], -text.find(item[0][:4])))
    mentioned = Counter({code: count for some in codes.values() for code, count in some.items()})
    code = codes[place].most_common(1)[0][0] if place in codes else None
    powiat = code[:4] if code else context.powiat
    return PlaceContext(
        gmina=code,
        gmina_name=place,
        powiat=context.powiat if context.powiat and code is None else powiat,
        wojewodztwo=code[:2] if code else context.wojewodztwo,
        confidence=round(weight / sum(weights.values()), 2),
        mentioned=dict(mentioned),
        named=context.named,
    )


def _named_gminas(finder: Finder) -> Iterator[str]:
    """The gminas that stand in the nominative after the word: `Wójt Gminy Janów`, `w gminie Janów`."""
    for position, token in enumerate(finder.tokens):
        if token.key in _GMINA:
            place = finder.gazetteer.read(finder.tokens, position + 1, "nom", lossy=False)
            if place and finder.gazetteer.is_gmina(place.names[0]):
                yield place.names[0]


def _named_units(finder: Finder) -> tuple[str | None, str | None]:
    """The powiat and the województwo that the document names most, when it names them by `powiat` or `województwo`."""
    powiats: Counter[str] = Counter()
    wojewodztwa: Counter[str] = Counter()
    for position, token in enumerate(finder.tokens):
        if token.key.startswith(("powiat", "powiec", "starost", "wojew")):
            end = finder.reader.adjective_of_unit(position + 1)
            if end is None:
                continue
            written = clean(finder.tokens, position + 1, end)
            unit = finder.gazetteer.powiat(written) if not token.key.startswith("wojew") else None
            if unit:
                powiats[unit.code] += 1
            elif found := finder.gazetteer.register.wojewodztwo_named(written):
                wojewodztwa[found.code] += 1
    powiat = powiats.most_common(1)[0][0] if powiats else None
    wojewodztwo = wojewodztwa.most_common(1)[0][0] if len(wojewodztwa) == 1 else powiat[:2] if powiat else None
    return powiat, wojewodztwo


def _gminas_in_lower_case(finder: Finder) -> Iterator[Found]:
    """`gmina Swarzędz`, `w gminie Sosnowiec`: territory, no party, but it says where the document is at home."""
    for position, token in enumerate(finder.tokens):
        if token.key in _GMINA and token.text[0].islower():
            place = finder.gazetteer.read(finder.tokens, position + 1, "nom")
            if place and finder.gazetteer.is_gmina(place.names[0]):
                powiat = government.powiat_after(finder.reader, place.end)
                context = replace(finder.placing.context, powiat=powiat) if powiat else finder.placing.context
                found = finder.gazetteer.resolve(place.names, context, prefer="rural")
                yield Found(token.start, finder.tokens[place.end - 1].end, "GMINA", f"Gmina {place.names[0]}", "",
                            place=place.names[0], terc=found.code)
