"""Storage: engine, models, migrations. Knows no web."""
