"""The chores of this project. ``nox -s tests`` is all that a contributor needs to begin."""

from __future__ import annotations

import itertools
import os
import pathlib
import shutil

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_external_run = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "typing", "docs"]

ROOT = pathlib.Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
TESTED_EXTRAS = ("cli", "dask", "pandas", "sandbox")
EXTRAS = f".[{','.join(TESTED_EXTRAS)}]"
BY_SCHEMA = {
    "citation-file-format": "CITATION.cff",
    "dependabot": ".github/dependabot.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/form-*.yml",
    "github-workflows": ".github/workflows/*.yml",
}
PARALLEL = ("--numprocesses", "auto", "--dist", "worksteal")
PAGES_BESIDE = ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY", "CODE_OF_CONDUCT")


def group(name: str) -> list[str]:
    """The requirements of a PEP 735 group."""
    return list(nox.project.dependency_groups(PROJECT, name))


def floors() -> list[str]:
    """Every ``>=`` that users are promised, as ``==``."""
    extras = PROJECT["project"]["optional-dependencies"]
    promised = [PROJECT["project"]["dependencies"], *(extras[name] for name in TESTED_EXTRAS)]
    return [requirement.replace(">=", "==") for requirement in itertools.chain(*promised)]


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
    session.install(EXTRAS, *floors(), *group("tests"))
    session.env["PYTHONSAFEPATH"] = "1"
    session.run("pytest", *(session.posargs or [*PARALLEL, "tests"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Style, the order of the house, and the workflow files."""
    session.install(".", *group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    for schema, files in BY_SCHEMA.items():
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, sorted(ROOT.glob(files))))
    session.run("zizmor", "--offline", "--quiet", "--min-severity", "medium", ".")


@nox.session
def typing(session: nox.Session) -> None:
    """What type checkers say of the package, of code that uses it, and of mistakes in such code."""
    session.install(EXTRAS, *group("typing"), "nox")
    session.run("mypy", "crossref_deposit", "tests/typing", "benchmarks", "noxfile.py")
    session.run("pyright")
    session.run("ty", "check")
    session.run("pytest", "tests/typing/test_wrong_usage.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is a failure."""
    session.install(EXTRAS, *group("docs"))
    shutil.rmtree("docs/_build", ignore_errors=True)
    session.run("sphinx-build", "-W", "-n", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session
def links(session: nox.Session) -> None:
    """Call every address that the documentation, the README and the like name. Needs the network."""
    session.install(EXTRAS, *group("docs"))
    check = ("sphinx-build", "-q", "-E", "-b", "linkcheck", "-c", "docs")
    pages = ",".join(f"{page}.md" for page in PAGES_BESIDE)
    beside = (f"-Droot_doc={PAGES_BESIDE[0]}", f"-Dinclude_patterns={pages}", "-Dsuppress_warnings=myst,toc")
    session.run(*check, *beside, ".", "docs/_build/links-beside")
    session.run(*check, "docs", "docs/_build/links")


@nox.session
def distribution(session: nox.Session) -> None:
    """Build the sdist and the wheel into dist/, and look at them as the package index and its users do."""
    session.install(*group("distribution"))
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build", "--no-isolation", "--quiet")
    session.run("twine", "check", "--strict", *map(str, pathlib.Path("dist").iterdir()))
    session.run("pytest", "--noconftest", "tests/distribution/test_distribution.py")


@nox.session(python=PYTHONS, requires=["distribution"], reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """Install the wheel with each Python that is found, and take the first steps with it, away from the sources."""
    (built,) = map(str, pathlib.Path("dist").resolve().glob("*.whl"))
    first_steps = pathlib.Path("tests/distribution/first_steps.py").resolve()
    session.chdir(session.create_tmp())
    session.install("--no-compile", built)
    session.run("python", "-I", first_steps)
    session.install("--no-compile", built + "[cli,sandbox]")
    session.run("crossref-deposit", "demo")


@nox.session
def publishable(session: nox.Session) -> None:
    """Say what is missing before this tree can be published. Argument: the tag."""
    (tag,) = session.posargs
    session.install("pytest>=8.4")
    session.run("pytest", "--noconftest", "tests/distribution/test_publishable.py", env={"TAG": tag})


@nox.session
def compatibility(session: nox.Session) -> None:
    """List what changed in names and signatures, private ones too, since a release. Argument: its tag."""
    session.install("griffe>=1.5")
    session.run("griffe", "check", "crossref_deposit", "--against", *session.posargs)


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
