"""The dashboard in a real chromium: every page, the map, a click, and no request to any other host."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

from graph.model import EMPTY, difference
from graph.store import Right, local, open_store
from loaders.pipeline import load

try:
    from playwright import sync_api
except ModuleNotFoundError:
    sync_api = None  # type: ignore[assignment]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGES = {"": "Kto z kim współpracuje", "siec": "Sieć", "instytucja": "Instytucja", "centralnosc": "Centralność",
         "luki": "Luki", "weryfikacja": "Weryfikacja"}
LINES = ["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader",
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


def _facts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dashboard_facts", ROOT / "tests" / "dashboards" / "facts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FACTS = _facts()


@contextmanager
def _serving(location: str) -> Iterator[str]:
    """Address of a dashboard that shows the store, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = "import sys; from dashboards.serve import serve; serve(sys.argv[1], int(sys.argv[2]))"
    process = subprocess.Popen([sys.executable, "-c", command, location, str(port)], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(240):
            assert process.poll() is None, "the dashboard ended while it was starting"
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except (URLError, OSError):
                time.sleep(0.25)
        else:
            pytest.fail("the dashboard did not answer within a minute")
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of a store with the small hand-written graph."""
    found = tmp_path_factory.mktemp("dashboard") / "store"
    with open_store(str(found), right=Right.WRITER) as store:
        store.ensure_schema()
        store.save(difference(EMPTY, FACTS.small()))
    yield found
    local.stop(found)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Address of the dashboard that shows the store, one for all tests."""
    with _serving(str(folder)) as found:
        yield found


@pytest.fixture
def with_sample(folder: Path) -> Iterator[None]:
    """The sample documents in the store, instead of the small graph, as long as a test runs."""
    with open_store(str(folder), right=Right.WRITER) as store:
        store.save(difference(store.facts(), EMPTY))
        load([ROOT / "data" / "sample"], store)
        yield
        store.save(difference(store.facts(), FACTS.small()))


@pytest.fixture(scope="module")
def chromium(require: Callable[[str, str], None]) -> Iterator[Any]:
    """A context in a running chromium that resolves no name."""
    if importlib.util.find_spec("playwright") is None:
        require("browser", "playwright is not installed")
    if CHROMIUM is None:
        require("browser", "no chromium on the PATH")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LINES)
        # one context for all tests, so that the browser keeps Streamlit's files
        yield browser.new_context(viewport={"width": 1366, "height": 800}, locale="pl-PL")
        browser.close()


@dataclass
class Window:
    """A browser tab that remembers what it asked for and what went wrong."""

    page: Any
    address: str
    as_opened: bool = False            # the page is as it was when it was opened, but for the chosen node
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector("h1", timeout=60_000)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000, state="attached")

    def until(self, expression: str, seconds: float = 30) -> Any:
        """Wait until an expression is true in the page. Playwright's own waiting needs eval, which the page forbids."""
        end = time.monotonic() + seconds
        while not (value := self.page.evaluate(expression)):
            assert time.monotonic() < end, f"never true: {expression}"
            self.page.wait_for_timeout(100)
        return value


@contextmanager
def _tab(chromium: Any, address: str) -> Iterator[Window]:
    """A tab of 1366 × 800."""
    window = Window(chromium.new_page(), address)
    host = urlsplit(address).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            window.elsewhere.append(url)

    def said(message: Any) -> None:
        # on a page with a path Streamlit looks for its server beside the page first, by asking
        probing = "/_stcore/" in str(message.location.get("url", "")) and "404" in message.text
        if message.type == "error" and not probing:
            window.errors.append(message.text)

    window.page.on("request", lambda request: asked(request.url))
    window.page.on("websocket", lambda socket: asked(socket.url.replace("ws://", "http://")))
    window.page.on("console", said)
    window.page.on("pageerror", lambda error: window.errors.append(str(error)))
    yield window
    window.page.close()


@pytest.fixture
def window(chromium: Any, address: str) -> Iterator[Window]:
    """A tab of a test's own."""
    with _tab(chromium, address) as found:
        yield found


@pytest.fixture(scope="module")
def map_tab(chromium: Any, address: str) -> Iterator[Window]:
    """The tab of all tests that look at the map."""
    with _tab(chromium, address) as found:
        yield found


@pytest.fixture
def on_map(map_tab: Window) -> Window:
    """The map with nothing chosen; opened anew after a test that went elsewhere or set a filter."""
    if not map_tab.as_opened:
        map_tab.open("siec")
        _map_ready(map_tab)
    map_tab.as_opened = False
    map_tab.errors.clear()
    map_tab.elsewhere.clear()
    return map_tab


def _map_ready(window: Window) -> None:
    window.until("!!window.__netmap")
    window.page.wait_for_timeout(300)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_in_polish_without_errors_and_without_another_host(window: Window, path: str) -> None:
    window.open(path)
    window.until(f"document.querySelector('h1').textContent === '{PAGES[path]}'")
    if path == "siec":
        _map_ready(window)
    window.page.wait_for_timeout(200)
    assert window.page.evaluate("document.documentElement.lang") == "pl"
    assert window.page.locator("[data-testid=stException]").count() == 0
    assert window.errors == []
    assert window.elsewhere == []


def test_the_navigation_leads_to_every_page(window: Window) -> None:
    window.open("")
    for path, title in list(PAGES.items())[1:]:
        window.page.get_by_role("link", name=title, exact=True).click()
        window.until(f"document.querySelector('h1')?.textContent === '{title}'")
        window.settle()
        assert urlsplit(window.page.url).path == f"/{path}"
    assert window.errors == []


def test_headers_keep_other_hosts_and_frames_out(address: str) -> None:
    for path in ("/", "/siec", "/_stcore/health", "/koopgraf/vis-network.js"):
        with urllib.request.urlopen(address + path, timeout=10) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe-eval" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_map_draws_the_ties_and_leaves_loners_out(on_map: Window) -> None:
    window = on_map
    drawn = set(window.page.evaluate("window.__netmap.ids()"))
    tied = {key for members in FACTS.MEMBERS.values() for key in members} | set(FACTS.PARTIES)
    assert drawn == tied | set(FACTS.MEMBERS) | {FACTS.AGREEMENT}
    assert set(FACTS.MEMBERS) <= set(window.page.evaluate("window.__netmap.labels()"))
    window.page.evaluate("window.__netmap.select(null)")
    window.as_opened = True


def test_clicking_a_node_shows_its_card(on_map: Window) -> None:
    window = on_map
    place = window.page.evaluate("window.__netmap.at('kpp:2011')")
    window.page.mouse.click(place["x"], place["y"])
    card = window.page.locator(".st-key-siec_card")
    card.get_by_role("heading", name="Komenda Powiatowa Policji w Sokółce").wait_for(timeout=15_000)
    assert window.page.evaluate("window.__netmap.selected()") == "kpp:2011"
    for said in ("policja (PO)", "Zespół kooperacji w gminie Korycin", "Partnerzy: 10"):
        card.get_by_text(said).first.wait_for(timeout=15_000)
    assert window.errors == []
    assert window.elsewhere == []
    window.page.evaluate("window.__netmap.select(null)")
    window.as_opened = True


def test_choosing_a_team_shows_its_members_and_the_link_leads_to_the_full_card(on_map: Window) -> None:
    window = on_map
    window.page.evaluate(f"window.__netmap.select('{FACTS.TEAM_C}')")
    card = window.page.locator(".st-key-siec_card")
    card.get_by_role("heading", name="Zespół kooperacji w gminie Kolno").wait_for(timeout=15_000)
    card.get_by_text("Ochotnicza Straż Pożarna w Zabielu").first.wait_for(timeout=15_000)
    window.page.evaluate("window.__netmap.select('pcpr:2006')")
    card.get_by_role("heading", name="Powiatowe Centrum Pomocy Rodzinie w Kolnie").wait_for(timeout=15_000)
    card.get_by_role("link", name="Pełna karta z cytatami").click()
    window.page.get_by_role("heading", name="Powiatowe Centrum Pomocy Rodzinie w Kolnie").wait_for(timeout=15_000)
    window.until("location.href.includes('/instytucja?id=pcpr')")
    window.page.get_by_text("Dokument: sklad-zespolow.csv").first.wait_for(timeout=15_000)


def test_the_way_back_leads_to_the_node_chosen_before(window: Window) -> None:
    window.open("siec?id=kpp:2011")
    _map_ready(window)
    card = window.page.locator(".st-key-siec_card h2.kg-card")
    card.get_by_text("Komenda Powiatowa Policji w Sokółce").wait_for(timeout=15_000)
    for _turn in range(2):                    # the second time the map tells of the same node again
        window.page.evaluate("window.__netmap.select('pcpr:2006')")
        card.get_by_text("Powiatowe Centrum Pomocy Rodzinie w Kolnie").wait_for(timeout=15_000)
        window.until("location.search.includes('pcpr')")
        window.settle()
        window.page.go_back()
        card.get_by_text("Komenda Powiatowa Policji w Sokółce").wait_for(timeout=15_000)
        window.until("window.__netmap.selected() === 'kpp:2011'")
    assert window.errors == []


def test_the_map_works_from_the_keyboard(on_map: Window) -> None:
    window = on_map
    window.page.locator(".netmap .frame").focus()
    window.page.keyboard.press("n")
    first = window.until("window.__netmap.selected()")
    window.page.keyboard.press("n")
    window.until(f"window.__netmap.selected() !== '{first}'")
    window.page.keyboard.press("Escape")
    window.until("window.__netmap.selected() === null")
    assert window.page.locator(".netmap .live").text_content() == "Nic nie wybrano"
    window.page.evaluate("window.__netmap.select(null)")
    window.as_opened = True


def test_the_projected_view_has_institutions_only(on_map: Window) -> None:
    window = on_map
    window.page.get_by_text("Same instytucje").click()
    window.until("!window.__netmap.ids().some((id) => id.startsWith('zespol:'))")
    assert window.page.evaluate("window.__netmap.ids().includes('kpp:2011')")
    assert window.errors == []


def test_a_name_cannot_carry_markup(on_map: Window) -> None:
    window = on_map
    hostile = FACTS.DOUBTFUL[0]
    window.page.get_by_text("Pokaż też instytucje i zespoły bez powiązań").click()
    window.until(f"window.__netmap.ids().includes('{hostile}')")
    place = window.page.evaluate(f"window.__netmap.at('{hostile}')")
    window.page.mouse.move(place["x"], place["y"])       # its tooltip
    window.page.locator(".netmap .tip").get_by_text("Złota Jesień").wait_for(timeout=10_000)
    window.page.mouse.click(place["x"], place["y"])
    window.page.locator(".st-key-siec_card h2").get_by_text("<img src=x").wait_for(timeout=15_000)
    for path in ("", f"instytucja?id={hostile}", "centralnosc"):
        window.open(path)
        window.page.wait_for_timeout(500)
        assert window.page.locator("img[src=x]").count() == 0
        assert window.page.evaluate("window.__x") is None
    assert window.errors == []


def test_a_click_in_the_table_of_institutions_opens_the_card(window: Window) -> None:
    window.open("instytucja")
    table = window.page.locator("[data-testid=stDataFrame]")
    table.locator("canvas").first.wait_for(timeout=15_000)
    window.page.wait_for_timeout(500)
    table.click(position={"x": 200, "y": 52})                   # the first row, below the names of the columns
    first = sorted(row[1] for row in FACTS.INSTITUTIONS)[0]
    window.page.locator("h2.kg-card").get_by_text(first).wait_for(timeout=15_000)
    window.until("location.search.startsWith('?id=')")
    window.page.get_by_role("button", name="Wróć do wszystkich instytucji").click()
    table.locator("canvas").first.wait_for(timeout=15_000)
    assert "id=" not in window.page.url
    assert window.errors == []


def _overlap(a: list[float], b: list[float]) -> float:
    """How far two boxes (left, top, right, bottom) reach into each other; 0 or less when they do not."""
    return min(min(a[at + 2], b[at + 2]) - max(a[at], b[at]) for at in (0, 1))


@pytest.mark.usefixtures("with_sample")
def test_the_sample_makes_a_picture_in_which_no_team_label_covers_anything(window: Window, tmp_path: Path) -> None:
    """With KOOPGRAF_SCREENSHOT set it is the README's."""
    window.open("siec")
    _map_ready(window)
    window.until("window.__netmap.ids().length > 50", 15)
    window.page.wait_for_timeout(300)
    nodes = window.page.evaluate("window.__netmap.nodeBoxes()")
    labels = window.page.evaluate("window.__netmap.labelBoxes()")
    zoom = window.page.evaluate("window.__netmap.scale()")             # pixels a map unit
    teams = [key for key in nodes if key.startswith("gpzk:")]
    assert len(teams) >= 10
    for team in teams:
        for others in (nodes, labels):
            covered = [key for key, box in others.items() if key != team and _overlap(labels[team], box) * zoom > 2]
            assert covered == [], team
    folder_of_pictures = ROOT / "docs" / "images" if os.environ.get("KOOPGRAF_SCREENSHOT") else tmp_path
    picture = folder_of_pictures / "network-map.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    window.page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
    chosen = "window.__netmap.ids().find((id) => id.startsWith('pcpr:2011'))"
    window.page.evaluate(f"window.__netmap.select({chosen})")
    window.page.locator(".st-key-siec_card").get_by_text("Zespoły i porozumienia").wait_for(timeout=15_000)


@pytest.mark.usefixtures("with_sample")
def test_one_key_decides_and_one_takes_back(window: Window) -> None:
    window.open("weryfikacja?co=fakty")
    role = window.page.get_by_role("textbox", name="W jakiej roli rozstrzygasz?")
    role.fill("specjalistka ROPS")
    role.press("Enter")
    window.page.get_by_role("button", name="Tak, potwierdzam").and_(
        window.page.locator(":enabled")).wait_for(timeout=30_000)
    asked = "document.querySelector('.kg-evidence .kg-card')?.textContent"
    first = window.page.evaluate(asked)
    assert window.page.locator(".kg-evidence mark").count() == 1       # the quote in its context
    window.page.locator("h1").click()                                  # out of the text box, where keys write
    window.page.keyboard.press("1")
    window.page.get_by_text("Ostatnie rozstrzygnięcie").wait_for(timeout=60_000)
    window.until(f"{asked} && {asked} !== {json.dumps(first)}", 60)
    window.settle()
    window.page.keyboard.press("u")
    window.until(f"{asked} === {json.dumps(first)}", 60)
    assert window.errors == []
    assert window.elsewhere == []


@pytest.fixture
def without_a_choice(chromium: Any) -> Iterator[None]:
    """Forget the chosen language afterwards: all tests share one browser."""
    yield
    chromium.clear_cookies()


@pytest.mark.usefixtures("without_a_choice")
def test_the_chosen_language_stays_on_other_pages_until_another_is_chosen(window: Window) -> None:
    def speaks(lang: str, title: str) -> None:
        window.until(f"document.querySelector('h1')?.textContent === '{title}'")
        window.settle()
        assert window.page.evaluate("document.documentElement.lang") == lang

    window.open("luki?co=fragile&lang=en")
    speaks("en", "Gaps")
    window.page.get_by_role("link", name="Centrality", exact=True).click()
    speaks("en", "Centrality")
    assert "lang=" not in window.page.url
    window.open("instytucja?id=kpp:2011")                # as by a link in a page
    speaks("en", "Institution")
    window.page.get_by_role("link", name="Polski").click()
    window.until("location.search.includes('lang=pl')")
    speaks("pl", "Instytucja")
    assert "id=kpp:2011" in window.page.url
    window.open("siec")
    speaks("pl", "Sieć")
    assert window.errors == []


@pytest.mark.usefixtures("with_sample")
def test_tables_show_all_their_columns_in_a_window_of_usual_width(window: Window) -> None:
    window.page.set_viewport_size({"width": 1280, "height": 800})
    table = "document.querySelector('[data-testid=stDataFrame] .dvn-scroller')"
    beside = {}
    for path in (
        "luki?co=fragile", "luki?co=isolated", "luki?co=vertical", "luki?co=mixing", "luki?co=silent", "luki?co=dates",
        "luki?co=rozmowa", "centralnosc", "centralnosc?miara=gatekeeper_sector",
    ):
        window.open(path)
        window.until(f"{table}?.clientWidth > 900", seconds=60)
        window.page.wait_for_timeout(300)
        beside[path] = window.page.evaluate(f"{table}.scrollWidth - {table}.clientWidth")
    assert {path: pixels for path, pixels in beside.items() if pixels > 1} == {}
