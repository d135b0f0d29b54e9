"""Checks that compare parts of answers with what the instrument knows of measures; no text is ever compared."""
