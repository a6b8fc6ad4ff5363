"""Hostile text is shown as text on every page of every duty: nothing runs, is formatted or turned round."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Error

from observe.ui.pages import MENUS, OF_ONE_DUTY
from observe.ui.words.common import MOST_MARKS
from tests.browser.rest import rest
from tests.support import hostile, serving

WIDTHS = (1440, 390)
#: All that is wrong on the page, in the light and in every shadow: elements that a text describes, text that is
#: formatted by what stood around it, signs that turn the reading direction, letters under a heap of marks. What
#: stands in a field to be edited is left as it is; it turns nothing outside of the field.
LOOK = """() => {
  const wrong = [], said = [];
  const name = (node) => `${node.tagName} ${node.outerHTML.slice(0, 160)}`;
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.classList.contains('planted')) wrong.push(['element', name(node)]);
      for (const { name: key, value } of node.attributes) {
        const leads = ['src', 'href', 'srcdoc', 'action'].includes(key);
        if ((leads && /planted|window\\.hit|^javascript:/.test(value)) || (key.startsWith('on') && value))
          wrong.push(['attribute', name(node)]);
      }
      if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA', 'INPUT'].includes(node.tagName)) {
        const planted = node.tagName === 'SCRIPT' && node.textContent.startsWith('window.hit');
        if (planted) wrong.push(['script', name(node)]);
        continue;
      }
      if (/^planted-[a-z]+$/.test(node.textContent.trim())) wrong.push(['formatted', name(node)]);
      for (const child of node.childNodes)
        if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent);
      for (const key of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'])
        if (node.hasAttribute(key)) said.push(node.getAttribute(key));
    }
  };
  walk(document);
  const heap = new RegExp(`[\\\\p{Mn}\\\\p{Me}]{${MOST},}`, 'u');
  for (const words of said) {
    const at = words.search(/[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/);
    if (at >= 0) wrong.push(['turned', words.slice(Math.max(0, at - 80), at + 40)]);
    if (heap.test(words)) wrong.push(['heap', words.slice(0, 80)]);
  }
  if (window.hit !== undefined) wrong.push(['ran', String(window.hit)]);
  return [wrong, said.join('\\n')];
}""".replace("${MOST}", str(MOST_MARKS + 1))
#: What reaches past the window's edge, unless it is scrolled or cut off by a box of its own.
WIDE = """() => {
  const whole = document.querySelector('.stMain');
  return [document.documentElement.scrollWidth - innerWidth, whole.scrollWidth - whole.clientWidth];
}"""
INJECTED = f"""() => {{
  const host = document.createElement('div');
  host.innerHTML = '<p class="planted">x</p><b>planted-bold</b><p title="a\\u202eb">Z{"́" * 20}</p>';
  host.style.width = '3000px';
  const shadow = document.createElement('div');
  shadow.attachShadow({{ mode: 'open' }}).innerHTML = '<a href="javascript:window.hit=1">x</a>';
  document.querySelector('.stMainBlockContainer').append(host, shadow);
  const script = document.createElement('script');
  script.textContent = 'window.hit=1';
  document.body.append(script);
  console.error('seen');
}}"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The app on a folder full of hostile text: its address, and the call that people have worked on."""
    folder = tmp_path_factory.mktemp("hostile")
    call = hostile.seed(folder)
    with serving.serve(folder, "--no-worker") as url:
        yield url, call


@pytest.fixture
def visit(window, planted, remember):
    """Opens an address as somebody of that duty; gives the page and what went wrong without being seen."""

    def opened(duty, path):
        url, _ = planted
        context = window()
        if duty:
            remember(context, hostile.PEOPLE[duty], url)
        page = context.new_page()
        wrong = []
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on(
            "console", lambda told: wrong.append(told.text) if told.type == "error" and ours(told) else None
        )
        page.goto(f"{url}/{path}")
        rest(page)
        return page, wrong

    return opened


def ours(told):
    """Whether what the console tells is of the app: Streamlit looks for its server under the page's address."""
    return "/_stcore/" not in told.location["url"]


def looks(page):
    """All that is wrong, and all that is said."""
    wrong, said = page.evaluate(LOOK)
    return sorted({(kind, what) for kind, what in wrong}), said


def open_everything(page):
    """What is folded on the page, unfolded."""
    folded = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    for _ in range(60):
        if not folded.count():
            return
        folded.first.click()
        rest(page)


def whatever_is_behind(page):
    """Once for each tab and each list of choices: open it, and give what is wrong then."""
    found = []
    for tab in page.get_by_role("tab").all():
        tab.click()
        rest(page)
        found += looks(page)[0]
    for box in page.locator("[data-testid=stSelectbox]:visible").get_by_role("combobox").all():
        if box.is_disabled():
            continue
        try:
            box.click(timeout=5000)
            page.get_by_role("option").first.wait_for(timeout=3000)
        except Error:
            continue  # one that has no choice yet
        found += looks(page)[0]
        page.keyboard.press("Escape")
    return found


PAGES = [(duty, path) for duty, paths in MENUS.items() for path in paths]
PAGES += [(None, path) for path in OF_ONE_DUTY]


@pytest.mark.parametrize(("duty", "path"), PAGES)
def test_hostile_text_is_text_on_every_page_of_every_duty(visit, planted, duty, path):
    query = f"?call={planted[1]}&unit={hostile.UNIT}" if path == "review" else ""
    page, unseen = visit(duty, f"{path}{query}")
    if path == "review":
        page.locator(".observe .turn").first.wait_for()
    open_everything(page)
    wrong, said = looks(page)
    assert wrong == []
    if (duty, path) != (None, "add") and not (duty is None and path in OF_ONE_DUTY):
        assert hostile.SHORT in said  # as it was written
        assert hostile.EMOJI in said
    assert whatever_is_behind(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        rest(page)
        assert max(page.evaluate(WIDE)) <= 0, width
    assert unseen == []


@pytest.mark.parametrize(
    "path",
    [
        "review?call={all}",
        "review?call=7&unit={all}&t={all}",
        "calls?sought={all}",
        "calls?sought=planted&cue={all}&mistake={all}&unit={all}&point={all}&marking={all}&consent={all}",
    ],
)
def test_whatever_an_address_says_is_text(visit, path):
    page, unseen = visit(None, path.format(all=quote(f"{hostile.MARKUP} {hostile.TURNED} {hostile.FLOOD}")))
    open_everything(page)
    assert looks(page)[0] == []
    assert whatever_is_behind(page) == []
    assert max(page.evaluate(WIDE)) <= 0
    assert unseen == []


def test_words_that_are_searched_are_quoted_as_they_were_said(visit):
    page, unseen = visit(None, "calls?sought=planted")
    wrong, said = looks(page)
    assert wrong == []
    assert "<b class=" in said
    assert unseen == []


def test_what_is_injected_on_purpose_is_seen(visit):
    page, unseen = visit(None, "calls")
    page.evaluate(INJECTED)
    wrong, _ = looks(page)
    kinds = {"element", "formatted", "turned", "heap", "attribute", "script", "ran"}
    assert {kind for kind, _ in wrong} == kinds
    assert max(page.evaluate(WIDE)) > 0
    assert unseen == ["seen"]
