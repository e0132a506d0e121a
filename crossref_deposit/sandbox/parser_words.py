"""What Crossref's XML parser (Xerces) says where libxml2 says something else."""

from __future__ import annotations

import re

from crossref_deposit.problems import CATALOGUE

_TRANSLATIONS = (
    (r"Start tag expected|Document is empty|XML or text declaration not at start", "xml-content-in-prolog"),
    (r"Extra content at the end", "xml-content-after-end"),
    (r"EntityRef: expecting|EntityRef: no name|invalid element name", "xml-bad-character-data"),
    (r"tag mismatch: (?P<element>\S+) line \d+ and (?P<other>\S+)", "xml-tag-mismatch"),
    (r"Premature end of data|Couldn't find end of Start Tag", "xml-unfinished"),
    (r"Entity '(?P<entity>[^']+)' not defined", "xml-entity-undeclared"),
    (r"Namespace prefix (?P<undeclared>\S+)(?: for \S+)? on (?P<element>\S+) is not defined", "xml-prefix-unbound"),
    (r"not proper UTF-8|[Ii]nvalid bytes? in character encoding", "xml-bad-encoding"),
)


def as_crossref_says(reason: str) -> str:
    """Crossref's sentence for one of libxml2's; the sentence itself where no other is known.

    Example:
        >>> as_crossref_says("Opening and ending tag mismatch: title line 3 and titles, line 3, column 20")
        'The element type "title" must be terminated by the matching end-tag "</title>".'
    """
    for pattern, code in _TRANSLATIONS:
        if match := re.search(pattern, reason):
            element = match.groupdict().get("element", "")
            groups = {"end_tag": f"</{element}>", "number": 1, "length": 1, "byte": "0x92", **match.groupdict()}
            return CATALOGUE[code].say(**groups)
    return f"{reason.partition(', line ')[0]}."
