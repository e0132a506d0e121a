"""What Jupyter shows, in Chromium, beside the rules that JupyterLab has for all that is shown."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By

import crossref_deposit as cd
from samples import article, batch

JUPYTERLAB = """
.jp-ThemedContainer .jp-RenderedHTMLCommon code { white-space: pre-wrap; }
.jp-ThemedContainer .jp-RenderedHTMLCommon :not(pre) > code { background-color: #eee; padding: 1px 5px; }
.jp-ThemedContainer .jp-RenderedHTMLCommon tbody tr:nth-child(even) { background: #f5f5f5; }
.jp-ThemedContainer .jp-RenderedHTMLCommon td { text-align: right; white-space: normal; }
"""


@pytest.mark.parametrize(
    ("selector", "name", "value"),
    [
        ("td code", "white-space-collapse", "collapse"),
        ("td code", "text-wrap-mode", "nowrap"),
        ("td code", "background-color", "rgba(0, 0, 0, 0)"),
        ("tr:nth-child(2)", "background-color", "rgba(0, 0, 0, 0)"),
        ("td time", "text-wrap-mode", "nowrap"),
        ("td", "text-align", "left"),
    ],
)
def test_the_style_is_ours(browser, visit, selector, name, value):
    shown = batch(article(), article(doi="10.5555/second"))
    problem = cd.problems.CATALOGUE["issn-invalid"].problem("wrong")
    parts = shown._repr_html_() + cd.ValidationReport(problems=(problem, problem))._repr_html_()
    page = f"<!DOCTYPE html><style>{JUPYTERLAB}</style><body class='jp-ThemedContainer'>"
    visit(f"{page}<div class='jp-RenderedHTMLCommon'>{parts}</div></body>")
    element = browser.find_element(By.CSS_SELECTOR, f".crossref-deposit {selector}")
    assert element.value_of_css_property(name) == value
