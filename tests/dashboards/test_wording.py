"""Every message that the program shows has a Polish translation, and none is kept that nobody shows."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from dashboards import wording
from graph.claims import Predicate, Status
from graph.vocabulary import Coverage, Level, Role

ROOT = Path(__file__).resolve().parents[2]
POLISH = ROOT / "dashboards" / "locale" / "pl" / "LC_MESSAGES"


def messages(files: list[Path]) -> dict[str, str]:
    """Constant arguments of the translating functions → the file that has them."""
    found = {}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "marked"}
                and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
            ):
                found[node.args[0].value] = path.name
    return found


def catalogue(name: str) -> dict[str, str]:
    with (POLISH / name).open("rb") as source:
        return {str(entry.id): str(entry.string) for entry in read_po(source, locale="pl") if entry.id}


def test_every_message_of_the_dashboard_has_a_translation() -> None:
    translate = wording.translator("pl")
    used = messages(sorted((ROOT / "dashboards").rglob("*.py")))
    assert len(used) > 100
    translated = {key for path in POLISH.glob("*.po") for key, value in catalogue(path.name).items() if value}
    assert {message: name for message, name in used.items() if message not in translated} == {}
    assert all(translate(message) for message in used)


def test_no_translation_is_kept_that_nobody_shows() -> None:
    used = messages(sorted((ROOT / "dashboards").rglob("*.py")))
    assert set(catalogue("dashboard.po")) - set(used) == set()


@pytest.mark.parametrize("name", ["dashboard.po", "findings.po"])
def test_a_translation_has_the_placeholders_of_its_message(name: str) -> None:
    def fields(text: str) -> set[str]:
        return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field}

    for message, translation in catalogue(name).items():
        assert fields(translation) == fields(message), message


def test_every_code_has_a_word() -> None:
    assert set(wording.PREDICATES) == set(Predicate)
    assert set(wording.STATUSES) == set(Status)
    assert set(wording.COVERAGE) == set(Coverage)
    assert set(Level) <= set(wording.LEVELS)
    assert set(Role) <= set(wording.ROLES)


def test_translator_of_english_gives_the_message_back() -> None:
    assert wording.translator("en")("Gaps") == "Gaps"
    assert wording.translator("pl")("Gaps") == "Luki"
    assert wording.translator("pl")("a message nobody wrote") == "a message nobody wrote"
    assert wording.translator("pl")("") == ""


@pytest.mark.parametrize(
    ("value", "alone", "after_a_preposition"),
    [
        ("2018", "2018 r.", "2018 r."), ("2018-07", "lipiec 2018 r.", "lipca 2018 r."),
        ("2018-06-22", "22 czerwca 2018 r.", "22 czerwca 2018 r."), (None, "", ""), ("", "", ""),
    ],
)
def test_dates_in_polish(
    value: str | None, alone: str, after_a_preposition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPGRAF_LANG", "pl")
    assert wording.day(value) == alone
    assert wording.day(value, of=True) == after_a_preposition


def test_wording_needs_no_streamlit() -> None:
    tree = ast.parse((ROOT / "dashboards" / "wording.py").read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0] for node in ast.walk(tree)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import)
                     else [node.module or ""] if isinstance(node, ast.ImportFrom) else [])
    }
    assert "streamlit" not in imported
