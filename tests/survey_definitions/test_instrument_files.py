import textwrap
from pathlib import Path

import pytest
from sample_instrument import INSTRUMENT, SAMPLE

from survey_definitions import sources
from survey_definitions.loading import (
    InstrumentFault,
    check_file,
    dump_instrument,
    instrument_hash,
    load_actions,
    load_instrument,
    packaged_instruments,
    parse_instrument,
)

SHORT = """
id = "short"
title = "Ten questions of ours"
[[banks]]
area = "strategy"
title = "Strategy"
items = [
    { code = "q1", type = "M", text = "Our goals are written down", points = 5 },
    { code = "q2", type = "M", text = "Everyone can name them", points = 5 },
]
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def only_fault(path: str | Path) -> sources.Fault:
    faults = check_file(path)
    assert len(faults) == 1, faults
    return faults[0]


def test_load__one_short_file__is_an_instrument(tmp_path: Path) -> None:
    instrument = load_instrument(write(tmp_path / "short.toml", SHORT))
    assert [item.code for _, item in instrument.items()] == ["q1", "q2"]
    assert instrument.language == "en"


def test_load__every_item_type_in_one_file__has_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "sample.toml", SAMPLE)
    assert check_file(path) == ()
    assert load_instrument(path) == INSTRUMENT
    assert INSTRUMENT.facts[0].fact


def test_load__folder_with_bank_files__puts_them_together(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    write(
        folder / "instrument.toml",
        """
        id = "ours"
        title = "Ours"
        bank_files = ["strategy.toml"]
        facts_file = "facts.toml"
        translation_files = ["de.toml"]
        """,
    )
    write(folder / "strategy.toml", 'area = "strategy"\ntitle = "S"\n[[items]]\ncode = "q1"\ntype = "M"\ntext = "One"\npoints = 5\n')
    write(folder / "facts.toml", '[[items]]\ncode = "rate"\ntype = "K"\ntext = "Rate"\n')
    write(folder / "de.toml", '[items.q1]\ntext = "Eins"\n')
    instrument = load_instrument(folder)
    assert [bank.area for bank in instrument.banks] == ["strategy"]
    assert instrument.facts[0].fact
    assert instrument.translations == {"de": {"items.q1.text": "Eins"}}


def test_load__fault_in_a_bank_file__names_that_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    write(folder / "instrument.toml", 'id = "ours"\ntitle = "Ours"\nbank_files = ["strategy.toml", "gone.toml"]\n')
    write(folder / "strategy.toml", 'area = "strategy"\ntitle = "S"\n[[items]]\ncode = "q1"\ntype = "M"\ntext = "One"\n')
    assert [Path(fault.file).name for fault in check_file(folder)] == ["gone.toml"]
    write(folder / "instrument.toml", 'id = "ours"\ntitle = "Ours"\nbank_files = ["strategy.toml"]\n')
    fault = only_fault(folder)
    assert (Path(fault.file).name, fault.line, fault.place) == ("strategy.toml", 4, "items[1] (q1).levels")
    assert "neither levels nor points" in fault.message


def test_load__packaged_name_in_either_spelling__is_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path / "own_one" / "instrument.toml", SHORT)
    monkeypatch.setattr(sources, "_PACKAGED", tmp_path)
    assert packaged_instruments() == ("own-one",)
    assert load_instrument("own-one") is load_instrument("own_one")


@pytest.mark.parametrize("name", packaged_instruments())
def test_load__packaged__has_no_fault(name: str) -> None:
    assert check_file(name) == ()


def test_load__packaged_actions__are_found() -> None:
    assert len(load_actions().actions) > 0


def test_check__unknown_name__lists_names_and_the_nearest() -> None:
    fault = only_fault("sales-marketting")
    assert 'Did you mean "sales-marketing"?' in fault.message
    assert "pulse" in fault.remedy


def test_check__missing_file__says_so(tmp_path: Path) -> None:
    assert only_fault(tmp_path / "gone.toml").message == "There is no such file."


def test_check__folder_without_instrument__says_what_belongs_there(tmp_path: Path) -> None:
    assert "instrument.toml" in only_fault(tmp_path).message


def test_check__not_utf8__says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('title = "Maß"'.encode("latin-1"))
    fault = only_fault(path)
    assert "not UTF-8" in fault.message
    assert "UTF-8" in fault.remedy


@pytest.mark.parametrize(
    ("text", "line"),
    [('id = "x"\ntitle = "never closed\n', 2), ('id = "x"\nid = "y"\n', 2), ("id = \n", 1), ("[[banks]\n", 1)],
)
def test_check__toml_mistake__names_the_line(tmp_path: Path, text: str, line: int) -> None:
    fault = only_fault(write(tmp_path / "broken.toml", text))
    assert fault.message.startswith("This is not valid TOML")
    assert fault.line == line


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('code = "plan"', 'code = "The Plan"', "banks[1].items[2] (The Plan).code", "is not a code"),
        ('type = "S"', 'type = "Z"', "banks[3].items[6] (junk).type", 'no item type "Z"'),
        ('type = "S"', 'type = "S"\ncolour = 1', "banks[3].items[6] (junk)", 'The key "colour" is not known'),
        ('type = "S"\ntext', 'type = "S"\ntxet', "banks[3].items[6] (junk)", 'Did you mean "text"?'),
        ('{ name = "Quoted" }', '{ text = "Quoted" }', "banks[1].items[2] (plan).levels[3]", 'The key "name" is missing'),
        ("limit = 200", 'limit = "200"', "banks[3].items[7] (change).limit", "a whole number"),
        ('form = "recall"', 'form = "list"', "banks[2].items[1] (recall).form", '"list" is not possible'),
        ('id = "sample"', 'id = "sample"\nversion = "1"', "version", "is not a version"),
        ('kind = "activity"', 'kind = "work"', "measures[1].kind", '"work" is not possible'),
        ("page_size = 3", "page_size = 9", "banks[1].page_size", "<= 6"),
        ("page_size = 3", "pagesize = 3", "banks[1]", 'Did you mean "page_size"?'),
    ],
)
def test_check__structure__says_place_and_cause(tmp_path: Path, old: str, new: str, place: str, message: str) -> None:
    assert old in SAMPLE
    fault = only_fault(write(tmp_path / "sample.toml", SAMPLE.replace(old, new, 1)))
    assert fault.place == place
    assert message in fault.message
    assert fault.remedy
    assert fault.line > 0


def test_check__two_bad_items__are_told_at_once(tmp_path: Path) -> None:
    text = SAMPLE.replace('code = "plan"', 'code = "Plan"', 1).replace('type = "S"', 'type = "Z"')
    assert len(check_file(write(tmp_path / "sample.toml", text))) == 2


def test_fault__as_text__is_one_line_with_everything(tmp_path: Path) -> None:
    path = write(tmp_path / "short.toml", SHORT.replace("points = 5", "points = 1", 1))
    with pytest.raises(InstrumentFault) as raised:
        load_instrument(path)
    assert str(raised.value) == (
        f"{path}, line 8, banks[1].items[1] (q1).points: Expected a whole number >= 2. Change it to what is expected."
    )


def taking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> Path:
    write(tmp_path / "packaged" / "sample" / "instrument.toml", SAMPLE)
    write(tmp_path / "packaged" / "ring" / "instrument.toml", SHORT.replace('{ code = "q2"', '{ take = "ring.q1" }, { code = "q2"'))
    monkeypatch.setattr(sources, "_PACKAGED", tmp_path / "packaged")
    return write(tmp_path / "taking.toml", SHORT.replace('{ code = "q2"', entry + ', { code = "q2"'))


def test_take__known_item__comes_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = taking(tmp_path, monkeypatch, '{ take = "sample.plan" }')
    assert load_instrument(path).item("plan") == INSTRUMENT.item("plan")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('{ take = "sample.plam" }', 'has no item "plam". Did you mean "plan"?'),
        ('{ take = "nowhere.plan" }', "No instrument has this name"),
        ('{ take = "plan" }', "not how an item is taken"),
        ('{ take = "sample.plan", weight = 2 }', "not how an item is taken"),
        ('{ take = "ring.q1" }', "in a circle"),
    ],
)
def test_take__what_cannot_be_taken__is_a_fault_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, message: str
) -> None:
    fault = only_fault(taking(tmp_path, monkeypatch, entry))
    assert message in fault.message
    assert fault.place.startswith("banks[1].items[2] (take ")
    assert fault.line == 9


def test_freeze__dumped_and_parsed__is_the_same_instrument() -> None:
    assert parse_instrument(dump_instrument(INSTRUMENT)) == INSTRUMENT
    assert instrument_hash(parse_instrument(dump_instrument(INSTRUMENT))) == instrument_hash(INSTRUMENT)
    assert len(instrument_hash(INSTRUMENT)) == 64


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[1]"])
def test_freeze__other_bytes__are_refused(content: bytes) -> None:
    with pytest.raises(InstrumentFault, match="not an instrument"):
        parse_instrument(content)
