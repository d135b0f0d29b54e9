"""`parallax score --explain`: one team of an answers file, with every step from its answers to each headline."""

from api.files.answers_file import AnswersFile
from api.files.faults import AnswersFileFault, FileFault
from api.files.minimum import with_minimum
from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.explaining import explain, explanation_text
from scoring.findings import find

_NAMED = 20  # teams that a refusal lists


def explanation(file: AnswersFile, *, team: str | None, wave: str | None, minimum: int) -> str:
    """The explanation of the one team that is meant. AnswersFileFault where it is none or several, naming those of the file."""
    answers = one_team(file, team=team, wave=wave)
    score = score_team(answers)
    findings = find(score, answers)
    kept = with_minimum(score, answers, minimum)
    return explanation_text(kept, explain(kept, answers, findings, minimum=minimum))


def one_team(file: AnswersFile, *, team: str | None = None, wave: str | None = None) -> TeamAnswers:
    """The team and wave of these names, in whatever capitals; None stands for any."""
    chosen: TeamAnswers | None = None
    meant: list[str] = []
    known: list[str] = []
    count = 0
    for key, records in file.spool.teams():
        answers = file.asked.team(key, records[:1])
        name = " / ".join(part for part in (answers.team, answers.wave) if part)
        count += 1
        known += [name] if len(known) < _NAMED else []
        if (team is None or answers.team.casefold() == team.casefold()) and (wave is None or answers.wave.casefold() == wave.casefold()):
            chosen = chosen or file.asked.team(key, records)
            meant.append(name)
    if chosen is None:
        asked = " and ".join(f"{word} {text!r}" for word, text in (("the team", team), ("the wave", wave)) if text is not None)
        message = f"there is no row of {asked}. The file has {_listed(known, count)}."
    elif len(meant) > 1:
        message = f"--explain goes through one team at a time. Choose with --team and --wave: {_listed(meant[:_NAMED], len(meant))}."
    else:
        return chosen
    raise AnswersFileFault(file.asked.path, (FileFault(0, "", message),))


def _listed(names: list[str], count: int) -> str:
    more = f" and {count - len(names):,} more" if count > len(names) else ""
    return ", ".join(names) + more
