"""Findings in words: the sentence for each code, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dashboards.wording import marked
from graph.claims import Finding, FindingCode


class Sentence(NamedTuple):
    """What is the matter, and what to do. Both are message ids with {placeholders}."""

    problem: str
    remedy: str


SENTENCES = {
    FindingCode.FILE_UNREADABLE: Sentence(
        marked("the file cannot be read: it is damaged or not what its name says"),
        marked("Open it in the program it was made with and save it again, or ask for another copy."),
    ),
    FindingCode.FILE_EMPTY: Sentence(
        marked("the file is empty"), marked("Ask for another copy."),
    ),
    FindingCode.FILE_UNKNOWN_TYPE: Sentence(
        marked("this type of file is not supported"),
        marked("Save it as PDF, DOCX, HTML, XLSX, CSV or TXT."),
    ),
    FindingCode.FILE_PROTECTED: Sentence(
        marked("the file is protected with a password"),
        marked("Save a copy without the password and load that."),
    ),
    FindingCode.FILE_TOO_BIG: Sentence(
        marked("the file is too big to be read safely"),
        marked("Split it, or save only the pages with the agreement or the roster."),
    ),
    FindingCode.FILE_SCANNED: Sentence(
        marked("the page is a picture without text"),
        marked("Install tesseract with its Polish data (tesseract-ocr, tesseract-ocr-pol) and load the file again, "
               "or recognise the text (OCR) in a scanner program and load the result."),
    ),
    FindingCode.FILE_OCR: Sentence(
        marked("the text of the page was recognised from a picture (OCR) and may have wrong letters"),
        marked("Compare what was found with the page."),
    ),
    FindingCode.FILE_LETTERS_LOST: Sentence(
        marked("Polish letters were lost before the file reached us (“?” inside words)"),
        marked("Ask for a copy saved in UTF-8."),
    ),
    FindingCode.FILE_MISLABELLED: Sentence(
        marked("the file's name does not fit what is in it; it was read as {type}"),
        marked("Correct the file's extension."),
    ),
    FindingCode.TABLE_WITHOUT_ROWS: Sentence(
        marked("the table has no rows"), marked("Check that the right sheet or file was saved."),
    ),
    FindingCode.LAYOUT_UNKNOWN: Sentence(
        marked("no known layout fits the columns: {columns}"),
        marked("The closest layout, “{closest}”, also needs: {missing}. Rename the columns or add a layout."),
    ),
    FindingCode.COLUMN_UNREAD: Sentence(
        marked("the column “{column}” was not read"), marked("Nothing, unless it holds facts about institutions."),
    ),
    FindingCode.ROW_WITHOUT_INSTITUTION: Sentence(
        marked("the row names no institution"), marked("Fill the institution in, or delete the row."),
    ),
    FindingCode.NOTHING_FOUND: Sentence(
        marked("no agreement, team or project was found"),
        marked("If the document names one, report it: the tables of the loader must grow."),
    ),
    FindingCode.TYPE_UNKNOWN: Sentence(
        marked("the kind of institution is not known: “{name}”"),
        marked("Check the name, or add the type to the table."),
    ),
    FindingCode.PLACE_UNKNOWN: Sentence(
        marked("the place is not known: “{name}”"), marked("Add the place in the document or confirm it in review."),
    ),
    FindingCode.PLACE_AMBIGUOUS: Sentence(
        marked("the place “{place}” may be any of: {candidates}"), marked("Name the powiat in the document."),
    ),
    FindingCode.COUNT_MISMATCH: Sentence(
        marked("the text states {stated}, but {found} were found ({what})"),
        marked("Compare the list with the document."),
    ),
    FindingCode.FEW_PARTIES: Sentence(
        marked("an agreement with fewer than two named parties"), marked("Check whether the text names them."),
    ),
    FindingCode.NAME_INCOMPLETE: Sentence(
        marked("the name is incomplete: “{name}”"), marked("Complete it in the document or in review."),
    ),
    FindingCode.JUDGEMENT_WITHOUT_EFFECT: Sentence(
        marked("the judgement {judgement} has no effect: what it is about ({left} {right}) is no longer in the data"),
        marked("Judge again, or take it back."),
    ),
}


class _Known(dict[str, str]):
    """Placeholders that a finding does not fill are shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def render(finding: Finding, translate: Callable[[str], str]) -> tuple[str, str]:
    """The finding's problem, with its place, and its remedy, in the translator's language."""
    sentence = SENTENCES[finding.code]
    params = _Known(finding.params)
    problem = translate(sentence.problem).format_map(params)
    if finding.place:
        problem = f"{finding.place}: {problem}"
    return problem, translate(sentence.remedy).format_map(params)
