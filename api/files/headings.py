"""The first row of an answers file: which column holds what."""

import difflib

from api.files.faults import FileFault


def read_headings(heading: list[str], filled: set[int], by: str | None) -> tuple[dict[str, int], list[FileFault]]:
    """Heading (lower case) -> index; faults for doubles, for columns without a heading and for missing ones.

    filled: columns that hold anything below the first row, where the heading is empty or the row shorter.
    """
    found: dict[str, int] = {}
    faults: list[FileFault] = []
    if not any(heading):
        faults.append(FileFault(1, "", "the first row is empty. The headings must stand there: take out the empty rows above them."))
        return found, faults
    titled = "respondent" in (name.casefold() for name in heading)
    width = max([len(heading), *(index + 1 for index in filled)])
    for index, name in enumerate([*heading, *[""] * (width - len(heading))]):
        key = name.casefold()
        if not key and (index not in filled or not titled):
            continue  # spreadsheets export formatted but empty columns as well; a title above the headings is one fault, not many
        if not key:
            faults.append(FileFault(1, _letter(index), "this column has no heading. Name it or take it out."))
        elif key in found:
            message = f"this heading stands in columns {_letter(found[key])} and {_letter(index)}. Keep one of them."
            faults.append(FileFault(1, name, message))
        else:
            found[key] = index
    if "respondent" not in found:
        message = "there is no column 'respondent'. Row 1 must hold the headings, among them this one for a name or number of each person."
        faults.append(FileFault(1, "", message))
    if by and by.casefold() not in found:
        faults.append(FileFault(1, "", f"there is no column {by!r} to split the file by.{nearest(by, heading)}"))
    return found, faults


def nearest(name: str, known: list[str]) -> str:
    """A question that offers the known name nearest to this one, or nothing."""
    near = difflib.get_close_matches(name.casefold(), [entry.casefold() for entry in known], n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _letter(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
