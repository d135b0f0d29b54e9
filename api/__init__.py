"""The application: everything that touches web, storage, mail and clock."""

__version__ = "0.1.0"
