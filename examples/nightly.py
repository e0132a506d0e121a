"""Send what has come into a folder since last night, and leave a page for the editors.

Run it from cron: ``python nightly.py OUTBOX``. The account is in CROSSREF_DEPOSIT_USERNAME and
CROSSREF_DEPOSIT_PASSWORD. What was killed last night is finished tonight, and nothing is sent twice.
"""

import argparse
import pathlib
import sys

import crossref_deposit as cd
from crossref_deposit.diagnostics import html_page


def nightly(outbox: pathlib.Path, base_url: str) -> bool:
    """Send the folder's deposits; whether every record of them is registered."""
    summary = cd.SubmissionSummary()
    reports = []
    with cd.DepositClient(base_url=base_url, ledger=outbox / "deposits.ledger") as client:
        for _ in client.resume():
            pass  # submit_all tells of them as of the others
        deposits = sorted(outbox.glob("*.xml"))
        progress = cd.ProgressDisplay(str(outbox))
        for result in client.submit_all(deposits, file_name=lambda file: file.name, ordered=True, on_progress=progress):
            summary.add(result)
            if result.report is not None:
                reports.append(result.report)
            else:
                print(f"{deposits[result.index].name}: {result.error}", file=sys.stderr)
    (outbox / "report.html").write_text(html_page(reports), encoding="utf-8")
    print(summary)
    return summary.ok


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Send the deposits in a folder.")
    parser.add_argument("outbox", type=pathlib.Path)
    parser.add_argument("--base-url", default=cd.PRODUCTION)
    arguments = parser.parse_args()
    sys.exit(0 if nightly(arguments.outbox, arguments.base_url) else 1)
