"""Charts on the screen's back end: well-formed, without inline style, inert, inside their box."""

import re
import xml.etree.ElementTree as ET

import pytest

from reports.charts import gap_bar, heat, index_scale, matrix, people, share_bar, strip
from reports.model import HeatCell, HeatRow, MatrixRow
from reports.pen import SvgPen
from reports.theme import COLOURS, contrast, theme_for

THEME = theme_for("A4")
DRAWINGS = {
    "strip": lambda pen: strip.draw(pen, 200, 40, (1, 0, 5, 2, 1), radius=2.6, mean=3.2),
    "gap_bar": lambda pen: gap_bar.draw(pen, 200, 60, top=3, found=0.8, predicted=2.1, chance=0.8),
    "gap_bar_close": lambda pen: gap_bar.draw(pen, 140, 60, top=3, found=2.9, predicted=3.0, chance=0.8),
    "gap_bar_low": lambda pen: gap_bar.draw(pen, 140, 60, top=3, found=0.0, predicted=0.1, chance=None),
    "index": lambda pen: index_scale.draw(pen, 200, 40, shown=-3, low=-10, high=120, limit=33),
    "heat": lambda pen: heat.draw(
        pen,
        300,
        ["Strategy"],
        [HeatRow(label="<b>Sales</b>", n="1", cells=(HeatCell(text="+1.2", step=4), HeatCell(text="not shown", hidden=True)))],
    ),
    "people": lambda pen: people.draw(pen, 120, 26, part=2, whole=15),
    "share": lambda pen: share_bar.draw(pen, 100, 12, 0.4),
    "matrix": lambda pen: matrix.draw(pen, 300, ["Finance"], [MatrixRow(label="Win", places=(2,), votes="1")]),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing__on_screen__is_plain_svg_with_classes(name: str) -> None:
    pen = SvgPen(300, 120, THEME)
    DRAWINGS[name](pen)
    picture = pen.picture('A "picture" <of> something')
    root = ET.fromstring(picture)  # noqa: S314 - our own output
    assert root.attrib["aria-label"] == 'A "picture" <of> something'
    assert "style=" not in picture
    assert "<b>" not in picture
    assert re.search(r'class="(fill|stroke)-', picture)
    for element in root.iter():
        assert element.tag.split("}")[1] in {"svg", "rect", "line", "circle", "polygon", "polyline", "text", "g"}


@pytest.mark.parametrize(("found", "predicted"), [(0.0, 0.0), (0.0, 3.0), (3.0, 0.0), (1.5, 1.5), (1.5, 1.6), (3.0, 2.9)])
def test_gap_bar__labels__inside_and_apart(found: float, predicted: float) -> None:
    pen = SvgPen(150, 60, THEME)
    gap_bar.draw(pen, 150, 60, top=3, found=found, predicted=predicted, chance=0.8)
    root = ET.fromstring(pen.picture("x"))  # noqa: S314 - our own output
    texts = [
        element for element in root.iter() if element.tag.endswith("text") and (element.text or "").split()[0] in {"found", "predicted"}
    ]
    spans = sorted(
        (float(text.attrib["x"]), float(text.attrib["x"]) + pen.text_width(text.text or "", size=8.5, weight="semibold")) for text in texts
    )
    assert spans[0][0] >= 0
    assert spans[-1][1] <= 150.1
    assert spans[0][1] <= spans[1][0]


@pytest.mark.parametrize("people_at_a_level", [1, 9, 60, 200])
def test_strip__any_crowd__dots_stay_in_the_box(people_at_a_level: int) -> None:
    counts = (people_at_a_level, 0, 0, 0, people_at_a_level)
    radius = strip.radius_for([counts], 200, 38)
    pen = SvgPen(200, 38, THEME)
    strip.draw(pen, 200, 38, counts, radius=radius)
    root = ET.fromstring(pen.picture("x"))  # noqa: S314 - our own output
    circles = [element.attrib for element in root.iter() if element.tag.endswith("circle")]
    assert len(circles) == 2 * people_at_a_level
    assert all(float(circle["cy"]) - radius >= 0 and float(circle["cy"]) + radius <= 38 for circle in circles)
    assert all(-14 <= float(circle["cx"]) <= 214 for circle in circles)


@pytest.mark.parametrize("token", ["ink", "second", "third", "brand", "accent", "green", "blue"])
def test_text_colours__on_paper__readable(token: str) -> None:
    assert contrast(COLOURS[token], COLOURS["paper"]) >= 4.5


@pytest.mark.parametrize("step", heat.STEPS)
def test_heat_text__on_its_step__readable(step: str) -> None:
    assert contrast(COLOURS[THEME.on(step)], COLOURS[step]) >= 4.5
