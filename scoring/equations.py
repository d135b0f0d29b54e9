"""Lines of arithmetic that a person can redo: with as many digits as it takes for the printed figures to give the printed result."""

import ast
import math
import operator
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

_SIGNS = str.maketrans({"×": "*", "−": "-"})
_TWO: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_CALLS: dict[str, Callable[..., Fraction]] = {"min": min, "max": max, "floor": lambda value: Fraction(math.floor(value))}
_DIGITS_AT_MOST = 12


def number(value: float, digits: int) -> str:
    """A whole number as it is, any other with so many decimals, halves rounded away from nought as by hand; a true minus sign.

    >>> number(3, 2), number(-1.005, 2), number(-0.001, 2)
    ('3', '−1.01', '0.00')
    """
    if isinstance(value, int):
        return str(value).replace("-", "−")
    # Rounded before: what is a half on paper may be a hair less in binary.
    exact = Decimal(repr(round(float(value), 12))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{abs(exact) if exact == 0 else exact:f}".replace("-", "−")


def evaluate(text: str) -> Fraction:
    """The exact value of an expression of decimals with + − × / and min, max, floor. ValueError for anything else.

    >>> evaluate("100 × (1 − 0.599)"), evaluate("floor(3 × 3 / 4)"), evaluate("min(−1, 2)")
    (Fraction(401, 10), Fraction(2, 1), Fraction(-1, 1))
    """
    return _value_of(ast.parse(text.translate(_SIGNS), mode="eval").body, text)


def _value_of(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value_of(node.operand, text)
    if isinstance(node, ast.BinOp) and type(node.op) in _TWO:
        return _TWO[type(node.op)](_value_of(node.left, text), _value_of(node.right, text))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        return _CALLS[node.func.id](*[_value_of(argument, text) for argument in node.args])
    raise ValueError(f"not arithmetic: {text}")


def _bare(form: str) -> list[bool]:
    """Whether each place of a form stands beside a sign, so that a negative number there wants brackets."""
    pieces = form.split("{}")
    return [
        not ((left.endswith(("(", ", ")) and right.startswith((")", ","))) or (at == 0 and not left))
        for at, (left, right) in enumerate(pairwise(pieces))
    ]


def equation(form: str, values: Sequence[float], result: float, *, digits: int = 4, places: int = 2) -> str:
    """`form` with the values in its places, and what it gives. Digits are added until the printed line holds as it stands.

    >>> equation("100 × (1 − {})", [0.59896885521886], 40.103114478114)
    '100 × (1 − 0.5990) = 40.10'
    >>> equation("{} + {}", [0.12345, 0.12345], 0.2469, digits=1, places=3)
    '0.1235 + 0.1235 = 0.247'
    """
    told = number(result, places)
    line = ""
    for more in range(_DIGITS_AT_MOST):
        shown = [number(value, digits + more) for value in values]
        line = form.format(*[f"({text})" if text.startswith("−") and bare else text for text, bare in zip(shown, _bare(form), strict=True)])
        found = evaluate(line)
        if (found == result) if isinstance(result, int) else number(float(found), places) == told:
            break
    return f"{line} = {told}"
