"""Rules that need storage: plain functions, the session first, `now` given. They know no web."""
