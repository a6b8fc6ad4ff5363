"""A page as it is used by keyboard alone: where the focus is, whether it can be seen, and getting somewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.rest import show

#: Where the focus is by name and kind, and whether the one before looked any different while it had the focus.
STEP = """() => {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
  const near = (one) => {
    const all = [one, ...(one.parentElement ? one.parentElement.children : [])];
    for (let up = one.parentElement, n = 0; up && n < 3; up = up.parentElement, n += 1) all.push(up);
    return all;
  };
  const look = (one) => near(one).map((each) => {
    const { outline, boxShadow, borderColor, backgroundColor, textDecoration } = getComputedStyle(each);
    return [outline, boxShadow, borderColor, backgroundColor, textDecoration].join();
  }).join(';');
  const before = window.focusBefore;
  const told = (one) => {
    if (one.getAttribute('aria-label')) return one.getAttribute('aria-label');
    const words = ((one.labels && one.labels[0]) || one).cloneNode(true);
    words.querySelectorAll('[data-testid=stIconMaterial]').forEach((icon) => icon.remove());
    return words.textContent.trim().slice(0, 80);
  };
  const unseen = before && before.node !== node && before.node.isConnected && look(before.node) === before.look
    ? `${before.node.tagName} ${told(before.node)}` : '';
  window.focusBefore = null;
  if (!node || node === document.body) return { name: '', kind: '', unseen, same: false };
  window.focusBefore = { node, look: look(node) };
  return { name: told(node), kind: node.tagName, unseen, same: Boolean(before && before.node === node) };
}"""


#: A page that is still being filled may take the focus away with what it replaces.
SETTLED = """() => {
  const app = document.querySelector('.stApp');
  const filled = !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
  return !app || (app.dataset.testScriptState === 'notRunning' && filled);
}"""


@dataclass
class Keyboard:
    """Somebody who has no mouse.

    Attributes:
        page: before them.
        unseen: what had the focus without showing it.
        stuck: what kept the focus although Tab was pressed.
        passed: where Tab led, in order.
    """

    page: Page
    unseen: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    def tab(self, *, back: bool = False) -> tuple[str, str]:
        """On to the next control, or back to the one before; gives its name and kind."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        show(self.page)  # a ring that is faded in
        at = self.page.evaluate(STEP)
        if at["unseen"]:
            self.unseen.append(at["unseen"])
        if at["same"]:
            self.stuck.append(at["name"])
        self.passed.append(at["name"])
        return at["name"], at["kind"]

    def to(self, name: str, *, back: bool = False, most: int = 250) -> None:
        """Press Tab until the control whose name begins so has the focus."""
        self.page.wait_for_function(SETTLED)
        for _ in range(most):
            if self.tab(back=back)[0].startswith(name):
                return
        raise AssertionError(f"{name} is not reached by Tab; passed {self.passed[-most:]}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Write."""
        self.page.keyboard.type(words)
