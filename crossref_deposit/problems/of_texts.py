"""Problems that readers would see: in titles and dates, on pages, behind links. Crossref takes them as they are."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind
from crossref_deposit.problems.problem import Severity

TEXT_KINDS: Final = (
    ProblemKind(
        code="title-looks-like-markup",
        title="Markup shown as text in a title",
        cause="The title has a tag or an entity as text, since it was escaped once too often. Readers see it so.",
        remedy="Write a tag as a tag (<i>, not &lt;i&gt;) and an entity as its character (é, not &amp;eacute;). In "
        "Python give the title as Markup.",
        severity=Severity.WARNING,
        elements=("title", "full_title", "proceedings_title", "subtitle", "original_language_title"),
    ),
    ProblemKind(
        code="text-control-character",
        title="Control character in text",
        cause="The characters from U+0080 to U+009F are no text. Mostly they are quotes and dashes of Windows-1252 "
        "that were taken for Latin-1.",
        remedy="Read the source as Windows-1252 (cp1252), or replace the characters.",
        severity=Severity.WARNING,
    ),
    ProblemKind(
        code="text-misread",
        title="Text that was read in a wrong encoding",
        cause="UTF-8 was read as Windows-1252 on its way, which makes é into Ã©, or a character was lost, which leaves "
        "U+FFFD.",
        remedy="Read the source as UTF-8, and write the text once more.",
        severity=Severity.WARNING,
    ),
    ProblemKind(
        code="date-impossible",
        title="Day that is not in the calendar",
        cause="There is no such day in that month, or no such month. Whoever uses the metadata cannot read the date.",
        remedy="Correct the date, or leave out the day (and the month) if it is not known.",
        severity=Severity.WARNING,
        elements=(
            "publication_date",
            "acceptance_date",
            "approval_date",
            "posted_date",
            "creation_date",
            "update_date",
            "review_date",
        ),
    ),
    ProblemKind(
        code="date-implausible",
        title="Date far in the future",
        cause="The year is more than three years ahead.",
        remedy="Check the year.",
        severity=Severity.WARNING,
        elements=("publication_date", "acceptance_date", "approval_date", "posted_date"),
    ),
    ProblemKind(
        code="pages-implausible",
        title="Pages that cannot be",
        cause="The last page is before the first, the first page is a range, or there is a word before the number. "
        "References to the work are matched by its first page.",
        remedy="Write the first page in first_page and the last one in last_page, each in full and without 'p.'.",
        severity=Severity.WARNING,
        elements=("pages",),
    ),
    ProblemKind(
        code="volume-implausible",
        title="Volume or issue with a word before its number",
        cause="References to the work are matched by volume and issue, which are numbers there.",
        remedy="Write the number alone.",
        severity=Severity.WARNING,
        elements=("volume", "issue"),
    ),
    ProblemKind(
        code="resource-url",
        title="Landing page that nobody can go to",
        cause="The DOI will lead to this address, and it is none: without a host, with blanks, of a private network, "
        "or the DOI's own link.",
        remedy="Give the public address of the page that the DOI is to lead to.",
        severity=Severity.WARNING,
        elements=("resource",),
    ),
    ProblemKind(
        code="license-url",
        title="Licence whose address is none",
        cause="A licence is told by its address, and this is none that can be called.",
        remedy="Give the licence's public address, such as https://creativecommons.org/licenses/by/4.0/.",
        severity=Severity.WARNING,
        elements=("license_ref",),
    ),
    ProblemKind(
        code="domain-malformed",
        title="Crossmark domain with more than the domain",
        cause="A Crossmark domain is a host, such as www.example.org. The schema refuses a scheme, a port or a path.",
        remedy="Write the domain alone.",
        elements=("domain",),
    ),
)
