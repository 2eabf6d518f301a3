"""Names of institution types in every case form: longest match from a token on.

The names stand in `data/reference/institution_names.csv`: `Gminny *Ośrodek | Pomocy Społecznej` says
that the words before the bar inflect together, that `*` marks the heads, and that the rest never
changes. `institution_heads.csv` holds the paradigm of every head, `institution_abbreviations.csv` the
abbreviations with their expansions. Heads are stored, never guessed: `Rada` is also an adjective.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph import reference
from graph.ready import ready
from loaders.polish import morphology
from loaders.polish.tokens import Token, TokenKind, fold, tokenize

CONFIDENCE_NAME = 0.95
CONFIDENCE_CLASH = 0.70
CONFIDENCE_LOSSY = 0.85
_ENDINGS = {
    "u": morphology.bit("sg", "gen") | morphology.bit("sg", "loc"),
    "owi": morphology.bit("sg", "dat"), "em": morphology.bit("sg", "inst"), "iem": morphology.bit("sg", "inst"),
    "ie": morphology.bit("sg", "loc"), "a": morphology.bit("sg", "gen"), "ze": morphology.bit("sg", "loc"),
    "y": morphology.bit("pl", "nom"), "i": morphology.bit("pl", "nom"), "ów": morphology.bit("pl", "gen"),
    "om": morphology.bit("pl", "dat"), "ami": morphology.bit("pl", "inst"), "ach": morphology.bit("pl", "loc"),
}
_GLUED_ENDING = re.compile(r"(\w*[^\W\d_a-ząćęłńóśźż])(u|owi|em|ie|y|ów|om|ami|ach)")
_SHORTEST_MISSPELT = 6
_MOST_WORDS = 50_000
"""Words of which is remembered whether a name may begin with them."""
_FEW = 6
"""Names with one first word that are all tried; of more only those whose second word fits."""
_FIRST_MISSPELT, _ALONE_MISSPELT = 5, 7
"""Letters of a misspelt first word that no dictionary has: `Gmnny`; of one that is a whole name: `Stowarzyszneie`."""
_CLUB = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]{1,3}KS")
"""The abbreviation of some sports club: `JKS`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a name: its forms with their readings, and the marks that may stand before it."""

    forms: Mapping[str, int]
    folded: Mapping[str, int]
    inflects: bool
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an institution type.

    `canonical` is its nominative, `gender` that of its first head, `open_tail` says that an own name
    follows (`Stowarzyszenie …`), `needs_place` that the abbreviation alone says too little.
    """

    type: str
    canonical: str
    gender: str
    slots: tuple[Slot, ...]
    confidence: float = CONFIDENCE_NAME
    open_tail: bool = False
    needs_place: bool = False
    abbreviation: bool = False
    plural: bool = False  # a name that is plural by itself (Warsztaty Terapii Zajęciowej)
    by_role: bool = False  # the name of an office holder (Komendant Powiatowy Policji) who stands for the institution
    named: bool = False    # an own name often follows without quotation marks (Przedszkole Bajka)
    ignored: bool = False  # no party ever: Unia Europejska
    marked: str = ""
    after: frozenset[str] = frozenset()  # marks that close the name: Senior+

    def inflected(self, case: str) -> str:
        """The name in another case of the singular: `Regionalnym Ośrodku Polityki Społecznej` for `loc`."""
        wanted = morphology.bit("sg", case)
        words = [token for token in tokenize(self.marked) if token.is_word]
        text = self.marked
        for token, slot in reversed(list(zip(words, self.slots, strict=False))):
            if slot.inflects:
                form = next((form for form, readings in slot.forms.items() if readings & wanted), token.key)
                text = text[: token.start] + form[0].upper() + form[1:] + text[token.end :]
        return _plain(text)


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at tokens[start:end]. `readings` are the (number, case) sets its words agree on, 0: they clash."""

    names: tuple[Name, ...]
    start: int
    end: int
    readings: int
    exact: bool

    @property
    def name(self) -> Name:
        """The first of the names that fit (several: an ambiguous abbreviation)."""
        return self.names[0]

    @property
    def plural(self) -> bool:
        """Whether only plural readings are left."""
        return bool(self.readings) and not self.readings & morphology.SINGULAR

    @property
    def confidence(self) -> float:
        """How sure the name is: its own figure, less when words clash or letters are lost."""
        confidence = self.name.confidence
        if not self.readings:
            confidence = min(confidence, CONFIDENCE_CLASH)
        return confidence if self.exact else min(confidence, CONFIDENCE_LOSSY)


def _fold_forms(forms: Mapping[str, int]) -> dict[str, int]:
    folded: dict[str, int] = {}
    for form, readings in forms.items():
        folded[fold(form)] = folded.get(fold(form), 0) | readings
    return folded


@cache
def _slot(word: str, paradigm: str, gender: str, before: frozenset[str]) -> Slot:
    """paradigm: `noun LEMMA`, `plural LEMMA` (plural forms only), `adjective` or `fixed`."""
    key = word.casefold()
    if paradigm.startswith(("noun ", "plural ")):
        number = morphology.PLURAL if paradigm.startswith("plural") else morphology.EVERY
        forms = {
            form: readings & number
            for form, readings in morphology.noun_forms(paradigm.split(" ")[1], gender).items() if readings & number
        }
    elif paradigm == "adjective":
        forms = morphology.adjective_forms(word, gender)
    else:
        forms = {key: morphology.EVERY}
    if key not in forms:
        raise ValueError(f"institution_names.csv: {word!r} is no form of its paradigm {paradigm!r} {gender!r}")
    return Slot(forms, _fold_forms(forms), paradigm != "fixed", before)


@dataclass(frozen=True, slots=True)
class _Head:
    lemma: str
    gender: str
    plural: bool


def _heads(rows: Iterable[Mapping[str, str]]) -> dict[str, _Head]:
    return {row["head"]: _Head(row["lemma"], row["gender"], row["paradigm"] == "plural") for row in rows}


def _slots(marked: str, heads: Mapping[str, _Head]) -> tuple[tuple[Slot, ...], _Head]:
    inflecting, _, _frozen = marked.partition("|")
    boundary = len(inflecting)
    genders = [
        (match.start(), heads[match.group(1).split("-")[-1].casefold()])
        for match in re.finditer(r"\*(\S+)", inflecting)
    ]
    if not genders:
        raise ValueError(f"institution_names.csv: {marked!r} has no head, mark it with *")
    slots: list[Slot] = []
    before: set[str] = set()
    tokens = tokenize(marked)
    for token in tokens:
        if not (token.is_word or token.kind is TokenKind.NUMBER):
            before.add(token.text)
            continue
        if token.start > boundary:
            paradigm, gender = "fixed", ""
        elif marked[token.start - 1 : token.start] == "*":
            head = heads[token.key]
            kind = "plural" if head.plural else "noun"
            paradigm, gender = (f"{kind} {head.lemma}", head.gender) if head.lemma else ("fixed", "")
        elif marked[token.end : token.end + 1] == "-" or token.key == "i":
            paradigm, gender = "fixed", ""
        else:
            following = [head for start, head in genders if start > token.start] or [genders[-1][1]]
            paradigm, gender = "adjective", following[0].gender
        slots.append(_slot(token.text, paradigm, gender, frozenset(before - {"|", "*"})))
        before = set()
    return tuple(slots), genders[0][1]


def _closing(marked: str) -> frozenset[str]:
    closing: set[str] = set()
    for token in reversed(tokenize(marked)):
        if token.is_word or token.kind is TokenKind.NUMBER:
            break
        closing.add(token.text)
    return frozenset(closing)


def _plain(marked: str) -> str:
    return re.sub(r"\s+", " ", marked.replace("*", "").replace("|", " ")).strip()


@dataclass(frozen=True)
class Lexicon:
    """All names, by the folded first word."""

    by_first: Mapping[str, tuple[Name, ...]]
    abbreviations: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    by_canonical: Mapping[str, Name] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    _near: dict[str, tuple[Name, ...]] = field(default_factory=dict, repr=False, compare=False)
    _seconds: dict[str, dict[str, Sequence[Name]]] = field(default_factory=dict, repr=False, compare=False)
    _begins: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The first words by their length."""
        lengths: dict[int, list[str]] = defaultdict(list)
        for first in self.by_first:
            lengths[len(first)].append(first)
        return lengths

    def gender(self, head: str) -> str:
        """The gender of a head noun; by its ending when the table does not have it."""
        known = self.genders.get(head.casefold())
        return known or ("f" if head.endswith("a") else "n" if head[-1] in "oe" else "m3")

    def match(self, tokens: tuple[Token, ...], position: int) -> Match | None:
        """The longest name that begins at a token; None when none does. Abbreviations go before words."""
        if position >= len(tokens) or not tokens[position].is_word or not self.may_begin(tokens[position]):
            return None
        best = self._abbreviation(tokens, position)
        for name in self._candidates(tokens, position):
            one = _match_name(name, tokens, position)
            if one and (best is None or _rank(one) > _rank(best)):
                best = one
        return best

    def may_begin(self, token: Token) -> bool:
        """Whether any name begins with a word, whatever follows it; kept for the words seen last."""
        known = self._begins.get(token.text)
        if known is None:
            if len(self._begins) >= _MOST_WORDS:
                self._begins.clear()
            known = self._begins[token.text] = (
                token.folded in self.by_first or bool(self._nearly(token)) or _CLUB.fullmatch(token.text) is not None
                or any(text in self.abbreviations for text in _abbreviated(token.text))
            )
        return known

    def _candidates(self, tokens: tuple[Token, ...], position: int) -> Sequence[Name]:
        """The names that may begin at a token: by its first word and, where many share it, by its second."""
        first = tokens[position].folded
        names = self.by_first.get(first)
        if names is None:
            return self._nearly(tokens[position])
        if len(names) <= _FEW:
            return names
        index = self._seconds.get(first)
        if index is None:
            index = self._seconds[first] = _by_second(names)
        second = _second_word(tokens, position)
        if second is None:
            return index[""]
        found = index.get(second.folded)
        if found is None and len(second.folded) >= _SHORTEST_MISSPELT:
            near = process.extract(second.folded, list(index), scorer=OSA.distance, score_cutoff=1, limit=None)
            found = index[second.folded] = [name for key, _, _ in near for name in index[key]]
        return [*(found or ()), *index[""]]

    def _nearly(self, token: Token) -> tuple[Name, ...]:
        """The names whose first word is a typing error away from a long capitalised word.

        A word of its own may stand for the head of a longer name (`Szkła Podstawowa`), not for an adjective:
        `Gminy Ośrodek …` may be the end of another name.
        """
        if not token.capitalised or len(token.folded) < _FIRST_MISSPELT:
            return ()
        known = self._near.get(token.key)
        if known is None:
            length = len(token.folded)
            close = [first for some in (length - 1, length, length + 1) for first in self._by_length.get(some, ())]
            near = process.extract(token.folded, close, scorer=OSA.distance, score_cutoff=1, limit=None)
            firsts = [first for first, _, _ in near]
            word = bool(morphology.analyse(token.key))
            known = self._near[token.key] = tuple(
                {
                    id(name): name for first in firsts for name in self.by_first[first]
                    if (name.marked.startswith("*") or not word)
                    and (len(name.slots) > 1 or (not word and len(token.folded) >= _ALONE_MISSPELT))
                }.values()
            )
        return known

    def _abbreviation(self, tokens: tuple[Token, ...], position: int) -> Match | None:
        token = tokens[position]
        if _CLUB.fullmatch(token.text) and token.text not in self.abbreviations:
            club = self.abbreviations["KS"][0]
            return Match((replace(club, canonical=token.text),), position, position + 1, morphology.EVERY, True)
        best: Match | None = None
        for text in _abbreviated(token.text):
            for name in self.abbreviations.get(text, ()):
                one = _match_abbreviation(name, text, tokens, position)
                if one is None or (token.text.islower() and one.end == position + 1):
                    continue  # in small letters only with an ending: gops-y, but no pup
                if best is None or one.end > best.end:
                    best = one
                elif one.end == best.end and name not in best.names:
                    best = Match((*best.names, name), best.start, best.end, best.readings, best.exact)
        return best


def _abbreviated(word: str) -> tuple[str, ...]:
    """A word, and the abbreviation that it may be an inflected form of: `GOPSu` → `GOPS`."""
    glued = _GLUED_ENDING.fullmatch(word)
    return tuple(dict.fromkeys((word, glued.group(1) if glued else word)))


def _rank(match: Match) -> tuple[int, bool, bool, bool, float]:
    """The longest, then the one whose words agree; a name that is plural by itself goes before a plural."""
    return match.end, bool(match.readings), match.exact, match.name.plural, match.name.confidence


def _by_second(names: Iterable[Name]) -> dict[str, Sequence[Name]]:
    """Names by every form of their second word; "" has those of one word."""
    index: dict[str, list[Name]] = {"": []}
    for name in names:
        for form in name.slots[1].folded if len(name.slots) > 1 else ("",):
            index.setdefault(form, []).append(name)
    return dict(index)


def _second_word(tokens: tuple[Token, ...], position: int) -> Token | None:
    """The word or number after a token, over the marks that a name may have there."""
    for token in tokens[position + 1 : position + 5]:
        if token.is_word or token.kind is TokenKind.NUMBER:
            return token
        if token.kind is TokenKind.BREAK:
            return None
    return None


def _next_word(tokens: tuple[Token, ...], position: int, allowed: frozenset[str]) -> int | None:
    """The next word, over one line end and over the marks that the name has before it."""
    while position < len(tokens):
        token = tokens[position]
        if token.is_word or token.kind is TokenKind.NUMBER:
            return position
        quoted = token.kind is TokenKind.QUOTE and "„" in allowed
        if not (token.kind is TokenKind.NEWLINE or token.text in allowed or quoted):
            return None
        position += 1
    return None


def _match_name(name: Name, tokens: tuple[Token, ...], position: int) -> Match | None:
    readings, exact, misspelt = morphology.EVERY, True, False
    agreed = True
    at: int | None = position
    end = position
    for index, slot in enumerate(name.slots):
        at = position if index == 0 else _next_word(tokens, end, slot.before)
        if at is None:
            return None
        token = tokens[at]
        found = slot.forms.get(token.key)
        if found is None:
            exact = False
            found = slot.folded.get(token.folded)
        if found is None and not misspelt and not _goes_on(tokens, at):
            misspelt = True
            found = _misspelt(slot, token, first=not index)
        if found is None:
            return None
        if slot.inflects:
            readings &= found
            agreed = agreed and bool(readings)
        end = at + 1
        if token.key == "ds" and end < len(tokens) and tokens[end].text == ".":
            end += 1
    while name.after and end < len(tokens) and _closes(tokens[end], name.after):
        end += 1
    return Match((name,), position, end, readings if agreed else 0, exact)


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word is the first half of a compound: `Miejsko-Powiatowa` is no misspelt `Miejska`."""
    ahead = tokens[at + 1 : at + 3]
    return len(ahead) == 2 and ahead[0].kind is TokenKind.DASH and ahead[0].glued and ahead[1].is_word


def _closes(token: Token, after: frozenset[str]) -> bool:
    """Whether a mark ends a name: the plus or the closing quotation mark of `„Senior+”`, no mark that opens another."""
    quote = token.kind is TokenKind.QUOTE and token.glued and token.text != "„"
    return quote or (token.kind is not TokenKind.QUOTE and token.text in after)


def _misspelt(slot: Slot, token: Token, *, first: bool) -> int | None:
    """The readings of the form that is one typing error away from a long word, with Polish letters or without."""
    if len(token.key) < (_FIRST_MISSPELT if first else _SHORTEST_MISSPELT):
        return None
    for forms, written in ((slot.forms, token.key), (slot.folded, token.folded)):
        for form, readings in forms.items():
            if OSA.distance(form, written, score_cutoff=1) <= 1 and (first or _may_mean(token.key, form)):
                return readings
    return None


@lru_cache(maxsize=4096)
def _may_mean(written: str, meant: str) -> bool:
    """Whether a written word may be an error for another: `Gminny` is a word of its own, no misspelt `Gminy`."""
    own = {lemma for lemma, _, _ in morphology.analyse(written)}
    return not own or bool(own & {lemma for lemma, _, _ in morphology.analyse(meant)})


def _match_abbreviation(name: Name, text: str, tokens: tuple[Token, ...], position: int) -> Match | None:
    end = position + 1
    token = tokens[position]
    for slot in name.slots[1:]:
        at = _next_word(tokens, end, frozenset("-"))
        if at is None or tokens[at].text not in slot.forms:
            return None
        end = at + 1
        token = tokens[at]
    readings = morphology.EVERY & ~morphology.PLURAL
    if len(name.slots) == 1 and token.text != text and token.text.startswith(text):
        readings = _ENDINGS.get(token.text[len(text):], readings)
    elif end + 1 < len(tokens) and tokens[end].kind is TokenKind.DASH and tokens[end].glued:
        ending = tokens[end + 1]
        if ending.glued and ending.text in _ENDINGS:
            return Match((name,), position, end + 2, _ENDINGS[ending.text], True)
    return Match((name,), position, end, readings, True)


def _spelt_out(marked: str) -> list[str]:
    """A name and the same with `ds.` for `do spraw`."""
    return [marked, marked.replace("do spraw", "ds.")] if "do spraw" in marked else [marked]


def build(
    names: Iterable[Mapping[str, str]], heads: Iterable[Mapping[str, str]], abbreviations: Iterable[Mapping[str, str]]
) -> Lexicon:
    """The lexicon of three tables. Raises ValueError for a row whose words do not fit their paradigms."""
    known = _heads(heads)
    by_first: dict[str, list[Name]] = defaultdict(list)
    by_canonical: dict[str, Name] = {}
    for row in names:
        for marked in _spelt_out(row["name"]):
            slots, head = _slots(marked, known)
            name = Name(
                type=row["type"],
                canonical=row["canonical"] or _plain(row["name"]),
                gender=head.gender,
                slots=slots,
                confidence=float(row["confidence"] or CONFIDENCE_NAME),
                open_tail=row["tail"] == "open",
                plural=head.plural,
                by_role=row["tail"] == "role",
                named=row["tail"] == "named",
                ignored=row["tail"] == "ignore",
                marked=row["name"],
                after=_closing(row["name"]),
            )
            for form in slots[0].folded:
                by_first[form].append(name)
            by_canonical.setdefault(_plain(row["name"]), name)
    short: dict[str, list[Name]] = defaultdict(list)
    for row in abbreviations:
        full = by_canonical.get(row["name"])
        words = [token.text for token in tokenize(row["abbreviation"]) if token.is_word]
        name = Name(
            type=row["type"],
            canonical=row["name"],
            gender=full.gender if full else "m3",
            slots=tuple(Slot({word: morphology.EVERY}, {}, False) for word in words),
            needs_place=bool(row["needs_place"]),
            open_tail=full.open_tail if full else False,
            named=full.named if full else False,
            abbreviation=True,
        )
        short[words[0]].append(name)
        if words[0].casefold() != words[0] and len(words[0]) > 2:
            short[words[0].casefold()].append(name)
    return Lexicon(
        {key: tuple(found) for key, found in by_first.items()},
        {key: tuple(found) for key, found in short.items()},
        by_canonical,
        {head: paradigm.gender for head, paradigm in known.items()},
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon of the reference tables."""
    tables = [f"institution_{name}.csv" for name in ("names", "heads", "abbreviations")]
    code = [Path(__file__).with_name(name) for name in ("lexicon.py", "tokens.py", "morphology.py")]
    sources = [*(reference.reference_folder() / name for name in tables), *code]
    return ready("lexicon", sources, lambda: build(*map(reference.rows, tables)), version=morphology.VERSION)
