"""The chores of this project. ``nox -s tests`` is all that a contributor needs to begin."""

from __future__ import annotations

import os
import pathlib
import shutil

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_external_run = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "typing", "docs"]

PROJECT = nox.project.load_toml("pyproject.toml")
EXTRAS = ".[cli,dask,pandas,sandbox]"
PARALLEL = ("--numprocesses", "auto", "--dist", "worksteal")


def group(name: str) -> list[str]:
    """The requirements of a PEP 735 group."""
    return list(nox.project.dependency_groups(PROJECT, name))


def floors() -> list[str]:
    """Every ``>=`` that users are promised, as ``==``."""
    extras = PROJECT["project"]["optional-dependencies"]
    promised = [*PROJECT["project"]["dependencies"], *extras["cli"], *extras["sandbox"]]
    return [requirement.replace(">=", "==") for requirement in promised]


@nox.session
def tests(session: nox.Session) -> None:
    """Test the package as users get it: installed. With arguments: those tests only, without coverage."""
    session.install(EXTRAS, *group("tests"))
    session.env["PYTHONSAFEPATH"] = "1"
    if session.posargs:
        session.run("pytest", *session.posargs)
        return
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *PARALLEL, "tests")
    session.run("coverage", "run", "-m", "pytest", "--pyargs", "crossref_deposit")
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def endurance(session: nox.Session) -> None:
    """Kill a job a hundred times, and pass ten thousand batches through it. Takes some minutes."""
    session.install(EXTRAS, *group("tests"))
    session.env.update({"PYTHONSAFEPATH": "1", "CROSSREF_KILLS": "100", "CROSSREF_BATCHES": "10000"})
    session.run("pytest", "-s", "tests/client/test_killed.py", "tests/client/test_flow.py", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Test with the oldest versions of what pyproject.toml promises to work with."""
    session.install(".[cli,sandbox]", *floors(), *group("tests"))
    session.env["PYTHONSAFEPATH"] = "1"
    session.run("pytest", *(session.posargs or [*PARALLEL, "tests"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and the order of the house."""
    session.install(".", *group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session
def typing(session: nox.Session) -> None:
    """What type checkers say of the package and of code that uses it."""
    session.install(EXTRAS, *group("typing"), "nox")
    session.run("mypy", "crossref_deposit", "tests/typing", "benchmarks", "noxfile.py")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is a failure."""
    session.install(EXTRAS, *group("docs"))
    shutil.rmtree("docs/_build", ignore_errors=True)
    session.run("sphinx-build", "-W", "-n", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session
def examples(session: nox.Session) -> None:
    """Run the notebook of examples/ in a kernel of its own."""
    session.install(EXTRAS, *group("examples"))
    session.env["PYTHONSAFEPATH"] = "1"
    session.run("pytest", *(session.posargs or ["tests/examples"]))


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the page for people with Chromium; fetch it by apt-get where that may be done."""
    if not has_chromium() and not install_chromium(session):
        session.skip("NOT TESTED: the HTML report, in a browser. There is no chromium and chromedriver here")
    session.install(".", *group("browser"))
    session.env["PYTHONSAFEPATH"] = "1"
    session.run("pytest", *(session.posargs or ["tests/browser"]))


def has_chromium() -> bool:
    """Whether Chromium and its driver are there."""
    return all(map(shutil.which, ("chromium", "chromedriver")))


def install_chromium(session: nox.Session) -> bool:
    """Fetch Chromium, as root on Debian."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    for command in (["update"], ["install", "--yes", "chromium", "chromium-driver"]):  # whether it worked is asked next
        session.run("apt-get", "-qq", *command, external=True, silent=True, success_codes=range(256))
    return has_chromium()


@nox.session
def manual(session: nox.Session) -> None:
    """Write the manual page of the command line; a test compares it with the commands."""
    session.install(".[cli,sandbox]")
    page = str(session.run("crossref-deposit", "manual", silent=True))
    pathlib.Path("docs/man/crossref-deposit.1").write_text(page, encoding="utf-8")


@nox.session
def agreement(session: nox.Session) -> None:
    """Print how far Crossref's schema, ours and the reader agree on damaged documents. Arguments: how many."""
    session.install(".", *group("tests"))
    session.env["PYTHONPATH"] = "tests"
    session.run("python", "-m", "conformance.agreement", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure this package beside what a user would pick instead. ``-- --write docs`` brings the pages up to date."""
    session.install(EXTRAS, *group("bench"))
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session
def budgets(session: nox.Session) -> None:
    """Fail if the package has become much slower than it may be, beside others in the same run."""
    session.install(".")
    session.run("python", "-m", "benchmarks.gate")
