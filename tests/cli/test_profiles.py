from __future__ import annotations

import json
import sys

import click
import pytest
from click.testing import CliRunner

from crossref_deposit.cli.account import account_options
from crossref_deposit.cli.profiles import default_path
from journals import one_article


@pytest.fixture
def configured(tmp_path, monkeypatch):
    """A function that writes the user's configuration."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))

    def write(text: str, path=None):
        file = path or default_path()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return str(file)

    return write


@pytest.fixture
def printer(tmp_path):
    """A function from text to a command that prints it, as TOML has commands."""

    def command(text: str, status: int = 0) -> str:
        code = f"import sys; sys.stdout.write({text!r}); sys.exit({status})"
        return json.dumps([sys.executable, "-c", code])

    return command


def test_a_profile_says_account_server_and_ledger(run, configured, printer, sandbox, tmp_path):
    ledger = tmp_path / "deposits.ledger"
    command = printer(f"{sandbox.password}\nsecond line")
    configured(f"""
        [profiles.press]
        username = "{sandbox.username}"
        password_command = {command}
        base_url = "{sandbox.url}"
        ledger = {json.dumps(str(ledger))}
    """)
    (tmp_path / "a.xml").write_bytes(one_article())
    assert run(["submit", "--profile", "press", str(tmp_path / "a.xml")]).exit_code == 0
    assert ledger.exists()
    assert run(["status", "--profile", "press"]).exit_code == 0
    assert run(["status"]).exit_code == 2  # no default profile


@pytest.mark.parametrize("source", ['password = "{}"', 'password_variable = "PRESS"', "password_command = {command}"])
def test_ways_to_a_password(run, configured, printer, sandbox, monkeypatch, source):
    monkeypatch.setenv("PRESS", sandbox.password)
    line = source.format(sandbox.password, command=printer(sandbox.password))
    configured(f"""
        default_profile = "a"
        [profiles.a]
        username = "{sandbox.username}"
        base_url = "{sandbox.url}"
        {line}
    """)
    result = run(["account", "--json"])
    assert json.loads(result.stdout)["username"] == sandbox.username
    shown = run(["profiles"]).output + run(["profiles", "--json"]).output
    assert sandbox.password not in shown
    assert source.partition(" ")[0] in shown


BOTH = """
    default_profile = "standard"
    [profiles.standard]
    username = "standard"
    role = "one"
    password = "of standard"
    test = true
    [profiles.named]
    username = "named"
    password = "of named"
    base_url = "https://named.example.org"
"""
ENVIRONMENT = {
    "CROSSREF_DEPOSIT_USERNAME": "environment",
    "CROSSREF_DEPOSIT_ROLE": "two",
    "CROSSREF_DEPOSIT_PASSWORD": "of environment",
    "CROSSREF_DEPOSIT_BASE_URL": "https://environment.example.org",
}


@pytest.mark.parametrize(
    ("arguments", "environment", "found"),
    [
        ([], {}, ("standard", "one", "of standard", "https://test.crossref.org")),
        (["--profile", "named"], {}, ("named", None, "of named", "https://named.example.org")),
        ([], ENVIRONMENT, ("environment", "two", "of environment", "https://environment.example.org")),
        (["--profile", "named"], ENVIRONMENT, ("named", None, "of named", "https://named.example.org")),
        (["--role", "three"], {}, ("standard", "three", "of standard", "https://test.crossref.org")),
        (
            ["--username", "line"],
            {"CROSSREF_DEPOSIT_PASSWORD": "p"},
            ("line", None, "p", "https://test.crossref.org"),
        ),
        (["--base-url", "http://x"], {}, ("standard", "one", "of standard", "http://x")),
    ],
)
def test_who_goes_first(configured, arguments, environment, found):
    """The command line, a profile by name, the environment, the default profile; never parts of two accounts."""
    configured(BOTH)

    @click.command()
    @account_options
    def tell(account):
        click.echo(repr((account.username, account.role, account.password(), account.base_url)))

    result = CliRunner().invoke(tell, arguments, env=environment)
    assert (result.exit_code, result.stdout) == (0, f"{found!r}\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "cannot be read"),
        ("colour = 1", "colour: expected default_profile and profiles only"),
        ("default_profile = 1", "default_profile: expected the name of a profile"),
        ("profiles = 1", "expected a table for each profile"),
        ("[profiles.a]\npasword = 'secret words'", "profiles.a.pasword: expected one of username"),
        ("[profiles.a]\npassword = ['secret words']", "profiles.a.password: expected another type of value"),
        ("[profiles.a]\ntimeout = true", "profiles.a.timeout: expected another type"),
        ("[profiles.a]\npassword = 'secret words'\npassword_variable = 'V'", "expected one way to the password"),
        ("default_profile = 'b'\n[profiles.a]", "there is no profile 'b'"),
    ],
)
def test_a_configuration_that_cannot_be_understood(run, configured, text, said):
    configured(text)
    result = run(["account"])
    assert result.exit_code == 2
    assert said in result.stderr
    assert "secret words" not in result.output


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("password_variable = 'NOT_SET'", 2, "environment variable NOT_SET"),
        ("password_command = 'no-such-program secret-argument'", 3, "password_command (no-such-program) failed"),
        ("password_command = {failing}", 3, "it ended with status 4"),
        ("password_command = {silent}", 3, "it printed nothing"),
        ("password_command = ''", 3, "password_command (nothing) failed"),
    ],
)
def test_a_password_that_cannot_be_had(run, configured, printer, line, status, said):
    line = line.format(failing=printer("secret words", 4), silent=printer("\n"))
    configured(f"default_profile = 'a'\n[profiles.a]\nusername = 'u'\n{line}")
    result = run(["account"])
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert "secret" not in result.stderr


def test_another_file(run, configured, tmp_path):
    path = configured("[profiles.mine]\nusername = 'me'", tmp_path / "mine.toml")
    result = run(["profiles", "--config", path])
    assert result.stdout.splitlines()[0] == f"{path}: 1 profiles"
    assert result.stdout.splitlines()[1].split() == ["mine", "me", "https://doi.crossref.org", "asked", "for"]
    assert run(["profiles"], env={"CROSSREF_DEPOSIT_CONFIG": path}).stdout == result.stdout
    assert run(["profiles"]).stdout.endswith("config.toml: no profiles\n")
    missing = run(["account", "--config", str(tmp_path / "missing.toml")])
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (2, True)


def test_a_login_that_is_refused(run, account):
    result = run(["account"], env={**account, "CROSSREF_DEPOSIT_PASSWORD": "wrong"})
    assert (result.exit_code, result.stdout) == (3, "")
    assert run(["account"], env=account).stdout.startswith("sandbox is known at http://")
