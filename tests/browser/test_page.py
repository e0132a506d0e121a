"""The page for people in Chromium: read without a script, filtered with it, on a phone, in the dark, on paper."""

from __future__ import annotations

import base64
import json
import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from crossref_deposit.diagnostics import DiagnosticParser, DiagnosticReport
from handmade import Article, Deposit, Journal, Person, Result, bad_orcid, log, orcid
from shown import EVIL, as_shown

WRONG = orcid(1, right=False)
LONG = "10.5555/" + "a-very-long-suffix-without-any-place-to-break" * 5


@pytest.fixture(scope="module")
def report() -> DiagnosticReport:
    articles = [Article("10.5555/a"), Article("10.5555/b", [Person(WRONG)], title=f"Pots {as_shown(EVIL)}")]
    more = [Article(LONG, title="L" * 300), Article("10.5555/d", title="Other pots")]
    deposit = Deposit([Journal(articles), Journal(more, title="Acta " * 40, issn="2049-3630")])
    results = [
        Result("Success", "10.5555/a"),
        bad_orcid(WRONG),
        Result("Warning", LONG, "Added with conflict " + "x" * 300),
        Result("Success", "10.5555/d"),
    ]
    return DiagnosticParser(submission=deposit).parse(log(results))


def entries(browser) -> list[str]:
    """The first words of every entry that can be seen."""
    found = browser.find_elements(By.CSS_SELECTOR, "[data-outcome]")
    return [entry.get_attribute("data-outcome") for entry in found if entry.is_displayed()]


def overflow(browser) -> int:
    """How many pixels the page is wider than the window."""
    return browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")


def test_nothing_is_asked_for_but_the_page(browser, visit, report):
    visited = visit(report.to_html())
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert visited.asked == ["/report.html"]
    assert loaded == []


def test_nothing_of_the_page_is_refused_by_its_own_policy(browser, visit, report):
    visit(report.to_html())
    assert browser.get_log("browser") == []
    assert browser.execute_script("return getComputedStyle(document.querySelector('form')).position") == "sticky"


def test_the_policy_lets_nothing_else_run(browser, visit, report):
    page = report.to_html().replace("<main>", "<main><script>document.title = 'owned'</script><p onclick='x()'>p</p>")
    visit(page.replace("<footer>", "<footer><img src='/evil.png'/>"))
    assert browser.title != "owned"
    refused = " ".join(entry["message"] for entry in browser.get_log("browser"))
    assert refused.count("Content Security Policy") >= 3 or "evil.png" in refused


def test_what_a_title_says_does_not_run(browser, visit, report):
    visit(report.to_html())
    assert browser.execute_script("return document.querySelectorAll('script, img').length") == 1
    assert "<script>alert(1)</script>" in browser.find_element(By.CSS_SELECTOR, "article h5").text


def test_the_search_finds_words_in_any_order(browser, visit, report):
    visit(report.to_html())
    search = browser.find_element(By.NAME, "words")
    assert entries(browser) == ["failed", "warning", "registered", "registered"]
    search.send_keys("POTS 10.5555/d")
    assert entries(browser) == ["registered"]
    assert browser.find_element(By.TAG_NAME, "output").text == "1 of 4 shown"
    headings = [each.text for each in browser.find_elements(By.TAG_NAME, "h3") if each.is_displayed()]
    assert headings == ["What next", "Registered"]
    search.clear()
    search.send_keys("nowhere")
    assert entries(browser) == []


def test_outcomes_are_chosen(browser, visit, report):
    visit(report.to_html())
    choice = Select(browser.find_element(By.NAME, "outcome"))
    for outcome, count in [("failed", 1), ("warning", 1), ("registered", 2)]:
        choice.select_by_value(outcome)
        assert entries(browser) == [outcome] * count
    choice.select_by_visible_text("all")
    assert len(entries(browser)) == 4


def test_enter_in_the_search_does_not_leave_the_page(browser, visit, report):
    url = visit(report.to_html()).url
    browser.find_element(By.NAME, "words").send_keys("pots\n")
    assert browser.current_url == url


def test_it_is_read_without_a_script(browser, visit, report):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    visit(report.to_html())
    assert entries(browser) == ["failed", "warning", "registered", "registered"]
    assert not browser.find_element(By.TAG_NAME, "form").is_displayed()
    assert WRONG in browser.find_element(By.CSS_SELECTOR, "article mark").text


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_it_is_never_scrolled_sideways(browser, visit, report, width):
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 2, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    visit(report.to_html())
    assert browser.execute_script("return window.innerWidth") == width
    assert overflow(browser) <= 0


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(21, 24, 28)")])
def test_it_is_as_light_as_the_system(browser, visit, report, scheme, paper):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    visit(report.to_html())
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == paper


def test_on_paper_it_is_light_and_without_controls(browser, visit, report):
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": features})
    visit(report.to_html())
    assert not browser.find_element(By.TAG_NAME, "form").is_displayed()
    assert browser.execute_script("return getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    assert len(entries(browser)) == 4


def test_on_paper_what_was_folded_is_open(browser, visit, report):
    unfolded = "return document.querySelector('details p').checkVisibility()"
    visit(report.to_html())
    assert not browser.execute_script(unfolded)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
    visit(report.to_html())
    assert browser.execute_script(unfolded)


def test_it_is_printed_on_a_few_sheets(browser, visit, report):
    visit(report.to_html())
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 5


def test_what_is_said_of_itself_to_who_cannot_see(browser, visit, report):
    visit(report.to_html())
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})
    roles = json.dumps([node.get("role", {}).get("value") for node in tree["nodes"]])
    for role in ("main", "banner", "contentinfo", "search", "article", "searchbox", "image", "rowheader", "mark"):
        assert f'"{role}"' in roles
    names = {node.get("name", {}).get("value") for node in tree["nodes"]}
    assert {"Search in all", "Show"} <= names
