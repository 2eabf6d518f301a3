"""The project's own source documents, where they lie beside the checkout: nothing but personal data changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.polish.personal import MASK
from loaders.read import read

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
DOCUMENTS = sorted([*(SHARED / "source-documents").glob("*.txt"), *(SHARED / "corpus" / "dev").glob("*.txt")])


@pytest.mark.skipif(not DOCUMENTS, reason="the source documents do not lie beside the checkout")
def test_source_documents_keep_their_length_and_letters() -> None:
    for path in DOCUMENTS:
        original, text = path.read_text("utf-8"), read(path).source.text
        assert len(text) == len(original), path.name
        assert all(new in {old, MASK} for old, new in zip(original, text, strict=True)), path.name


@pytest.mark.skipif(not DOCUMENTS, reason="the source documents do not lie beside the checkout")
def test_the_signature_under_a_source_document_is_masked() -> None:
    (path,) = (SHARED / "source-documents").glob("002_*.txt")
    text = read(path).source.text
    signature = text[text.index("KIEROWNIK") :].split("\n")[:4]
    assert signature[:3] == ["KIEROWNIK  ", "Gminnego Ośrodka  ", "Pomocy Społecznej  "]
    assert set(signature[3]) == {"*", MASK, " "}
    assert text.count(MASK) == len(signature[3].replace("*", "").replace(" ", ""))
