"""The command line: wires the loaders, the graph, the queries and the dashboard together.

Exit codes: 0 done · 1 failed · 2 wrong use · 3 done, but some files could not be read.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console, ConsoleRenderable
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from dashboards import review as queue
from dashboards.findings import render
from dashboards.gaps import Names, change_records, gap_records, suggestion_records
from dashboards.terminal import gaps as terminal
from dashboards.terminal import loading
from dashboards.terminal.bench import bench_table
from dashboards.terminal.keys import one_key
from dashboards.terminal.reading import calibration_report, explained_table, speed_table
from dashboards.terminal.review import Queue, judged_table, waiting_figures, waiting_table
from dashboards.wording import PREDICATES, translator
from graph import export as graph_export
from graph import reference
from graph.change import What, compare, moment
from graph.claims import Finding, FindingCode, Status
from graph.coverage import DEFAULT_TEMPLATE, find_template
from graph.dates import PartialDate
from graph.errors import KoopgrafError, UnreadableFile, UsageError
from graph.gaps import GapKind, gap_template
from graph.gaps import Question as GapQuestion
from graph.gaps import find as find_gaps
from graph.generator import SIZES
from graph.judgements import FIELDS, Judgement, Verdict, dump, parse
from graph.network import Filters, Weighting, read_network
from graph.nullmodel import REWIRINGS, SEED, Trait
from graph.record import Territory, read_record
from graph.resilience import Order, connectivity, removal_curve, removal_order, what_if
from graph.serving import Serving
from graph.settings import Settings
from graph.store import Holder, Right, Store, exists, local, open_store
from graph.suggestion import Surroundings
from graph.suggestion import suggest as suggest_partners
from loaders import corpus, pipeline
from loaders.backup import read_backup, write_backup
from loaders.calibration import calibrate
from loaders.deciding import role_of
from loaders.explain import explain
from loaders.extract import extract as extract_reading
from loaders.polish.personal import mask_title
from loaders.read import files, members, read
from queries import catalogue
from queries.status import status as figures_of

LOOPBACK = "127.0.0.1"
DONE, FAILED, WRONG_USE, SOME_UNREAD = 0, 1, 2, 3
GARBAGE = 1_000_000
"""New objects between two looks for garbage. The tables of places and names are half of that and stay: at Python's 700
a fifth of a load of one document went into looking at them; now it is over before the first look."""

app = typer.Typer(
    name="koopgraf",
    help="Cooperation agreements and team rosters in, a graph of who works with whom out.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
bench = typer.Typer(help="Benchmarks: how fast and how right, measured here and now.", no_args_is_help=True)
app.add_typer(bench, name="bench")
template = typer.Typer(help="Blank forms to fill in, so that less has to be typed next time.", no_args_is_help=True)
app.add_typer(template, name="template")
judging = typer.Typer(help="What people decided: list it, write it to a file, take it from one.", no_args_is_help=True)
app.add_typer(judging, name="judgements")
Translate = Callable[[str], str]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

StoreOption = Annotated[
    str | None,
    typer.Option("--store", help="Neo4j URL or a local store's folder. Default: KOOPGRAF_STORE, else the user's data."),
]
LangOption = Annotated[str | None, typer.Option("--lang", help="pl or en. Default: KOOPGRAF_LANG, else pl.")]
RoleOption = Annotated[
    str | None, typer.Option("--role", help="Your post, never a name. Default: KOOPGRAF_ROLE.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV instead of tables.")]
ProvisionalOption = Annotated[bool, typer.Option("--provisional", help="Count also what is not certain yet.")]


@dataclass
class Context:
    """What was said before the verb."""

    store: str | None = None
    lang: str | None = None


def _context(context: typer.Context) -> Context:
    found = context.find_object(Context)
    return found if found is not None else Context()


def _location(context: typer.Context, store: str | None) -> str:
    return Settings().location(store or _context(context).store)


def _language(context: typer.Context, lang: str | None) -> Literal["pl", "en"]:
    chosen = lang or _context(context).lang or Settings().lang
    if chosen not in ("pl", "en"):
        raise UsageError(f"no such language: {chosen}", hint="Use --lang pl or --lang en.")
    return "en" if chosen == "en" else "pl"


@app.callback()
def common(context: typer.Context, store: StoreOption = None, lang: LangOption = None) -> None:
    """Options that may stand before or after the verb."""
    context.obj = Context(store, lang)


# ---------------------------------------------------------------- documents in


@app.command(epilog="Example: `koopgraf load agreements/ roster.xlsx`")
def load(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders (folders with all that is in them).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Read also the documents that are already loaded.")] = False,
    replaces: Annotated[
        str, typer.Option("--replaces", help="Title or id of the older document that this one supersedes.")
    ] = "",
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read documents and add what they say to the graph. Loading twice changes nothing."""
    say = translator(_language(context, lang))
    _existing(paths, say)
    with open_store(_location(context, store), right=Right.WRITER) as writer:
        report = pipeline.load(
            paths, writer, again=again, dry_run=dry_run, replaces=replaces, progress=_progress(say("Reading")),
            waiting=_waiting(say), refolding=_refolding(say),
        )
    _show_lines(loading.load_figures(report), loading.load_lines(report, say), as_json=as_json)
    raise typer.Exit(SOME_UNREAD if report.failed else DONE)


@app.command(epilog="Example: `koopgraf diff roster-2024.xlsx`")
def diff(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    replaces: Annotated[
        str, typer.Option("--replaces", help="Title or id of the older document that this one would supersede.")
    ] = "",
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what documents would bring, before anything is stored: what is new, matched and in conflict."""
    say = translator(_language(context, lang))
    _existing(paths, say)
    with _reader(context, store, say) as reader:
        files_, compared = pipeline.compare(
            paths, reader, replaces=replaces, progress=_progress(say("Reading")), refolding=_refolding(say)
        )
    lines = loading.diff_lines(files_, compared, say)
    _show_lines(loading.diff_figures(files_, compared), lines, as_json=as_json)
    failed = any(file.outcome is pipeline.Outcome.FAILED for file in files_)
    raise typer.Exit(SOME_UNREAD if failed else DONE)


@app.command(epilog="Example: `koopgraf forget roster-2023.xlsx`")
def forget(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Titles of documents, or the beginnings of their ids.")],
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take documents out of the graph, and with each exactly what it alone supported."""
    say = translator(_language(context, lang))
    with _writer(context, store, say) as writer:
        gone, delta = pipeline.forget(writer, names, waiting=_waiting(say), refolding=_refolding(say))
    figures = {"forgotten": [asdict(each) for each in gone], "changes": len(delta)}
    lines = [say("Forgotten: {title} [{id}]").format(title=each.title, id=each.id[:12]) for each in gone]
    _show_lines(figures, [*lines, *loading.delta_lines(delta, say)], as_json=as_json)


@app.command(epilog="Example: `koopgraf backup koopgraf-2024-03.backup`")
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write.")],
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Write what was found in the documents, and the judgements, to one file. The documents' files are not in it."""
    say = translator(_language(context, lang))
    with _reader(context, store, say) as reader:
        kept = pipeline.backup(reader)
    write_backup(kept, file)
    told = say("{documents} documents and {judgements} judgements written to {file}")
    out.print(told.format(documents=len(kept.documents), judgements=len(kept.judgements), file=file), markup=False)


@app.command(epilog="Example: `koopgraf restore koopgraf-2024-03.backup --store neo4j://server`")
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that `koopgraf backup` wrote.")],
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Fill an empty store from a backup. Its export is the same, byte for byte."""
    say = translator(_language(context, lang))
    kept = read_backup(file)
    with open_store(_location(context, store), right=Right.WRITER) as writer:
        pipeline.restore(writer, kept, waiting=_waiting(say))
    told = say("{documents} documents and {judgements} judgements restored from {file}")
    out.print(told.format(documents=len(kept.documents), judgements=len(kept.judgements), file=file), markup=False)


@app.command(epilog="Example: `koopgraf log --most 10`")
def log(
    context: typer.Context,
    most: Annotated[int, typer.Option("--most", min=1, help="How many saves, the newest first.")] = 20,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the last saves: when, what was loaded, forgotten or judged, and how much it changed."""
    say = translator(_language(context, lang))
    with _reader(context, store, say) as reader:
        revisions = reader.log(most)
    if as_json:
        _print_json(loading.log_records(revisions))
    else:
        _wide().print(loading.log_table(revisions, say), markup=False)


def _show_lines(figures: Any, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        _print_json(figures)
        return
    for line in lines:
        out.print(line, markup=False)


def _waiting(say: Translate) -> Callable[[Holder], None]:
    told = say("{holder} is writing to the graph until {until}; waiting for it …")

    def tell(holder: Holder) -> None:
        until = holder.until.astimezone().strftime("%H:%M:%S")
        err.print(told.format(holder=holder.name, until=until), markup=False)

    return tell


def _refolding(say: Translate) -> Callable[[pipeline.Refold], None]:
    def tell(refold: pipeline.Refold) -> None:
        for line in loading.refold_lines(refold, say):
            err.print(line, markup=False)

    return tell


@contextmanager
def _reader(context: typer.Context, store: str | None, say: Translate | None = None) -> Iterator[Store]:
    """A store that is there, for reading; says so on stderr when what it holds is incomplete."""
    say = say or translator(_language(context, None))
    with open_store(_there(context, store, say)) as reader:
        unfinished = reader.mark().unfinished
        if unfinished is not None:
            err.print(loading.unfinished_line(unfinished, say), markup=False)
        yield reader


@contextmanager
def _writer(context: typer.Context, store: str | None, say: Translate) -> Iterator[Store]:
    """A store that is there, for writing."""
    with open_store(_there(context, store, say), right=Right.WRITER) as writer:
        yield writer


def _there(context: typer.Context, store: str | None, say: Translate) -> str:
    """Where the store is. Nothing is made at a mistyped path."""
    location = _location(context, store)
    if not exists(location):
        hint = say("Check the path, or load documents there: koopgraf load FOLDER --store {path}")
        raise UsageError(say("There is no store in {path}.").format(path=location), hint=hint.format(path=location))
    return location


def _existing(paths: Iterable[Path], say: Translate) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(say("There is no file or folder {path}.").format(path=path), hint=say("Check the path."))


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=not err.is_terminal) as bar:
        bar.add_task(label)
        yield bar


def _progress(label: str) -> Any:
    def wrap(items: Iterable[Path]) -> Iterator[Path]:
        listed = list(items)
        with _bar(label) as bar:
            bar.update(bar.task_ids[0], total=len(listed))
            for item in listed:
                yield item
                bar.advance(bar.task_ids[0])

    return wrap


@app.command(epilog="Example: `koopgraf extract agreement.docx --out found/`")
def extract(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    folder: Annotated[Path | None, typer.Option("--out", help="Folder for one JSON file a document.")] = None,
    explained: Annotated[bool, typer.Option("--explain", help="Show span by span which rule found what.")] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write what each document says as JSON, without any store; or explain, span by span, why it is read so."""
    language = _language(context, lang)
    say = translator(language)
    _existing(paths, say)
    if folder is None and not explained:
        raise UsageError(say("Where should the result go?"), hint=say("Add --out FOLDER, or --explain to see it here."))
    failed, found = 0, []
    for document in (each for path in _progress(say("Reading"))(files(paths)) for each in members(path)):
        try:
            reading = read(document)
        except UnreadableFile as error:
            failed += 1
            problem, remedy = render(Finding(code=FindingCode(error.code)), say)
            err.print(f"{mask_title(document.name)}: {problem}. {remedy}", markup=False)
            continue
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            text = json.dumps(corpus.to_corpus(extract_reading(reading)), ensure_ascii=False, indent=1)
            (folder / f"{mask_title(document.stem)}.json").write_text(text + "\n", encoding="utf-8")
        if explained:
            found.append((reading.source.title, explain(reading)))
    if explained and as_json:
        _print_json([{"document": title, "spans": [asdict(row) for row in rows]} for title, rows in found])
    elif explained:
        for title, rows in found:
            _wide().print(explained_table(title, rows, say, language), markup=False)
    raise typer.Exit(SOME_UNREAD if failed else DONE)


@app.command(epilog="Example: `koopgraf calibration labelled/`")
def calibration(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Documents with their answers beside them: STEM.json each.")],
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare stated confidences with how often they are right, on labelled documents."""
    language = _language(context, lang)
    say = translator(language)
    _existing([folder], say)
    figures = calibrate(folder, progress=_progress(say("Reading")))
    if as_json:
        _print_json(asdict(figures))
        return
    for line in calibration_report(figures, say, language):
        _wide().print(line, markup=False)


@template.command(name="roster", epilog="Example: `koopgraf template roster sklad-zespolu.xlsx`")
def template_roster(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Workbook to write (.xlsx); it must not exist yet.")],
    lang: LangOption = None,
) -> None:
    """Write a blank roster with drop-downs, in Polish. Filled in, it loads as it is."""
    from loaders.template_roster import write_roster_template

    say = translator(_language(context, lang))
    write_roster_template(file)
    out.print(say("{file} is written. Fill it in, then: koopgraf load {file}").format(file=file), markup=False)


# ---------------------------------------------------------------- facts out


@app.command(epilog="Example: `koopgraf status --json`")
def status(
    context: typer.Context, store: StoreOption = None, lang: LangOption = None, as_json: JsonOption = False
) -> None:
    """What is loaded, how sure it is and what is doubtful."""
    say = translator(_language(context, lang))
    with _reader(context, store, say) as reader:
        old = pipeline.outdated(reader)
        unfinished = reader.mark().unfinished
        figures = {
            "store": reader.location, "server": reader.server(), **figures_of(reader),
            "outdated": [asdict(each) for each in old], "unfinished": asdict(unfinished) if unfinished else None,
        }
    if as_json:
        _print_json(figures)
        return
    _print_status(figures, say)
    for line in loading.outdated_lines(old, say):
        out.print(line, markup=False)


def _print_status(figures: dict[str, Any], say: Translate) -> None:
    def line(text: str, **values: Any) -> None:
        out.print(say(text).format(**values), markup=False)

    line("Store: {store} ({server})", **figures)
    if not figures["documents"]:
        line("The store is empty. Load documents: koopgraf load FOLDER")
    line("Documents: {documents}. Institutions: {institutions}. Teams: {teams}. Agreements: {agreements}.", **figures)
    line("Gminas with a team: {gminas_covered}, in {powiats_covered} powiats.", **figures)
    line("Pairs of institutions that cooperate: {cooperation_ties}.", **figures)
    counts = {status.value: figures["claims"].get(status.value, 0) for status in Status}
    line("Claims: {accepted} certain, {provisional} provisional, {queued} doubtful (to be reviewed).", **counts)
    for project in figures["projects"]:
        line(
            "Project {name}: leader {leaders}; partners: {partners}.",
            name=project["name"],
            leaders=", ".join(project["leaders"]) or "–",
            partners=", ".join(project["partners"]) or "–",
        )
    for each in figures["contradictions"]:
        line(
            "Documents differ on {what} of {subject}: {found} ({documents}).",
            what=" ".join(filter(None, (say(PREDICATES[each["predicate"]]), each["label"]))),
            subject=each["subject"],
            found=" / ".join(each["found"]),
            documents="; ".join(each["documents"]),
        )


@app.command(epilog="Example: `koopgraf query teams/members --param team=gpzk:201103:liderzy-kooperacji`")
def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of the query; without it, all are listed.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="key=value, once for each parameter.")] = None,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run one of the documented queries."""
    language = _language(context, lang)
    if name is None:
        for each in catalogue.names():
            out.print(f"{each}: {catalogue.describe(each).question(language)}", markup=False)
        return
    with _reader(context, store) as reader:
        answer = catalogue.run(reader, name, **_parameters(param))
    _print_table(answer.columns, answer.rows, as_json)


@app.command(epilog='Example: `koopgraf cypher "MATCH (t:Team) RETURN t.name AS name ORDER BY name" --json`')
def cypher(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="A reading Cypher statement.")],
    param: Annotated[list[str] | None, typer.Option("--param", help="key=value, for $key; numbers stay text.")] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run Cypher as a reader: nothing can be changed, and nothing of the answer is cut."""
    with _reader(context, store) as reader:
        answer = reader.read(text, **_parameters(param))
    _print_table(answer.columns, answer.rows, as_json)


def _parameters(given: list[str] | None) -> dict[str, str]:
    pairs = [text.partition("=") for text in given or []]
    if any(not mark for _, mark, _ in pairs):
        raise UsageError("a parameter is not of the form key=value", hint="Write --param key=value.")
    return {key: value for key, _, value in pairs}


@app.command(
    epilog="Example: `koopgraf export facts.jsonl` or `koopgraf export net.gexf --network projection --territory 20`"
)
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write; for csv and parquet a folder.")],
    form: Annotated[
        str | None,
        typer.Option("--format", help="jsonl, cypher: all facts. graphml, gexf, csv, parquet: a network. "
                     "Default: by the file's ending, else jsonl."),
    ] = None,
    network: Annotated[str | None, typer.Option("--network", help="two_mode (default) or projection.")] = None,
    weighting: Annotated[str, typer.Option("--weighting", help="newman, count or confidence.")] = "newman",
    territory: Annotated[str, typer.Option("--territory", help="Only there: TERC code of 2, 4 or 6 digits.")] = "",
    sector: Annotated[list[str] | None, typer.Option("--sector", help="Code of a sector; may be given again.")] = None,
    level: Annotated[list[str] | None, typer.Option("--level", help="gmina, powiat …; may be given again.")] = None,
    project: Annotated[str | None, typer.Option("--project", help="Id of a project.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="What holds or may hold on that day.")] = None,
    least: Annotated[float, typer.Option("--least-confidence", min=0, max=1, help="Of a membership.")] = 0.0,
    provisional: ProvisionalOption = False,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Write all facts, or the network for other programs. Equal facts give equal bytes."""
    say = translator(_language(context, lang))
    filters = Filters(
        territory, frozenset(sector or ()), frozenset(level or ()), project,
        Status.PROVISIONAL if provisional else Status.ACCEPTED, least, _day(as_of),
    )
    from graph import exchange  # pandas takes a while to import

    wanted = exchange.Wanted.of(file, form, network, weighting, filters)
    with _reader(context, store) as reader:
        count = exchange.write(reader, file, wanted)
    if "lines" in count:
        said = say("{count} lines written to {file}").format(count=count["lines"], file=file)
    else:
        said = say("{nodes} nodes and {ties} ties written to {file}").format(file=file, **count)
    out.print(said, markup=False)


def _print_table(columns: Iterable[str], rows: Iterable[Iterable[Any]], as_json: bool) -> None:
    names = list(columns)
    if as_json:
        _print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    table = RichTable()
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else _cell(value) for value in row))
    _wide().print(table, markup=False)


def _wide() -> Console:
    """Standard output for tables: nothing is cut where no terminal says how wide it is."""
    return Console(highlight=False, width=None if out.is_terminal else 10_000)


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n")


# ---------------------------------------------------------------- judgements


@app.command(epilog='Example: `koopgraf review --role "specjalistka ROPS" --territory 2011`')
def review(
    context: typer.Context,
    role: RoleOption = None,
    territory: Annotated[str, typer.Option("--territory", help="Only there: a TERC code of 2, 4 or 6 digits.")] = "",
    at_least: Annotated[float, typer.Option("--at-least", help="Only from this confidence, 0 to 1.")] = 0.0,
    only: Annotated[Literal["pairs", "claims"] | None, typer.Option("--only", help="Only pairs, or claims.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what waits; decide nothing.")] = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide what is doubtful, one key each: may these two be one, does this claim hold."""
    say = translator(_language(context, lang))
    location = _location(context, store)
    if listed or as_json:
        with open_store(location) as reader:
            pairs = queue.chosen([] if only == "claims" else queue.pairs(reader), territory, at_least)
            claims = [] if only == "pairs" else queue.doubts(reader, territory, at_least, most=None)
        if as_json:
            _print_json(waiting_figures(pairs, claims))
        else:
            _wide().print(waiting_table(pairs, claims, say), markup=False)
        return
    judge_as = role_of(role or Settings().role)
    with open_store(location, right=Right.WRITER) as writer:
        Queue(
            writer, lambda decided: pipeline.judge(writer, decided, refolding=_refolding(say)), judge_as, say, out,
            one_key, territory, at_least,
            claims=only != "pairs", pairs=only != "claims",
        ).work()


@app.command(epilog='Example: `koopgraf judge correct gops@1f0c2d3e-1 --field place --value 201103 --reason "statut"`')
def judge(
    context: typer.Context,
    verdict: Annotated[Verdict, typer.Argument(help="What is decided.", show_default=False)],
    left: Annotated[str, typer.Argument(help="Id of what it is about; for withdraw: id of the judgement.")],
    right: Annotated[str | None, typer.Argument(help="Id of the other side: team, agreement, twin.")] = None,
    field: Annotated[str | None, typer.Option("--field", help=f"For correct: {', '.join(FIELDS)}.")] = None,
    predicate: Annotated[str | None, typer.Option("--predicate", help="Which claim: member, party, until …")] = None,
    value: Annotated[str | None, typer.Option("--value", help="The right value: code, TERC, date 2024-03.")] = None,
    name: Annotated[str, typer.Option("--name", help="For add: name of an institution in no document.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="How you know. For add it is required.")] = "",
    role: RoleOption = None,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Decide one thing: merge, confirm, reject, correct, add a fact, take a decision back."""
    say = translator(_language(context, lang))
    judge_as = role_of(role or Settings().role)
    with open_store(_location(context, store), right=Right.WRITER) as writer:
        if verdict is Verdict.WITHDRAW:
            decided = queue.withdrawal(queue.known(writer, left), judge_as)
        else:
            sides = queue.side(writer, left, name), queue.side(writer, right) if right else None
            decided = Judgement(
                verdict=verdict, left=sides[0], right=sides[1],
                predicate=predicate, field=field, value=value, role=judge_as, decided_on=queue.now(), reason=reason,
            )
        pipeline.judge(writer, [decided], refolding=_refolding(say))
        (made,) = [
            row for row in queue.judged(writer, everything=True) if row.judgement.decided_on == decided.decided_on
        ]
    out.print(made.judgement.id, markup=False)
    if made.bound_by in ("", "invalid"):
        out.print(say("Without effect, because what they are about is not in the data:"), markup=False)


@judging.command(name="list", epilog="Example: `koopgraf judgements list --all`")
def judgements_list(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also those that later ones replace or take back.")] = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was decided, by which role and when; the last first."""
    say = translator(_language(context, lang))
    with _reader(context, store) as reader:
        rows = queue.judged(reader, everything=everything)
    if as_json:
        _print_json([
            {"id": row.judgement.id, **row.judgement.model_dump(mode="json", exclude_defaults=True),
             "bound_by": row.bound_by}
            for row in rows
        ])
    else:
        _wide().print(judged_table(rows, say), markup=False)


@judging.command(name="export", epilog="Example: `koopgraf judgements export decided.jsonl`")
def judgements_export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File to write: one judgement a line.")],
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Write every judgement, also those that later ones replace."""
    say = translator(_language(context, lang))
    with _reader(context, store) as reader:
        text = dump(queue.judgements(reader))
    graph_export.write_text(text, file)
    out.print(say("{count} lines written to {file}").format(count=text.count("\n"), file=file), markup=False)


@judging.command(name="import", epilog="Example: `koopgraf judgements import decided.jsonl`")
def judgements_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="File that `koopgraf judgements export` wrote.")],
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take judgements from a file. They take effect at once; known ones change nothing."""
    say = translator(_language(context, lang))
    _existing([file], say)
    given = parse(file.read_text(encoding="utf-8-sig"))
    with open_store(_location(context, store), right=Right.WRITER) as writer:
        before = {judgement.id for judgement in queue.judgements(writer)}
        pipeline.judge(writer, given, refolding=_refolding(say))
        after = queue.judged(writer, everything=True)
    new = [row for row in after if row.judgement.id not in before]
    idle = [row for row in new if row.bound_by in ("", "invalid")]
    if as_json:
        _print_json({"given": len(given), "new": len(new), "without_effect": [row.judgement.id for row in idle]})
        return
    out.print(say("{new} new of {given}.").format(new=len(new), given=len(given)), markup=False)
    if idle:
        out.print(say("Without effect, because what they are about is not in the data:"), markup=False)
        _wide().print(judged_table(idle, say), markup=False)


# ---------------------------------------------------------------- gaps, change, suggestions


def _names(context: typer.Context, store: str | None, lang: str | None, *, provisional: bool) -> Names:
    """All that is on record, with the names of everything in the chosen language."""
    least = Status.PROVISIONAL if provisional else Status.ACCEPTED
    with _reader(context, store) as reader:
        return Names(read_record(reader, Filters(least_status=least)), reference.register(), _language(context, lang))


def _day(text: str | None) -> date | None:
    try:
        return PartialDate(value=text).last if text else None
    except ValueError as error:
        raise UsageError(f"no such date: {text}", hint="Write it as 2019-03-31, 2019-03 or 2019.") from error


def _show(
    records: Sequence[Mapping[str, Any]], view: Callable[[], ConsoleRenderable], *, as_json: bool, as_csv: bool
) -> None:
    if as_json:
        _print_json(records)
    elif as_csv:
        sys.stdout.write(terminal.as_csv(records))
    else:
        _wide().print(view())


@app.command(epilog="Example: `koopgraf gaps coverage --template model-wiejski-praktyka --as-of 2018-09-30`")
def gaps(
    context: typer.Context,
    kind: Annotated[GapKind, typer.Argument(help="What to look for.")],
    template: Annotated[
        str | None, typer.Option("--template", help="For coverage and vertical: a template's id, or your YAML file.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only what may hold on that day: 2019-03-31.")] = None,
    within: Annotated[str, typer.Option("--within", help="Only there: TERC code of 2, 4 or 6 digits.")] = "",
    by: Annotated[Trait, typer.Option("--by", help="For mixing: what institutions are sorted by.")] = Trait.SECTOR,
    rewirings: Annotated[int, typer.Option("--rewirings", min=100, help="For mixing: random networks.")] = REWIRINGS,
    seed: Annotated[int, typer.Option("--seed", help="For mixing: of the random networks.")] = SEED,
    provisional: ProvisionalOption = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Where cooperation is missing on record, and which documents say so."""
    names = _names(context, store, lang, provisional=provisional)
    chosen = gap_template(kind, template, Settings().templates)
    day = _day(as_of) or (date.today() if kind is GapKind.DATES else None)  # noqa: DTZ011  the user's own day
    question = GapQuestion(chosen, day, within, by, rewirings, seed)
    rows = find_gaps(kind, Territory(names.record, names.register), question)
    _show(
        list(gap_records(rows, names, chosen)), lambda: terminal.gaps_view(kind, rows, names, chosen),
        as_json=as_json, as_csv=as_csv,
    )


@app.command(epilog="Example: `koopgraf change I II` or `koopgraf change 2018-09-30 2019-09-30 --what institution`")
def change(
    context: typer.Context,
    before: Annotated[str, typer.Argument(help="A day, month or year, or a milestone (I, or its id).")],
    after: Annotated[str, typer.Argument(help="The other one.")],
    what: Annotated[What | None, typer.Option("--what", help="Only these.")] = None,
    within: Annotated[str, typer.Option("--within", help="Only there: TERC code of 2, 4 or 6 digits.")] = "",
    provisional: ProvisionalOption = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Who joined, left or stayed between two days or two milestones."""
    names = _names(context, store, lang, provisional=provisional)
    moments = (moment(names.record, before), moment(names.record, after))
    found = compare(names.record, *moments, names.register, within)
    _show(
        [row for row in change_records(found, names) if what is None or row["what"] == what],
        lambda: terminal.change_view(found, names, what), as_json=as_json, as_csv=as_csv,
    )


@app.command(epilog="Example: `koopgraf suggest 201103` or `koopgraf suggest gpzk:201103:liderzy-kooperacji`")
def suggest(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(help="A team's id, or a gmina's TERC code.")],
    template: Annotated[
        str, typer.Option("--template", help="Whose missing roles come first: a template's id, or your own YAML file.")
    ] = DEFAULT_TEMPLATE,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 10,
    provisional: ProvisionalOption = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """With whom a team or a gmina might talk, and why."""
    names = _names(context, store, lang, provisional=provisional)
    chosen = find_template(template, Settings().templates)
    surroundings = Surroundings(names.record.carried_on, Serving(names.register))
    circle = surroundings.circle(names.record.now(subject), names.record.declined)
    records = list(suggestion_records(suggest_partners(surroundings, circle, chosen, limit=limit), circle, names))
    _show(
        records, lambda: terminal.suggestions_view(circle.subject, records, chosen, names),
        as_json=as_json, as_csv=as_csv,
    )


@app.command(epilog="Example: `koopgraf without pcpr:201108` or `koopgraf without --order random --seed 3`")
def without(
    context: typer.Context,
    institutions: Annotated[list[str] | None, typer.Argument(help="Ids of institutions that leave.")] = None,
    order: Annotated[Order, typer.Option("--order", help="Without ids: who leaves first, one by one.")] = Order.GROUPS,
    seed: Annotated[int, typer.Option("--seed", help="Of the random order.")] = SEED,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """What is left of the network when some institutions leave, or when one after the other does."""
    names = _names(context, store, lang, provisional=False)
    network = names.record.carried_on
    if institutions:
        answer, cut = what_if(network, map(names.record.body, institutions)), connectivity(network)
        more = {
            "fragmentation_before": answer.fragmentation_before, "fragmentation_after": answer.fragmentation_after,
            "connectivity": cut and cut[0], "separating": cut and cut[1],
        }
        _show(
            [asdict(answer) | more], lambda: terminal.what_if_view(answer, cut, names),
            as_json=as_json, as_csv=as_csv,
        )
        return
    curve = removal_curve(network, removal_order(network, order, seed)).tolist()
    records = list(terminal.curve_records(curve, order.value, seed))
    _show(records, lambda: terminal.curve_view(records, names), as_json=as_json, as_csv=as_csv)


# ---------------------------------------------------------------- measures


@app.command(epilog="Example: `koopgraf measures --within 20 --bands` or `koopgraf measures --sort betweenness --csv`")
def measures(
    context: typer.Context,
    within: Annotated[str, typer.Option("--within", help="Only there: TERC code of 2, 4 or 6 digits.")] = "",
    sector: Annotated[list[str] | None, typer.Option("--sector", help="Only this sector's code; repeatable.")] = None,
    level: Annotated[list[str] | None, typer.Option("--level", help="Only this level; repeatable.")] = None,
    project: Annotated[str | None, typer.Option("--project", help="Only groups within the project of this id.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only what may hold on that day: 2019-03-31.")] = None,
    surely: Annotated[bool, typer.Option("--surely", help="With --as-of: only what surely holds.")] = False,
    least: Annotated[float, typer.Option("--least-confidence", min=0, max=1, help="Only what is so certain.")] = 0.0,
    weighting: Annotated[
        Weighting, typer.Option("--weighting", help="How one shared group counts towards a tie.")
    ] = Weighting.NEWMAN,
    chosen: Annotated[list[str] | None, typer.Option("--measure", help="Show this measure; repeatable.")] = None,
    sort_by: Annotated[str, typer.Option("--sort", help="Best first by this measure.")] = "teams",
    top: Annotated[int, typer.Option("--top", min=1, help="Rows of the table.")] = 20,
    bands: Annotated[bool, typer.Option("--bands", help="Places and how sure they are: at first a minute.")] = False,
    explained: Annotated[bool, typer.Option("--explain", help="Only what each measure says; no store needed.")] = False,
    provisional: ProvisionalOption = False,
    store: StoreOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Who holds the network together: every measure of every institution, with what it means and when it misleads."""
    from dashboards.measures import csv_records, described, json_records  # the engines take a second to import
    from dashboards.terminal.measures import SHOWN, described_view, measures_view
    from graph.band_cache import Settings as BandSettings
    from graph.band_cache import cached_bands
    from graph.measures import measure_all
    from graph.scores import measures as all_measures
    from graph.sureness import read_support

    language = _language(context, lang)
    say = translator(language)
    if explained:
        _show(list(described()), lambda: described_view(say, language), as_json=as_json, as_csv=as_csv)
        return
    shown = tuple(chosen or SHOWN)
    known = [measure.id for measure in all_measures().values() if measure.scope == "institution"]
    for measure in (*shown, sort_by):
        if measure not in known:
            raise UsageError(
                say("there is no measure {measure}").format(measure=measure),
                hint=say("Measures of institutions: {measures}.").format(measures=", ".join(known)),
            )
    filters = Filters(
        within, frozenset(sector or ()), frozenset(level or ()), project,
        Status.PROVISIONAL if provisional else Status.ACCEPTED, least, _day(as_of), surely,
    )
    with _reader(context, store) as reader:
        network = read_network(reader, filters)
        support = read_support(reader, network)
    found = measure_all(network, weighting=weighting)
    drawn = None
    if bands:
        err.print(say("Drawing the rank bands: this takes up to a minute; afterwards they are kept."), markup=False)
        drawn = cached_bands(network, support, BandSettings(weighting))
    documents = support.of_institutions(network)
    if as_json:
        _print_json(list(json_records(found, drawn, documents)))
    elif as_csv:
        sys.stdout.write(terminal.as_csv(csv_records(found, drawn, documents)))
    else:
        _wide().print(measures_view(found, drawn, documents, shown, sort_by, top, say, language))


# ---------------------------------------------------------------- benchmarks


@bench.command(name="suggestions", epilog="Example: `koopgraf bench suggestions`")
def bench_suggestions(
    context: typer.Context,
    seed: Annotated[int, typer.Option("--seed", help="Of the network and of the teams that are hidden.")] = SEED,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hide the members of a tenth of the teams of a generated województwo and see how many are suggested."""
    from graph.suggestion_bench import precision_of_generated

    language = _language(context, lang)
    found = precision_of_generated(seed)
    if as_json:
        _print_json(asdict(found))
    else:
        _wide().print(terminal.precision_view(found, translator(language), language))


@bench.command(name="network", epilog="Example: `koopgraf bench network S`")
def bench_network(
    context: typer.Context,
    size: Annotated[str, typer.Argument(help="S: a województwo, beside networkx. M: Poland, beside the raw engines.")],
    seed: Annotated[int, typer.Option("--seed", help="Of the generated network and of every draw.")] = 1,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Time every measure on a generated network of one size. M takes minutes."""
    from graph.bench_network import bench_network as measure_speed

    language = _language(context, lang)
    say = translator(language)
    if size not in SIZES:
        raise UsageError(say("There is no size {size}.").format(size=size), hint=f"{', '.join(SIZES)}.")
    rows = measure_speed(size, seed, report=None if as_json else lambda row: err.print(say(row.what), markup=False))
    if as_json:
        _print_json([row.as_dict() for row in rows])
    else:
        _wide().print(bench_table(say("Network {size}").format(size=size), rows, say, language))
    raise typer.Exit(FAILED if any(row.met is False for row in rows) else DONE)


@bench.command(name="extract", epilog="Example: `koopgraf bench extract`")
def bench_extract(context: typer.Context, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """Measure how fast documents are read, how long the start takes and how much memory it needs."""
    from loaders.bench import bench_extract as measure_reading

    language = _language(context, lang)
    say = translator(language)
    rows = measure_reading(None if as_json else lambda what: err.print(say(what), markup=False))
    if as_json:
        _print_json([row.as_dict() for row in rows])
    else:
        _wide().print(speed_table(rows, say, language))
    raise typer.Exit(FAILED if not all(row.met for row in rows) else DONE)


@bench.command(name="identity", epilog="Example: `koopgraf bench identity --positives 200 --negatives 500`")
def bench_identity(
    context: typer.Context,
    positives: Annotated[int, typer.Option("--positives", min=1, help="Pairs of one institution in each half.")] = 1000,
    negatives: Annotated[int, typer.Option("--negatives", min=1, help="Pairs of two in each half.")] = 2500,
    labelled: Annotated[Path | None, typer.Option("--labelled", help="Folder of labelled documents.")] = None,
    country: Annotated[bool, typer.Option("--country", help="Time resolving 40,000 institutions instead.")] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how well institutions are told apart: pairs of names by way of the finder and resolution."""
    from dashboards.terminal.identity import identity_table
    from loaders.pairs.measure import measure as measure_pairs
    from loaders.pairs.scale import country_row

    language = _language(context, lang)
    say = translator(language)
    if country:
        timing = country_row()
        if as_json:
            _print_json([timing.as_dict()])
        else:
            _wide().print(bench_table(say("Identity"), [timing], say, language))
        raise typer.Exit(DONE if timing.met else FAILED)
    rows = measure_pairs(
        positives, negatives, labelled, None if as_json else lambda what: err.print(say(what), markup=False)
    )
    if as_json:
        _print_json([row.as_dict() for row in rows])
    else:
        _wide().print(identity_table(rows, say, language))
    raise typer.Exit(FAILED if any(row.met is False for row in rows) else DONE)


# ---------------------------------------------------------------- the dashboard and the server


@app.command(epilog="Example: `koopgraf serve --port 8600`")
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option("--host", help="Address to listen on. There is no log-in.")] = LOOPBACK,
    read_only: Annotated[
        bool | None,
        typer.Option("--read-only/--judging", help="Whether people may only look. Default: look only, if not on "
                     "127.0.0.1, where anybody could decide anything."),
    ] = None,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Open the dashboard on 127.0.0.1. Ctrl+C ends it."""
    from dashboards.serve import serve as run

    only = read_only if read_only is not None else host != LOOPBACK or Settings().read_only
    run(_location(context, store), port, _language(context, lang), address=host, read_only=only)


@app.command(epilog="Example: `koopgraf demo --no-serve`")
def demo(
    context: typer.Context,
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1.")] = 8501,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load and print the summary only.")] = False,
    store: StoreOption = None,
    lang: LangOption = None,
) -> None:
    """Load the sample documents, print a summary and open the dashboard."""
    from dashboards.serve import check_port

    language = _language(context, lang)
    location = _location(context, store)
    say = translator(language)
    if not no_serve:
        check_port(port)
    with open_store(location, right=Right.WRITER) as writer:
        report = pipeline.load([reference.sample_folder()], writer, progress=_progress(say("Reading")))
    _show_lines(None, loading.load_lines(report, say), as_json=False)
    status(context, store=location, lang=language)
    if not no_serve:
        serve(context, port=port, host=LOOPBACK, store=location, lang=language)


@app.command(epilog="Example: `koopgraf stop`")
def stop(context: typer.Context, store: StoreOption = None, lang: LangOption = None) -> None:
    """Stop the local server of a store. It starts again by itself when it is needed."""
    say = translator(_language(context, lang))
    location = _location(context, store)
    if "://" in location:
        raise UsageError(f"{location} is not a local store", hint="Only a store in a folder has a server to stop.")
    stopped = local.stop(Path(location))
    out.print(say("The local server was stopped.") if stopped else say("No local server was running."))


def main() -> None:
    """Run the command line; errors become one or two lines and an exit code."""
    gc.set_threshold(GARBAGE, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Polish letters on a console of another code page, too
    try:
        app()
    except UsageError as error:
        err.print(f"koopgraf: {error}", markup=False)
        sys.exit(WRONG_USE)
    except KoopgrafError as error:
        err.print(f"koopgraf: {error}", markup=False)
        sys.exit(FAILED)
    finally:
        gc.freeze()  # the tables go with the process: nobody has to look through them for garbage first


if __name__ == "__main__":
    main()
