"""The examples of the documentation run, and nothing that it must have is missing."""

from __future__ import annotations

import code
import doctest
import importlib
import os
import pathlib
import re
import subprocess
import sys
from collections import Counter

import pytest

import crossref_deposit as cd
from crossref_deposit.binding.declaration import MODELS, declared
from crossref_deposit.binding.versions import VERSIONS
from crossref_deposit.problems import CATALOGUE
from crossref_deposit.sandbox import Sandbox
from crossref_deposit.upgrade.all_steps import STEPS
from crossref_deposit.validation.rules.whole import RECORD_TYPES
from handmade import Result, log
from journals import BAD_ORCID, GOOD_ORCID, article, deposit, journal, person

ROOT = pathlib.Path(__file__).parent.parent
PAGES = [
    page for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if "```python" in page.read_text()
]
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
"""An example, and what it prints if that stands right below."""
ROOT_PAGES = sorted(ROOT.glob("*.md"))


def test_there_are_examples():
    assert {"README.md", "tutorial.md"} <= {page.name for page in PAGES}


@pytest.fixture(scope="module")
def generated():
    """The module that fills the pages; it is none of the package's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        yield importlib.import_module("generated")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_run_one_after_the_other(page, capsys):
    names = {}
    text = page.read_text()
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(1))
        compiled = compile("\n" * line + block[1], page, "exec")
        exec(compiled, names)  # noqa: S102 - running our own examples is the test
        printed = capsys.readouterr().out
        assert not block[2] or doctest.OutputChecker().check_output(block[2], printed, doctest.ELLIPSIS), printed


@pytest.mark.parametrize("page", ROOT_PAGES, ids=lambda page: page.name)
def test_what_a_page_beside_the_documentation_links_to_is_there(page):
    targets = re.findall(r"\]\((?!\w+:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (ROOT / target).exists()] == []


class Prompt(code.InteractiveConsole):
    """Python's prompt, which does not run what it understands: a loop has to end with an empty line there."""

    refused = False

    def runcode(self, code):
        pass

    def showsyntaxerror(self, *_, **__):
        self.refused = True


def test_the_tutorial_can_be_typed_at_a_prompt():
    for block in BLOCK.finditer((ROOT / "docs" / "tutorial.md").read_text()):
        prompt = Prompt()
        for line in [*block[1].splitlines(), ""]:
            unfinished = prompt.push(line)
            assert not prompt.refused, line
        assert not unfinished


CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CONSOLE_PAGES = [page for page in sorted((ROOT / "docs").rglob("*.md")) if "```console" in page.read_text()]
COMMAND = "#!/bin/sh\nexec '{python}' -c 'from crossref_deposit.cli import main; main()' \"$@\"\n"
BETWEEN = "\x1e"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that examples of the command line have, a sandbox, and the command on the path."""
    good = deposit(journal(article("10.5555/one", person(GOOD_ORCID)), article("10.5555/two")))
    bad = good.replace(GOOD_ORCID.encode(), BAD_ORCID.encode())
    message = f'Error in Journal Article (Author ORCID): ORCID "{BAD_ORCID}" has invalid checksum'
    answer = log([Result("Failure", "DOI not found", message), Result("Success", "10.5555/two")])
    answer = answer.replace(b"1500000001", b"1")
    queries = b"key,journal_title,author,year,doi\nref1,,,,10.5555/one\nref2,Nature,Watson,1953,\n"
    page = (ROOT / "docs" / "command-line.md").read_text()
    profiles = re.search(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)[1].encode()
    files = {"good.xml": good, "deposit.xml": bad, "log.xml": answer, "queries.csv": queries, "profiles.toml": profiles}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "crossref-deposit"
    command.write_text(COMMAND.format(python=sys.executable))
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with Sandbox(unknown_for=0, queued_for=0, processing_for=0) as sandbox:
        for name in ("username", "password"):
            monkeypatch.setenv(f"CROSSREF_DEPOSIT_{name.upper()}", getattr(sandbox, name))
        monkeypatch.setenv("CROSSREF_DEPOSIT_BASE_URL", sandbox.url)
        yield tmp_path


@pytest.mark.parametrize("page", CONSOLE_PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_print_what_it_shows(page, desk):
    for block in CONSOLE.finditer(page.read_text()):
        commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
        expected = re.split(r"^\$ .*\n", block[1], flags=re.MULTILINE)[1:]
        script = "\n".join(f"{command}; status=$?; printf '{BETWEEN}'; (exit $status)" for command in commands)
        ran = subprocess.run(["/bin/sh", "-c", script], cwd=desk, capture_output=True, text=True, check=False)
        assert ran.stderr == ""
        for command, wanted, got in zip(commands, expected, ran.stdout.split(BETWEEN), strict=False):
            same = doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS)
            assert same, f"{command}\n{got}\nexpected\n{wanted}"


def test_every_public_name_is_in_the_api():
    page, _, _ = (ROOT / "docs" / "api.md").read_text().partition("## Errors")
    found = re.findall(r"^\.\. auto(?:class|function|data):: (\w+)$", page, re.MULTILINE)
    assert len(found) == len(set(found))
    assert set(cd.__all__) - set(found) == {"errors"}  # a module, documented as a whole


def test_every_problem_has_the_anchor_that_it_names(generated):
    page = generated.filled((ROOT / "docs" / "problems.md").read_text())
    anchors = re.findall(r"^\((.+)\)=$", page, re.MULTILINE)
    assert len(anchors) == len(set(anchors))
    assert {f"problems.html#{anchor}" for anchor in anchors} == {kind.anchor for kind in CATALOGUE.values()}
    assert all(kind.wording in page for kind in CATALOGUE.values())


def test_every_record_type_has_a_page_with_valid_examples():
    overview = (ROOT / "docs" / "record-types.md").read_text()
    pages = dict(re.findall(r"\{py:class\}`~crossref_deposit\.(\w+)` \| \[.*\]\((.+)\) \|$", overview, re.MULTILINE))
    assert {declared(MODELS[name]).name for name in pages} == RECORD_TYPES
    assert set(re.findall(r"^(record-types/.+)$", overview, re.MULTILINE)) == {page[:-3] for page in pages.values()}
    for name, page in pages.items():
        text = (ROOT / "docs" / page).read_text()
        assert f"= cd.{name}(" in text or f"(cd.{name}(" in text
        assert "https://www.crossref.org/documentation/schema-library/markup-guide-record-types/" in text
        for block, _ in BLOCK.findall(text):
            assert re.search(r"^assert (.*cd\.validate\(|report\.ok$)", block, re.MULTILINE), f"{page}:\n{block}"


@pytest.mark.parametrize(
    ("name", "shown"), [("xml-entity-undeclared", r"\&nbsp;"), ("issn-invalid", "<https://portal.")]
)
def test_what_is_markup_elsewhere_is_shown_as_it_is(generated, name, shown):
    assert shown in generated.problems(name)


def test_what_becomes_of_html_is_on_its_page(generated):
    page = generated.filled((ROOT / "docs" / "markup.md").read_text())
    assert "<!-- generated" not in page
    for row in (
        "| `<cite>` | `<i>` | `<jats:italic>` |",
        "| `<del>` | refused | `<jats:strike>` |",
        "| `<a>` | its text | `<jats:ext-link>` |",
        "| `font-variant: small-caps` | small-caps (a style) |",
        '| `type="a"` | `alpha-lower` |',
    ):
        assert f"{row}\n" in page
    for names in ("`<blockquote>`, `<body>`", "`<script>`, `<style>`", "`<span>`, `<time>`", "`<jats:tex-math>`"):
        assert names in page


@pytest.mark.parametrize("version", list(VERSIONS)[1:])
def test_every_difference_of_a_version_is_on_its_page(generated, version):
    assert f"<!-- generated: differences {version} -->" in (ROOT / "docs" / "versions.md").read_text()
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in generated.differences(version).splitlines()[2:]]
    told = {
        f"{owner}.{field.strip('`')}"
        for field, owners, _ in rows
        for owner in re.findall(r"crossref_deposit\.(\w+)", owners)
    }
    extra = {f"{owner}.{field.name}" for owner, fields in VERSIONS[version].extra.items() for field in fields}
    listed = {path for path in VERSIONS[version].fields if not path.endswith((".schema_version", ".name_style"))}
    assert told >= listed | extra | {"PersonName.surname"}  # by its type
    assert all(words for _, _, words in rows)


def test_every_change_of_an_upgrade_is_on_its_page(generated):
    page = generated.filled((ROOT / "docs" / "upgrading.md").read_text())
    told = re.findall(r"^\| `([\w-]+)` \| (\d\.\d\.\d)", page, re.MULTILINE)
    assert Counter(told) == Counter((step.code, step.since) for step in STEPS)


def test_every_element_is_on_its_page(generated):
    page = generated.filled((ROOT / "docs" / "elements.md").read_text())
    assert re.findall(r"^\(element-(\w+)\)=$", page, re.MULTILINE) == sorted(MODELS, key=str.casefold)
    article, _, _ = page.partition("(element-JournalArticle)=")[2].partition("(element-")
    for row in (
        "| `titles` | `<titles>` | 1 to 20 | [Titles](#element-Titles) |",
        "| `contributors` | `<contributors>` `<person_name>` | 0 or more | [PersonName](#element-PersonName) |",
        "|  | `<contributors>` `<organization>` |  | [Organization](#element-Organization) |",
        "| `doi_data` | `<doi_data>` | 1 | [DoiData](#element-DoiData) |",
        "| `language` | attribute `language` | 0 or 1 | a language code such as eng or en (ISO 639) |",
    ):
        assert f"{row}\n" in article
    assert "In [Journal](#element-Journal)." in article
    assert "`(crossmark? | (funding*, free_to_read?, licenses*, clinical_trials*))`" in article
    assert "`(version?, policy, domains*, domain_exclusive?, (updates*, custom_metadata?)?)?`" in page


def test_every_message_of_a_log_is_found_by_its_words(generated):
    page = generated.filled((ROOT / "docs" / "troubleshooting.md").read_text())
    for kind in CATALOGUE.values():
        assert (f"](problems.md#{kind.code})" in page) == bool(kind.wording), kind.code
