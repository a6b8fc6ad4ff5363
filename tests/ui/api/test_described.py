"""The API's page names every request that there is, and no other."""

from __future__ import annotations

import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

from observe.ui.api import ROOT, application

PAGE = Path(__file__).parents[3] / "docs" / "api.md"


def test_the_page_names_each_request_there_is(api):
    described = application(lambda: api.store).openapi()["paths"]
    there = {(method.upper(), path) for path, methods in described.items() for method in methods}
    named = set(re.findall(r"^\| `([A-Z]+) (\S+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == there
    assert f"`{ROOT}`" in PAGE.read_text(encoding="utf-8")


def test_every_request_and_answer_says_in_words_what_it_is(api):
    described = application(lambda: api.store).openapi()
    operations = [one for methods in described["paths"].values() for one in methods.values()]
    assert [one["summary"] for one in operations if not one.get("description")] == []


def test_the_app_serves_it_beside_its_pages(served):
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)
    connection.request("GET", f"{ROOT}/calls")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("content-type")) == (200, "application/json")
    connection.close()
