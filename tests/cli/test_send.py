from __future__ import annotations

import json

import pytest

from journals import article, deposit, journal


@pytest.fixture
def office(run, account):
    """The account, with two articles registered."""
    account = {**account, "CROSSREF_DEPOSIT_EMAIL": "doi@example.org"}
    two = deposit(journal(article("10.5555/one"), article("10.5555/two")))
    assert run(["submit", "-"], env=account, input=two).exit_code == 0
    return account


def test_new_urls(run, office, sandbox):
    lines = "# moved\n10.5555/one\thttps://new.example.org/1\n\n10.5555/two  https://new.example.org/2\n"
    result = run(["send", "urls", "-"], env=office, input=lines)
    assert result.exit_code == 0
    assert "-: completed, 2 registered, 0 failed " in result.stdout
    dry = run(["send", "urls", "--dry-run", "-"], env=office, input=lines)
    assert dry.stdout.splitlines() == [
        "H:email=doi@example.org;fromPrefix=10.5555;toPrefix=10.5555",
        "10.5555/one\thttps://new.example.org/1",
        "10.5555/two\thttps://new.example.org/2",
    ]


def test_what_is_not_registered(run, office):
    result = run(["send", "urls", "--json", "-"], env=office, input="10.5555/three https://new.example.org/3\n")
    outcome = json.loads(result.stdout)
    assert (result.exit_code, outcome["results"], outcome["report"]["ok"]) == (1, None, False)


@pytest.mark.parametrize(
    ("arguments", "line", "sent"),
    [
        (["owner", "--from-prefix", "10.5555", "--to-prefix", "10.5556"], "10.5555/one", "fromPrefix=10.5555;toPrefix"),
        (["conflicts", "--op", "primary"], "10.5555/one", "op=primary\n10.5555/one\n"),
        (["aliases"], "10.5555/one 10.5555/two", "op=force_alias\n10.5555/one 10.5555/two\n"),
        (["urls", "--prefix", "10.5556"], "10.5555/one https://a.example.org", "fromPrefix=10.5556;toPrefix=10.5556\n"),
        (["queries"], "doi\n10.5555/one", '<query key="1"'),
    ],
)
def test_what_would_be_sent(run, arguments, line, sent):
    result = run(["send", *arguments, "--email", "doi@example.org", "--dry-run", "-"], input=f"{line}\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sent in result.stdout


def test_queries_are_answered_in_a_table(run, office):
    table = "key,journal_title,author,year,doi\nr1,,,,10.5555/one\nr2,Nature,Watson,1953,\n"
    result = run(["send", "queries", "-"], env=office, input=table)
    assert result.exit_code == 1
    assert [line.split() for line in result.stdout.splitlines()[-2:]] == [
        ["r1", "resolved", "10.5555/one"],
        ["r2", "unresolved"],
    ]
    data = json.loads(run(["send", "queries", "--json", "-"], env=office, input=table).stdout)
    assert [(answer["key"], answer["doi"]) for answer in data["results"]] == [("r1", "10.5555/one"), ("r2", None)]


def test_without_waiting(run, office):
    sent = run(
        ["send", "conflicts", "--op", "resolve", "--no-wait", "--file-name", "mine.txt", "-"],
        env=office,
        input="10.5555/one",
    )
    assert (sent.exit_code, sent.stdout) == (0, "-: received as mine.txt\n")
    assert run(["status", "mine.txt", "--wait"], env=office).exit_code in {0, 1}


@pytest.mark.parametrize(
    ("arguments", "lines", "said"),
    [
        (
            ["urls"],
            "10.5555/one https://a.example.org\n10.5555/two\n",
            "-:2: found '10.5555/two', expected a DOI and a URL",
        ),
        (["urls"], "# x\n10.5555/one not-a-url\n", "-:2: found "),
        (["urls"], "", "urls: found nothing"),
        (["conflicts", "--op", "alias"], "10.5555/one\n\n10.5555/ONE\n", "-:3: found "),
        (["queries"], "colour\nred\n", "-:1: found colour, expected columns of key, doi, issn"),
        (["queries"], "key,author\nr1\n", "-:2: found "),
        (["queries"], "key,author,year\nr1,Watson,1953\n", "-:2 "),
        (["queries"], "", "-:1: found nothing"),
        (["urls"], b"\xff", "-: found byte 0 that is no UTF-8"),
    ],
)
def test_lists_that_cannot_be_sent(run, arguments, lines, said):
    result = run(["send", *arguments, "--email", "doi@example.org", "--dry-run", "-"], input=lines)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"crossref-deposit: {said}" in result.stderr


def test_somebody_must_get_the_answer(run, account):
    result = run(["send", "urls", "-"], env=account, input="10.5555/one https://a.example.org")
    assert (result.exit_code, "Missing option '--email'" in result.stderr) == (2, True)


def test_matched_references(run, account, sandbox):
    citing = article("10.5555/citing", citations='<citation key="ref1"><doi>10.5555/one</doi></citation>')
    both = deposit(journal(article("10.5555/one"), citing))
    assert run(["submit", "-"], env=account, input=both).exit_code == 0
    assert run(["references", "10.5555/citing"], env=account).stdout.split() == ["ref1", "10.5555/one"]
    [reference] = json.loads(run(["references", "--json", "10.5555/citing"], env=account).stdout)
    assert (reference["key"], reference["doi"]) == ("ref1", "10.5555/one")
    assert run(["references", "10.5555/one"], env=account).stdout == "none so far\n"
    assert run(["references", "10.5555/unknown"], env=account).exit_code in {0, 3}


def test_another_operation_and_a_name_of_ones_own(run, office, sandbox, tmp_path):
    lists = tmp_path / "list.txt"
    lists.write_text("H:email=doi@example.org;op=resolve\n10.5555/one\n")
    arguments = ["submit", "--operation", "doMDUpload/cm", "--no-wait", "--file-name", "mine.txt"]
    assert run([*arguments, str(lists)], env=office).exit_code == 0
    assert sandbox.submissions[-1].file_name == "mine.txt"
    result = run([*arguments, str(lists), "-"], env=office)
    assert (result.exit_code, "--file-name is for a single file" in result.stderr) == (2, True)


def test_the_same_name_twice_with_a_ledger(run, office, sandbox, tmp_path):
    path, ledger = tmp_path / "a.xml", str(tmp_path / "deposits.ledger")
    path.write_bytes(deposit(journal(article("10.5555/three")), timestamp=20270101000000))
    count = len(sandbox.submissions)
    for _ in range(2):
        result = run(["submit", "--ledger", ledger, "--file-name", "one.xml", str(path)], env=office)
        assert result.exit_code == 0
    assert len(sandbox.submissions) == count + 1
    older = tmp_path / "older.xml"
    older.write_bytes(deposit(journal(article("10.5555/three"))))
    result = run(["submit", "--ledger", ledger, str(older)], env=office)
    assert (result.exit_code, "[timestamp-not-newer]" in result.stdout) == (1, True)


def test_the_same_queries_under_the_same_name_are_asked_once(run, office, sandbox, tmp_path):
    arguments = ["send", "queries", "-", "--file-name", "mine.xml", "--ledger", tmp_path / "ledger"]
    first, second = (run(arguments, env=office, input="key,doi\nr1,10.5555/none\n") for _ in range(2))
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert "r1  unresolved" in second.stdout
    assert [view.batch_id for view in sandbox.submissions if view.file_name == "mine.xml"] == ["mine.xml"]
