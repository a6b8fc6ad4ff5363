"""When a page has come to rest: its script has ended, what slides has slid, and nothing on it changes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

#: How long nothing may change before a page counts as at rest, in milliseconds: a few pictures of the screen.
QUIET = 100
MOST = 60_000
#: Ends when nothing in the page and in its shadows has changed, moved or faded for so long.
RESTED = """([quiet, most]) => new Promise((done, failed) => {
  let timer;
  const moves = (one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity;
  const observer = new MutationObserver(() => again());
  const watch = (root) => {
    observer.observe(root, { childList: true, attributes: true, characterData: true, subtree: true });
    for (const node of root.querySelectorAll('*')) if (node.shadowRoot) watch(node.shadowRoot);
  };
  const end = setTimeout(() => {
    clearTimeout(timer);
    observer.disconnect();
    failed(new Error(`the page did not come to rest within ${most} ms`));
  }, most);
  const look = () => {
    if (document.getAnimations().some(moves)) return again();
    clearTimeout(end);
    observer.disconnect();
    done();
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(look, quiet);
  };
  watch(document);
  again();
})"""
#: Brings all that fades or slides to its end at once, and ends when that has been drawn.
SHOWN = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await drawn();
  for (const one of document.getAnimations())
    if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
  await drawn();
}"""


def rest(page: Page) -> None:
    """Wait until all of the page is there and nothing on it moves; no sound may be playing."""
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-testid=stSkeleton], [data-stale=true]")).to_have_count(0)
    page.evaluate(RESTED, [QUIET, MOST])


def show(page: Page) -> None:
    """Bring all that fades or slides to its end."""
    page.evaluate(SHOWN)
