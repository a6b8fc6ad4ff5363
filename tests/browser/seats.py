"""People before browsers of their own, at work on one call, and the sound that plays on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from observe.schemes import load

UNIT = load("deal-with-problems")
#: Ends when a thing has stood where it is for a while, also after the browser has told that it scrolled.
STILL = """async (thing) => {
  let where, since = performance.now();
  while (performance.now() - since < 300) {
    const { top, left } = thing.getBoundingClientRect();
    if (where !== `${top} ${left}`) [where, since] = [`${top} ${left}`, performance.now()];
    await new Promise(requestAnimationFrame);
  }
}"""


@dataclass
class Seat:
    """One person before their own browser."""

    page: Page
    url: str
    received: list[bytes] = field(default_factory=list)

    def opens(self, call: int) -> None:
        """Go to the call, under the unit."""
        self.page.goto(f"{self.url}/review?call={call}&unit={UNIT.id}")
        self.page.locator(".observe").wait_for()
        expect(self.page.get_by_role("heading", name="Assessment")).to_be_visible()

    def point(self, number: int) -> Locator:
        """A point of the panel."""
        return self.page.locator(f".st-key-point-{UNIT.id}-{UNIT.criteria[number - 1].id}")

    def chooses(self, box: Locator, option: str) -> None:
        """Choose from a list that stands still, since it closes when the page around it scrolls."""
        box.scroll_into_view_if_needed()
        box.evaluate(STILL)
        box.click()
        self.page.get_by_role("option", name=option).click()

    def decides(self, number: int, words: str, comment: str) -> None:
        """Decide a point, or mark it as one's own, and save."""
        point = self.point(number)
        point.get_by_role("radiogroup", name=f"Point {number}").get_by_text(words, exact=True).click()
        point.get_by_label(f"Your reason for point {number}").fill(comment)
        point.get_by_role("button", name=f"Save point {number}").click()
        expect(self.page.get_by_text(f"Point {number} is saved.")).to_be_visible()

    def signs(self, name: str) -> None:
        """Sign by name."""
        self.page.get_by_label("Type your name to sign").fill(name)
        self.page.get_by_label("Type your name to sign").press("Enter")
        self.page.get_by_role("button", name="Sign these decisions").click()
        expect(self.page.get_by_text("It holds.")).to_be_visible()

    def stage(self, words: str) -> None:
        """Wait until the panel says where the assessment stands."""
        expect(self.page.locator("strong", has_text=words).first).to_be_visible()


def witness(page: Page) -> Locator:
    """The sound, once it plays, with somebody who notes whether it ever stops."""
    audio = page.locator(".observe audio")
    page.wait_for_function("audio => !audio.paused && audio.currentTime > 0", arg=audio.element_handle())
    audio.evaluate("audio => { audio.witness = true; audio.stops = 0; audio.onpause = () => audio.stops++; }")
    return audio


def unheard(audio: Locator) -> None:
    """What was done on the page did not reach the sound: the same one plays, and never stopped."""
    assert audio.evaluate("audio => [audio.witness, audio.stops]") == [True, 0]
    ended = audio.evaluate("audio => audio.ended")
    assert ended or not audio.evaluate("audio => audio.paused")
