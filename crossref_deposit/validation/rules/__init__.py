"""What Crossref refuses after the schema, and what is probably wrong, found before sending.

Each rule names the kind of problem (`crossref_deposit.problems.CATALOGUE`) that it foretells, so that a check
before sending and a log afterwards speak of the same things.
"""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems import Problem
from crossref_deposit.validation.documents import Document, text_of
from crossref_deposit.validation.role_assertions import broken_assertions
from crossref_deposit.validation.rules.batch import BATCH_RULES
from crossref_deposit.validation.rules.citations import CITATION_RULES
from crossref_deposit.validation.rules.dates import DATE_RULES
from crossref_deposit.validation.rules.deposit import CheckedDeposit, KnownTimestamps
from crossref_deposit.validation.rules.dois import DOI_RULES
from crossref_deposit.validation.rules.funding import FUNDING_RULES
from crossref_deposit.validation.rules.identifiers import IDENTIFIER_RULES
from crossref_deposit.validation.rules.pages import PAGE_RULES
from crossref_deposit.validation.rules.relations import RELATION_RULES
from crossref_deposit.validation.rules.rule import Finding, Rule, problem_at
from crossref_deposit.validation.rules.texts import TEXT_RULES
from crossref_deposit.validation.rules.timestamps import TIMESTAMP_RULES
from crossref_deposit.validation.rules.titles import TITLE_RULES
from crossref_deposit.validation.rules.trials import TRIAL_RULES
from crossref_deposit.validation.rules.urls import URL_RULES
from crossref_deposit.validation.submission_index import SubmissionIndex

__all__ = ["RULES", "KnownTimestamps", "Rule", "check", "check_assertions", "rule_problems"]

RULES: Final[tuple[Rule, ...]] = (
    *BATCH_RULES,
    *DOI_RULES,
    *TIMESTAMP_RULES,
    *TITLE_RULES,
    *IDENTIFIER_RULES,
    *DATE_RULES,
    *PAGE_RULES,
    *URL_RULES,
    *FUNDING_RULES,
    *TRIAL_RULES,
    *RELATION_RULES,
    *CITATION_RULES,
    *TEXT_RULES,
)
"""All rules."""
_OF_WHOLE_RECORDS: Final = frozenset({"timestamp-missing", "doi-missing", "doi-repeated", "prefixes-differ"})
"""Rules that say nothing of deposits of parts of records: several parts may be of one DOI."""


def check(source: Document, *, known_timestamps: KnownTimestamps | None = None) -> list[Problem]:
    """Everything in a deposit that Crossref would refuse although the schema allows it, as far as can be foretold.

    An ``ERROR`` is what Crossref is known to refuse, a ``WARNING`` what is probably wrong, a ``NOTICE`` advice.

    Args:
        source: The batch, or the document (bytes, text), or where it is (path, binary file). Lines and columns are
            those of the XML that would be sent.
        known_timestamps: The timestamps that DOIs were last deposited with: a mapping, or a function that returns
            one for a DOI (as the deposit writes it), or None. Crossref refuses a record whose timestamp is not greater.

    Returns:
        The problems in document order, each with its record, line, column, path, value and remedy.

    Raises:
        SchemaError: The document is not well-formed XML, or has a DTD.
        OSError: The path cannot be read.

    Example:
        >>> from crossref_deposit.validation import check
        >>> [problem] = check('''<doi_batch><head><timestamp>20260101</timestamp></head><body><journal>
        ... <journal_metadata><issn>0264-3562</issn><doi_data><doi>10.5555/j</doi></doi_data></journal_metadata>
        ... </journal></body></doi_batch>''')
        >>> problem.code, problem.line, problem.value
        ('issn-invalid', 2, '0264-3562')
    """
    found = rule_problems(CheckedDeposit(text_of(source), known_timestamps=known_timestamps))
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0))


def rule_problems(deposit: CheckedDeposit) -> list[Problem]:
    """What the rules find, one after the other."""
    skipped = _OF_WHOLE_RECORDS if "doi_resources_schema" in deposit.namespace else frozenset()
    return [problem for rule in RULES if rule.code not in skipped for problem in rule.problems(deposit)]


def check_assertions(source: bytes | str) -> list[Problem]:
    """The places where the assertions of schema 5.5.0, which need XSD 1.1, do not hold.

    The ``type`` of a ``role`` must be of its vocabulary, and a ``person_name`` must say the person's role.

    Args:
        source: The document. Only those of schema 5.5.0 have assertions.
    """
    broken = list(broken_assertions(source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source))
    if not broken:
        return []
    index = SubmissionIndex(source)
    return [problem_at(index, found.code, Finding(found, found.message, found.value)) for found in broken]
