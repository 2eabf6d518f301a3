"""Web pages: the main content's blocks, without navigation, headers, footers and scripts."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.publication import date_at, published
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import decode, letters_lost, split_marker
from loaders.reading import BlockKind

_LEFT_OUT = ("nav, header, footer, script, style, aside, noscript, template, svg, iframe, form, button, select, head, "
             "[role=navigation], [role=banner], [role=contentinfo], [aria-hidden=true], [hidden]")
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "html", "li", "main", "ol", "p", "pre", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "hr"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"])
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_DATE_META = ("article:published_time", "og:published_time", "date", "dc.date", "dcterms.date", "datepublished",
              "publish-date", "dcterms.created")
_MAX_DEPTH = 400
_MAX_OPEN = 5_000
"""Elements open at once; a page has dozens, and the parser's time grows with their square."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_NEVER_CLOSED = frozenset(
    ["area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
     "link", "meta", "option", "optgroup", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
     "wbr", "path", "rect", "circle", "use", "line", "polygon", "script", "style"])
_MAX_SPAN = 200
_FURNITURE = re.compile(
    r"(?:.*[-_])?(?:stopka|footer|menu|nav|navbar|navigation|nawigacja|breadcrumbs?|okruszki|sciezka|sidebar|cookies?"
    r"|skiplinks?|dol|metryka|metryczka|polecamy|banery|banners?)"
    r"(?:[-_].*)?")
"""Names (`class`, `id`) of what stands around the content of a page."""


def read_html(data: bytes, name: str) -> Draft:
    """Read a web page: paragraphs, list items, headings and tables of its body, in order.

    Raises: UnreadableFile: the page opens thousands of elements inside one another.
    """
    source = _decode(data)
    if _nested(source) > _MAX_OPEN:
        raise UnreadableFile(f"{name}: the page's elements are nested too deep.", code=FindingCode.FILE_TOO_BIG,
                             hint="Copy its text into a TXT or DOCX file and load that.")
    tree = LexborHTMLParser(source)
    date = _date(tree)
    # a page whose whole text stands in its header or form keeps it
    for node in tree.css(_LEFT_OUT):
        if node.parent is not None and not node.css_first("h1, article, main, table"):
            node.decompose()
    _drop_furniture(tree)
    rendering = Rendering()
    walker = _Walker(rendering, name)
    if tree.body is not None:
        walker.walk(tree.body, BlockKind.PARAGRAPH, 0)
        walker.flush(BlockKind.PARAGRAPH)
    draft = rendering.draft(published=date)
    return draft._replace(published=draft.published or published(draft.text), findings=letters_lost(draft.text))


def _drop_furniture(tree: LexborHTMLParser) -> None:
    """Leave out what pages of authorities mark by names only: menus, breadcrumbs, footers. Never half of a page."""
    if tree.body is None:
        return
    whole = len(tree.body.text())
    for node in tree.body.css("div[class], div[id], ul[class], ul[id], section[class], section[id], p[class], p[id]"):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower().split()
        if node.parent is None or not any(_FURNITURE.fullmatch(each) for each in names):
            continue
        if 2 * len(node.text()) < whole and not node.css_first("h1, article, main"):
            node.decompose()


def _nested(source: str) -> int:
    """The greatest number of elements open at once."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(source):
        if tag.lower() not in _NEVER_CLOSED:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _decode(data: bytes) -> str:
    """Decode by the page's own `charset`, unless the bytes contradict it."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (
            stated := _CHARSET.search(data[:4096])):
        try:
            return data.decode(stated[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass                                        # the label is wrong: look at the letters
    return decode(data)


def _date(tree: LexborHTMLParser) -> str | None:
    for node in tree.css("meta"):
        label = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        if (label or "").lower() in _DATE_META and (date := date_at((node.attributes.get("content") or "").strip())):
            return date
    times = tree.css("time[datetime]")
    if len(times) == 1 or any("pub" in " ".join(map(str, time.attributes.items())).lower() for time in times[:1]):
        return date_at((times[0].attributes.get("datetime") or "").strip())
    return None


_RIGHTS = re.compile(r"\s*(?:copyright\b|©|wszelkie prawa zastrzeżone)", re.IGNORECASE)


class _Walker:
    """Goes through the tree and gathers inline text until a block begins or ends."""

    def __init__(self, rendering: Rendering, name: str) -> None:
        self._rendering = rendering
        self._name = name
        self._inline: list[str] = []
        self._tables = 0

    def flush(self, kind: BlockKind) -> None:
        """Close the block gathered so far."""
        for line in self._lines(kind):
            if _RIGHTS.match(line):                     # the last line of a page
                continue
            marked, text = split_marker(line)
            self._rendering.block(BlockKind.LIST_ITEM if marked and kind is BlockKind.PARAGRAPH else kind,
                                  text if marked else line)
        self._inline.clear()

    def _lines(self, kind: BlockKind) -> list[str]:
        """The gathered text; a `br` divides it in a paragraph before a capital, and before a list marker."""
        lines: list[str] = []
        for line in "".join(self._inline).split("\0"):
            divides = split_marker(line)[0] or (kind is BlockKind.PARAGRAPH and not line.strip()[:1].islower())
            if not lines or divides:
                lines.append(line)
            else:
                lines[-1] = f"{lines[-1]} {line}"
        return lines

    def walk(self, node: LexborNode, kind: BlockKind, depth: int) -> None:
        """Gather the children of `node`; text directly in it is of `kind`."""
        for child in node.iter(include_text=True):
            if child.is_text_node:
                self._inline.append(re.sub(r"\s+", " ", child.text_content or ""))
            elif child.tag == "br":
                self._inline.append("\0")               # lines of their own: rosters are often typed so
            elif child.tag == "table" and _is_data(child):
                self.flush(kind)
                self._tables += 1
                self._rendering.table(f"{self._name}, tabela {self._tables}", _rows(child))
            elif child.tag in _BLOCKS and depth < _MAX_DEPTH:
                self.flush(kind)
                own = _own_kind(child.tag or "", kind)
                self.walk(child, own, depth + 1)
                self.flush(own)
            elif depth < _MAX_DEPTH:
                self.walk(child, kind, depth + 1)


def _own_kind(tag: str, outer: BlockKind) -> BlockKind:
    if tag in _HEADINGS:
        return BlockKind.HEADING
    if tag in {"li", "dd"}:
        return BlockKind.LIST_ITEM
    # a paragraph inside an item or a heading is still that
    return outer if tag in {"p", "div"} else BlockKind.PARAGRAPH


def _is_data(table: LexborNode) -> bool:
    """Whether a table holds data: rows of two cells or more, and no table inside (else it is page layout)."""
    if any(inner.mem_id != table.mem_id for inner in table.css("table")):
        return False
    return any(len(row.css("td, th")) > 1 for row in table.css("tr"))


def _rows(table: LexborNode) -> list[list[RawCell]]:
    """The rows with `rowspan` and `colspan` resolved."""
    grid: dict[tuple[int, int], RawCell] = {}
    height = 0
    for number, row in enumerate(table.css("tr")):
        column = 0
        for cell in row.css("td, th"):
            while (number, column) in grid:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for at in range(down):
                for along in range(across):
                    grid[number + at, column + along] = RawCell("", (number, column))
            grid[number, column] = RawCell(_cell_text(cell), (number, column))
            column += across
        height = number + 1
    width = max((column for _, column in grid), default=-1) + 1
    return [[grid.get((row, column), RawCell("")) for column in range(width)] for row in range(height)]


def _span(cell: LexborNode, attribute: str) -> int:
    value = (cell.attributes.get(attribute) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _cell_text(cell: LexborNode) -> str:
    pieces: list[str] = []
    for node in cell.traverse(include_text=True):
        if node.is_text_node:
            pieces.append(node.text_content or "")
        elif node.tag == "br" or node.tag in _BLOCKS:
            pieces.append(" ")
    return "".join(pieces)
