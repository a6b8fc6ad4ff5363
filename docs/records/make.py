"""Make the pictures of two evidence records: ``python -m docs.records.make``.

The calls are those of ``recordings_sample/``, as their references tell them. The people and what they decide
are made up. The well-handled call is decided, disputed, signed and checked; the badly handled one is half
decided, and so a draft.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from observe.assessment import (
    Checked,
    Decided,
    Decision,
    Disputed,
    Entry,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Standing,
    Subject,
    standing_of,
)
from observe.assessment.seal import seal
from observe.observation import Observation
from observe.permissions import require_may_add
from observe.record import export
from observe.schemes import Scheme, load
from tests.support import seeding

HERE = Path(__file__).resolve().parent
UNIT = "manage-complaints"
LEARNER = Person("Grace Okafor", "learner")
ASSESSOR = Person("Tomasz Zieliński", "assessor")
LEADER = Person("Priya Raman", "team_leader")
BEGIN = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
PAGES, DOTS_PER_POINT, COLOURS = 2, 1.3, 64


class Desk:
    """People who act one after the other on one assessment, each only as they may."""

    def __init__(self, observation: Observation, scheme: Scheme) -> None:
        self.observation, self.scheme = observation, scheme
        self.subject = Subject(observation.recording.sha256, scheme.id, scheme.version)
        self.entries: list[Entry] = []

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing_of(self.subject, [criterion.id for criterion in self.scheme.criteria], self.entries)

    def does(self, person: Person, event: Event) -> None:
        """Somebody does something, a few minutes after the last."""
        require_may_add(person, self.standing, event)
        at = BEGIN + timedelta(minutes=7 * len(self.entries))
        self.entries.append(Entry(len(self.entries) + 1, self.subject, 1, person, at, event))

    def mark(
        self,
        criterion: str,
        decision: Decision,
        comment: str,
        taken: tuple[str | tuple[float, float], ...] = (),
        struck: tuple[str, ...] = (),
    ) -> Mark:
        """A mark whose evidence is cues, by id, and stretches marked by hand."""
        moments = tuple(self._moment(one) for one in taken)
        return Mark(criterion, decision, comment, moments, tuple(self._moment(one) for one in struck))

    def decides(self, *mark: object) -> None:
        """The assessor decides a point; as ``mark``."""
        self.does(ASSESSOR, Decided(self.mark(*mark)))  # type: ignore[arg-type]

    def signs(self) -> None:
        """The assessor signs."""
        marks = self.standing.marks_of(ASSESSOR.name)
        self.does(ASSESSOR, Signed(ASSESSOR.name, seal(self.subject, marks)))

    def _moment(self, told: str | tuple[float, float]) -> Moment:
        if isinstance(told, str):
            return Moment.of(next(cue for cue in self.observation.cues if cue.id == told))
        start, end = told
        words = [w.text for t in self.observation.turns for w in t.words if w.start < end and start < w.end]
        return Moment(start, end, " ".join(words))


def signed(observation: Observation, scheme: Scheme) -> Standing:
    """The well-handled call: decided, disputed, decided again, signed and accepted."""
    desk = Desk(observation, scheme)
    desk.does(
        ASSESSOR, Opened(LEARNER.name, ASSESSOR.name, True, "Double payment; a customer who wrote before")
    )
    desk.does(LEARNER, SelfMarked(Mark("plan-agreed", "met", "I said when the money comes, and he agreed.")))
    desk.decides(
        "signs-recognised",
        "met",
        "He says that he is not happy, and before it becomes a complaint you name it and take it seriously.",
        ("dissatisfaction@8.854", "empathy@16.004"),
    )
    desk.decides(
        "perspective-acknowledged",
        "met",
        "You put the problem back to him in your own words and ask where the details are missing.",
        ("empathy@16.004", "paraphrase@47.593", "clarifying_question@56.949"),
        ("clarifying_question@53.807",),
    )
    desk.decides("plan-agreed", "not_yet", "I hear what you will do, but not what he is to expect if it fails.")
    desk.decides(
        "records-kept", "not_yet", "Nothing on this call can show it. Send me the entry from the complaint log."
    )
    desk.decides("correct-escalation", "not_applicable", "It was within what you may settle yourself.")
    desk.does(
        ASSESSOR,
        FeedbackGiven(
            "A calm call, Grace. You listened first and the plan has a day and an owner. Next time, say before "
            "you begin what you will check."
        ),
    )
    desk.signs()
    desk.does(
        LEARNER, Disputed("plan-agreed", "I told him to expect an e-mail by Friday, and he said he was happy.")
    )
    desk.decides(
        "plan-agreed",
        "met",
        "You are right: the plan has a day, and his yes is on the recording. I had stopped listening too soon.",
        ("next_step@96.874", (99.9, 101.7), "closing_check@101.742", "resolution_confirmed@103.257"),
    )
    desk.signs()
    desk.does(LEADER, Checked("accepted"))
    desk.does(LEARNER, FeedbackAccepted("Thank you. The log entry is on its way."))
    return desk.standing


def draft(observation: Observation, scheme: Scheme) -> Standing:
    """The badly handled call: two points decided, three to come."""
    desk = Desk(observation, scheme)
    desk.does(ASSESSOR, Opened("Oscar Lindqvist", ASSESSOR.name, False, "Late delivery; an upset customer"))
    desk.decides(
        "signs-recognised",
        "not_yet",
        "She says that she is worried, and you offer a new table at once. Ask first what worries her.",
        ("dissatisfaction@8.408",),
        ("unanswered_distress@80.876",),
    )
    desk.decides(
        "perspective-acknowledged",
        "not_yet",
        "She has lost a day's pay and tells you so. There was the place to say that you heard it.",
        ("unanswered_distress@36.023", "defensive@38.162"),
    )
    return desk.standing


def calls() -> dict[str, tuple[Observation, Scheme, Standing]]:
    """Both calls with their assessments, by the name of their pictures."""
    scheme = load(UNIT)
    good, bad = (seeding.observation_of(stem) for stem in ("billing_resolved", "delivery_mishandled"))
    return {"signed": (good, scheme, signed(good, scheme)), "draft": (bad, scheme, draft(bad, scheme))}


def pictures(pdf: bytes) -> list[bytes]:
    """The first pages of a PDF as PNG files, in few colours so that they stay small."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    made = []
    for number in range(min(PAGES, len(document))):
        page = document[number].render(scale=DOTS_PER_POINT).to_pil().convert("RGB").quantize(COLOURS)
        whole = BytesIO()
        page.save(whole, "PNG", optimize=True)
        made.append(whole.getvalue())
    return made


def main() -> None:
    """Write the pictures beside this file."""
    for name, (observation, scheme, standing) in calls().items():
        pdf = export(observation, scheme, standing, "pdf")
        for number, picture in enumerate(pictures(pdf), 1):
            target = HERE / f"{name}-{number}.png"
            target.write_bytes(picture)
            print(f"{target.name}: {len(picture) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
