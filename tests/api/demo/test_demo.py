"""`parallax demo`: whatever it prints works, and what it shows was answered and not put there."""

import csv
import re
import shlex
import socket
from pathlib import Path

import pypdf
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import func, select

from api.db.engine import Sessions, open_engine
from api.db.models import Answer, Consultant, Response, Wave
from api.demo import cast
from tests.api.demo.conftest import Demo, run

ROOT = Path(__file__).parents[3]
READ_ALL = {"unscoped": "a test looks at everything"}


def cells() -> dict[str, int]:
    """Key of each person of the example -> how many questions are answered in the file."""
    with (ROOT / "api/demo/answers.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["respondent"]: sum(bool(value) for column, value in row.items() if column not in ("respondent", "function", "wave"))
            for row in csv.DictReader(file)
        }


def test_second_run__says_that_it_starts_again__and_the_first_does_not(demo: Demo) -> None:
    assert "Starting again" not in demo.first
    assert f"Starting again: the earlier demo in {demo.folder} was removed." in demo.second
    assert sorted(path.name for path in demo.folder.iterdir()) == ["gap-report.pdf", "parallax.db", "parallax.key"]
    assert (demo.folder / "parallax.key").stat().st_mode & 0o777 == 0o600


def test_links__three__open_the_welcome_page_of_the_person_named(demo: Demo, browser: TestClient[Litestar]) -> None:
    assert len(demo.links) == 3
    names = [line.split("\t")[1] for key in cast.LINKS_SHOWN for line in cast.ROSTER.splitlines() if line.startswith(f"{key}\t")]
    for link, name in zip(demo.links, names, strict=True):
        answer = browser.get(link)
        assert answer.status_code == 200
        assert name in answer.text
    assert set(re.findall(r"/r/\S+", demo.first)).isdisjoint(re.findall(r"/r/\S+", demo.second))


def test_links__of_the_first_run__are_gone(demo: Demo, browser: TestClient[Litestar]) -> None:
    (old, *_) = re.findall(r"http\S+/r/\S+", demo.first)
    assert browser.get(old).status_code == 404


def test_sign_in__as_printed__leads_into_the_console_with_the_client(demo: Demo, browser: TestClient[Litestar]) -> None:
    assert browser.get(demo.printed("Console")).url.path == "/console/sign-in"
    sent = browser.post("/console/sign-in", data={"email": demo.printed("sign in"), "password": demo.printed("password")})
    assert sent.status_code == 200
    assert browser.get(demo.printed("Console")).url.path == "/console"
    assert cast.CLIENT in browser.get("/console").text


def test_report__at_the_path_printed__is_a_pdf_with_the_client_on_it(demo: Demo) -> None:
    path = Path(demo.printed("Gap report"))
    assert path == demo.folder / "gap-report.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    assert cast.CLIENT in pages[0]
    assert "Q3 2026" in pages[0]


def test_answers__of_the_closed_wave__are_those_of_the_file(demo: Demo) -> None:
    engine = open_engine(f"sqlite:///{demo.folder / 'parallax.db'}")
    with Sessions(engine).reader() as session:
        waves = {wave.label: wave for wave in session.scalars(select(Wave), execution_options=READ_ALL)}
        stored, people = {}, {}
        for label, wave in waves.items():
            query = select(Response.id, Response.status, func.count(Answer.id)).outerjoin(Answer, Answer.response_id == Response.id)
            rows = session.execute(query.where(Response.wave_id == wave.id).group_by(Response.id), execution_options=READ_ALL).all()
            stored[label] = sorted(count for _, status, count in rows if status == "complete")
            people[label] = sorted(status for _, status, _ in rows)
        taken_back = session.scalar(select(func.count(Answer.id)).where(Answer.value.is_(None)), execution_options=READ_ALL)
        (hashed,) = session.scalars(select(Consultant.password_hash), execution_options=READ_ALL)
    engine.dispose()
    assert {label: wave.status for label, wave in waves.items()} == {"Q3 2026": "released", "Q4 2026": "open"}
    assert stored["Q3 2026"] == sorted(cells().values())
    assert people["Q3 2026"] == ["complete"] * 9
    assert stored["Q4 2026"] == sorted(cells()[key] for key in cast.ANSWERING_NOW)
    assert people["Q4 2026"] == ["complete"] * 3 + ["partial"]
    assert taken_back == 0
    assert demo.printed("password") not in str(hashed)


def test_serve_again__command__reads_as_one_in_a_shell(demo: Demo) -> None:
    line = demo.second.partition("Serve it again:\n")[2].strip()
    setting, *command = shlex.split(line)
    assert setting == f"PARALLAX_DATABASE_URL=sqlite:///{demo.folder / 'parallax.db'}"
    assert command[-3:] == ["serve", "--port", "8123"]


def test_folder__that_is_a_file__is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for target in ("taken", "taken/below"):
        code, out, err = run("demo", "--no-serve", "--dir", str(tmp_path / target))
        assert (code, out) == (2, "")
        assert str(tmp_path / target) in err
        assert "--dir" in err
    assert (tmp_path / "taken").read_text() == "mine"


def test_port__in_use__is_named_and_the_earlier_demo_stays(tmp_path: Path) -> None:
    (tmp_path / "parallax.db").write_text("an earlier demo")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run("demo", "--dir", str(tmp_path), "--port", str(port))
    assert (code, out) == (2, "")
    assert f"port {port}" in err
    assert "--port" in err
    assert (tmp_path / "parallax.db").read_text() == "an earlier demo"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "٣"])
def test_port__that_is_none__is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("demo", "--no-serve", "--port", port)
    assert caught.value.code == 2
    assert capsys.readouterr().out == ""
