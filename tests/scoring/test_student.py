import pytest
from scipy.special import stdtr, stdtrit

from scoring.student import t_probability, t_quantile


@pytest.mark.parametrize("df", [*range(1, 40), 59, 60, 199, 200])
def test_t__against_scipy__as_many_digits_as_matter(df: int) -> None:
    for probability in (0.025, 0.5, 0.6, 0.9, 0.95, 0.975, 0.99, 0.9995):
        assert t_quantile(probability, df) == pytest.approx(float(stdtrit(df, probability)), rel=1e-9, abs=1e-12)
    for t in (-5.0, -0.3, 0.0, 0.1, 1.0, 2.5, 12.0):
        assert t_probability(t, df) == pytest.approx(float(stdtr(df, t)), abs=1e-13)
