"""Answers from files, and results to files: what an analyst uses without any server."""
