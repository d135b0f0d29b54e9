"""What is wrong in an answers file: every fault with its row and column, as the reader sees them in the spreadsheet."""

from msgspec import Struct


class FileFault(Struct, frozen=True):
    """One fault. `row` counts as the spreadsheet does, the heading being row 1; 0 stands for the file as a whole."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """As printed."""
        place = ", ".join(part for part in (f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else "") if part)
        return f"{place}: {self.message}" if place else self.message


class AnswersFileFault(Exception):
    """The file cannot be scored as it stands. Nothing has been written."""

    def __init__(self, path: str, faults: tuple[FileFault, ...]) -> None:
        super().__init__(f"{path}: {len(faults)} faults")
        self.path = path
        self.faults = faults

    def lines(self, limit: int = 50) -> list[str]:
        """The report, one fault a line; what is beyond the limit is counted."""
        count = len(self.faults)
        head = f"{self.path}: {count} {'fault' if count == 1 else 'faults'}, nothing was written."
        shown = [f"  {fault}" for fault in self.faults[:limit]]
        rest = [f"  ... and {count - limit} more"] if count > limit else []
        return [head, *shown, *rest]
