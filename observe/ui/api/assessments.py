"""Assessments: how each stands for the reader, what they have begun, and what they do."""

from __future__ import annotations

from fastapi import APIRouter

from observe.assessment import (
    Checked,
    Disputed,
    FeedbackAccepted,
    FeedbackGiven,
    Opened,
    Signed,
    TakenBack,
)
from observe.assessment.drafts import MomentsDraft, PointDraft, TextDraft, TextPlace
from observe.errors import UsageError
from observe.ui.api.bodies import Check, Dispute, PointSaid, Signature, Span, Written
from observe.ui.api.marking import Answer, Here
from observe.ui.api.shapes import Assessment
from observe.ui.words.assessment import said

router = APIRouter(prefix="/calls/{call}/units/{unit}", tags=["assessments"])


@router.get("")
def how_it_stands(here: Here) -> Assessment:
    """The assessment as the reader sees it."""
    return here.shape()


@router.post("/opening", status_code=201)
def begin(here: Here, opening: Opened, seen: int = 0) -> Answer:
    """Say who is assessed, and by whom."""
    return here.add(opening, seen)


@router.put("/points/{point}")
def decide(here: Here, point: str, saying: PointSaid, seen: int = 0) -> Answer:
    """Decide a point as an assessor, or mark it as the learner."""
    draft = here.draft(point, saying)
    if draft.mark is None:
        raise UsageError("found no decision; expected met, not_yet or not_applicable")
    return here.add(said(here.person, draft.mark), seen, saves=draft.place)


@router.put("/drafts/points/{point}")
def begin_point(here: Here, point: str, saying: PointSaid) -> Assessment:
    """Keep what is begun about a point."""
    draft = here.draft(point, saying)
    return here.keep(draft, worth=draft != here.saved(point))


@router.delete("/drafts/points/{point}")
def discard_point(here: Here, point: str) -> Assessment:
    """Let go of what is begun about a point."""
    return here.keep(PointDraft(here.point(point).id), worth=False)


@router.put("/drafts/moments")
def begin_moments(here: Here, spans: list[Span]) -> Assessment:
    """Keep the stretches marked by hand that no saved point rests on; an empty list lets go of them."""
    moments = here.moments(spans)
    return here.keep(MomentsDraft(moments), worth=bool(moments))


@router.put("/drafts/texts/{about}")
def begin_text(here: Here, about: TextPlace, written: Written) -> Assessment:
    """Keep what is begun of a text; an empty one lets go of it."""
    text = written.text.strip()
    return here.keep(TextDraft(about, text), worth=bool(text))


@router.post("/feedback", status_code=201)
def give_feedback(here: Here, written: Written, seen: int = 0) -> Answer:
    """Write to the learner."""
    return here.add(FeedbackGiven(_text(written)), seen, saves="feedback")


@router.post("/signature", status_code=201)
def sign(here: Here, signature: Signature, seen: int = 0) -> Answer:
    """Sign one's own decisions, as they were read."""
    return here.add(Signed(signature.name, signature.seal), seen)


@router.post("/acceptance", status_code=201)
def accept(here: Here, written: Written, seen: int = 0) -> Answer:
    """Accept the outcome, as the learner; the text may be empty."""
    return here.add(FeedbackAccepted(written.text.strip()), seen, saves="acceptance")


@router.post("/disputes", status_code=201)
def dispute(here: Here, disputed: Dispute, seen: int = 0) -> Answer:
    """Have the assessor look at a point again."""
    return here.add(Disputed(here.point(disputed.point).id, disputed.reason.strip()), seen, saves="dispute")


@router.post("/checks", status_code=201)
def check(here: Here, checked: Check, seen: int = 0) -> Answer:
    """Accept or return what is signed, as quality assurance."""
    event = Checked(checked.verdict, checked.point, checked.action.strip(), checked.due)
    return here.add(event, seen, saves="return")


@router.delete("/entries/{entry}")
def take_back(here: Here, entry: int, seen: int = 0) -> Answer:
    """Take back something that one did; it stays in the history. Taking back a taking-back brings it back."""
    return here.add(TakenBack(entry), seen)


def _text(written: Written) -> str:
    text = written.text.strip()
    if not text:
        raise UsageError("found no text; expected some")
    return text
