"""The command `parallax`. Everything heavy is imported by the subcommand that needs it, so that `--help` answers at once."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api import __version__

if TYPE_CHECKING:
    from api.files.commands import Beside

DESCRIPTION = "How far the views of a leadership team stand apart, where, between whom, and how sure one may be."
EPILOG = """\
try it:        parallax demo
your own file: parallax template --instrument leadership-team --out answers.xlsx
               parallax score answers.xlsx --instrument leadership-team
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 2 the input was wrong."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    # Matrices of a team are small: a second thread of the linear algebra library waits at full load more than it works.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    run: Callable[[argparse.Namespace], int] | None = getattr(options, "run", None)
    if run is None:
        parser.print_help()
        return 0
    try:
        return run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `parallax score ... | head`
        sys.stderr.close()
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog="parallax", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"parallax {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    demo = commands.add_parser("demo", help="fill a new database with an example client and serve it")
    demo.add_argument("--dir", type=Path, default=Path("demo"), help="where database and report go (default: demo)")
    demo.add_argument("--no-serve", action="store_true", help="do everything but serve")
    demo.add_argument("--port", type=_port, default=8000, help="port to serve on and to print in the links (default: 8000)")
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="serve the console and the personal links")
    serve.add_argument("--port", type=_port, default=None, help="port (default: PARALLAX_PORT or 8000)")
    serve.add_argument("--host", default=None, help="address to listen on (default: PARALLAX_HOST or 127.0.0.1)")
    serve.set_defaults(run=_serve)

    migrate = commands.add_parser("migrate", help="bring the database to the schema of this version")
    migrate.set_defaults(run=_migrate)

    expire = commands.add_parser("expire", help="delete answers that are older than people were promised; for a daily job")
    expire.set_defaults(run=_expire)

    consultant = commands.add_parser("consultant", help="add a consultant's account")
    consultant.add_argument("email")
    consultant.add_argument("--name", required=True)
    consultant.add_argument("--firm", required=True, help="name of the firm; made if there is none of this name")
    consultant.set_defaults(run=_consultant)

    score = commands.add_parser("score", help="score an answers file (CSV or XLSX)")
    _answers_options(score)
    score.add_argument("--by", metavar="COLUMN", help="split the file into teams by this column")
    score.add_argument("--format", choices=("text", "json", "csv"), default="text")
    score.add_argument("--minimum", type=_minimum, default=0, metavar="N", help="keep back what rests on fewer than N people")
    score.add_argument("--out", type=Path, metavar="FILE", help="write here instead of to the terminal")
    score.add_argument("--explain", action="store_true", help="for one team, how each figure came about, step by step")
    score.add_argument("--team", metavar="NAME", help="the team that --explain goes through, where the file has several")
    score.add_argument("--wave", metavar="NAME", help="its wave, likewise")
    score.set_defaults(run=_score)

    report = commands.add_parser("report", help="write the gap report of an answers file as PDF")
    _answers_options(report)
    report.add_argument("--client", required=True, help="name of the client, for the cover")
    report.add_argument("--wave", required=True, help="label of the wave; where the file has a column 'wave', it chooses the rows")
    report.add_argument("--out", type=Path, metavar="FILE", help="default: gap-report.pdf")
    report.set_defaults(run=_report)

    template = commands.add_parser("template", help="write an empty answers file with a sheet that explains it")
    template.add_argument("--instrument", required=True, metavar="NAME|FILE")
    template.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    template.add_argument("--in-depth", action="store_true", help="with what is asked only in depth")
    template.set_defaults(run=_template)

    instrument = commands.add_parser("instrument", help="check an instrument's file, print its schema, list those that are shipped")
    actions = instrument.add_subparsers(title="what to do", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="name every fault of an instrument's file")
    check.add_argument("file", type=Path)
    check.set_defaults(run=_instrument_check)
    actions.add_parser("schema", help="print the JSON Schema of instrument files").set_defaults(run=_instrument_schema)
    actions.add_parser("list", help="list the instruments that are shipped").set_defaults(run=_instrument_list)
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError("give a number from 1 to 65535")
    return int(text)


def _minimum(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise argparse.ArgumentTypeError("give a number of people, 0 or more")
    return int(text)


def _answers_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("answers", type=Path, metavar="ANSWERS", help="CSV or XLSX, one row a respondent or one row an answer")
    parser.add_argument("--instrument", required=True, metavar="NAME|FILE", help="a shipped instrument or a TOML file of your own")
    parser.add_argument("--in-depth", action="store_true", help="know also what the instrument asks only where it is asked in depth")
    parser.add_argument("--sealed", type=Path, metavar="FILE", help="TOML with the goal and priorities that the sponsor declared")
    parser.add_argument("--facts", type=Path, metavar="FILE", help="fact sheet of the team: CSV or XLSX with the columns item and value")


def _score(options: argparse.Namespace) -> int:
    from api.files.commands import explain_file, refuse_choice, score_file

    if options.explain:
        return explain_file(
            options.answers,
            options.instrument,
            by=options.by,
            form=options.format,
            team=options.team,
            wave=options.wave,
            minimum=options.minimum,
            out=options.out,
            beside=_beside(options),
        )
    if options.team is not None or options.wave is not None:
        return refuse_choice()
    return score_file(
        options.answers,
        options.instrument,
        by=options.by,
        form=options.format,
        minimum=options.minimum,
        out=options.out,
        beside=_beside(options),
    )


def _beside(options: argparse.Namespace) -> "Beside":
    from api.files.commands import Beside

    return Beside(facts=options.facts, sealed=options.sealed, depth=options.in_depth)


def _report(options: argparse.Namespace) -> int:
    from api.files.commands import report_file

    return report_file(
        options.answers, options.instrument, client=options.client, wave=options.wave, out=options.out, beside=_beside(options)
    )


def _template(options: argparse.Namespace) -> int:
    from api.files.commands import write_template

    return write_template(options.instrument, options.out, depth=options.in_depth)


def _instrument_check(options: argparse.Namespace) -> int:
    from api.files.commands import check_instrument

    return check_instrument(options.file)


def _instrument_schema(_options: argparse.Namespace) -> int:
    from api.files.commands import print_schema

    return print_schema()


def _instrument_list(_options: argparse.Namespace) -> int:
    from api.files.commands import list_instruments

    return list_instruments()


def _demo(options: argparse.Namespace) -> int:
    from api.demo.command import run_demo

    return run_demo(options.dir, serve=not options.no_serve, port=options.port)


def _serve(options: argparse.Namespace) -> int:
    from api.serving import serve

    return serve(host=options.host, port=options.port)


def _migrate(_options: argparse.Namespace) -> int:
    from api.serving import migrate_database

    return migrate_database()


def _expire(_options: argparse.Namespace) -> int:
    from api.serving import expire

    return expire()


def _consultant(options: argparse.Namespace) -> int:
    from api.serving import add_consultant

    return add_consultant(options.email, options.name, options.firm)


if __name__ == "__main__":
    sys.exit(main())
