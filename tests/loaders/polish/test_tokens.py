from __future__ import annotations

from loaders.polish.tokens import TokenKind, fold, tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def test_spans_count_in_the_original_text() -> None:
    text = "z **Gminnym** Ośrodkiem, nr 12"
    assert [text[token.start : token.end] for token in tokenize(text)] == ["z", "Gminnym", "Ośrodkiem", ",", "nr", "12"]


def test_markdown_marks_do_not_break_a_name() -> None:
    assert words("## **Wójt** *Gminy*  __Korycin__") == ["Wójt", "Gminy", "Korycin"]


def test_word_divided_at_a_line_end_is_joined() -> None:
    text = "Komen-\nda Policji"
    joined = tokenize(text)[0]
    assert (joined.text, text[joined.start : joined.end]) == ("Komenda", "Komen-\nda")


def test_compound_divided_at_a_line_end_keeps_its_hyphen() -> None:
    assert words("Gminno-\nPowiatowego Zespołu") == ["Gminno", "-", "Powiatowego", "Zespołu"]


def test_soft_hyphens_and_decomposed_letters_are_cleaned() -> None:
    token = tokenize("O\u015bro\u00addka o\u0301smy")
    assert [one.text for one in token] == ["Ośrodka", "ósmy"]


def test_nonbreaking_space_is_a_space() -> None:
    assert words("w\u00a0Korycinie") == ["w", "Korycinie"]


def test_masked_person_is_one_token_of_its_own_kind() -> None:
    tokens = tokenize("Pani ████ ███████████, kierownik")
    assert [token.kind for token in tokens] == [
        TokenKind.WORD, TokenKind.MASK, TokenKind.PUNCT, TokenKind.WORD
    ]


def test_line_end_and_empty_line_differ() -> None:
    kinds = [token.kind for token in tokenize("a\nb\n\nc")]
    assert kinds == [TokenKind.WORD, TokenKind.NEWLINE, TokenKind.WORD, TokenKind.BREAK, TokenKind.WORD]


def test_a_lost_space_is_put_back_between_two_tokens() -> None:
    text = "w KorycinieData dodania, OSiR, MiGOPS, ZPCh"
    assert words(text) == ["w", "Korycinie", "Data", "dodania", ",", "OSiR", ",", "MiGOPS", ",", "ZPCh"]
    assert [text[token.start : token.end] for token in tokenize(text)] == words(text)


def test_roman_numerals() -> None:
    assert [token.roman for token in tokenize("III IV XII IIII VX I")] == [True, True, True, False, False, True]


def test_fold_forgives_case_and_diacritics() -> None:
    assert fold("ŁÓDŹ") == fold("Lodz") == "lodz"
