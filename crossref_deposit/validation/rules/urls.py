"""Addresses: of landing pages, full texts, licences, Crossmark domains."""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from crossref_deposit.validation.rules.deposit import CheckedDeposit
from crossref_deposit.validation.rules.rule import Finding, rule
from crossref_deposit.validation.rules.scan import Found
from crossref_deposit.validation.submission_index import canonical_doi

_LOCAL: Final = "local localhost internal invalid test lan".split()
"""What the names of hosts that only their own network knows end with."""
_PLAIN: Final = re.compile(
    rf"(?:https?|ftp)://(?:[A-Za-z0-9-]+\.)+(?!(?:{'|'.join(_LOCAL)})(?:/|$))[A-Za-z]{{2,}}(?:/[!-~]*)?"
)
"""What needs no closer look."""
_SCHEMES: Final = frozenset(["http", "https", "ftp"])
_NOT_FOR_HOSTS: Final = re.compile(r"[^\w.\-\[\]:%]")
_RESOLVERS: Final = frozenset(["doi.org", "dx.doi.org", "www.doi.org"])


@rule("resource-url")
def resource_url(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Landing pages and full texts that nobody can go to."""
    for found in deposit.found("resource"):
        if fault := _fault(found.text) or _circle(deposit, found):
            yield Finding(found, f"The resource {found.text} {fault}.", found.text)


@rule("license-url")
def license_url(deposit: CheckedDeposit) -> Iterator[Finding]:
    """Licences whose address is none."""
    for found in deposit.found("license_ref"):
        if fault := _fault(found.text):
            yield Finding(found, f"The license_ref {found.text} {fault}.", found.text)


@rule("domain-malformed")
def domain_malformed(deposit: CheckedDeposit) -> Iterator[Finding]:
    """A Crossmark domain with a scheme or a path."""
    for found in deposit.found("domain"):
        if "/" in found.text or ":" in found.text:
            host = re.sub(r"^[a-z]*:?/+", "", found.text, flags=re.IGNORECASE).partition("/")[0].partition(":")[0]
            yield Finding(
                found, f"The domain {found.text} is an address, expected the domain alone: {host}.", found.text
            )


def _circle(deposit: CheckedDeposit, found: Found) -> str:
    """Whether an address is the resolver's for the record's own DOI, which then leads to itself."""
    own = deposit.doi_of(found.part)
    if own is None or "doi.org/" not in found.text:
        return ""
    parts = urlsplit(found.text)
    itself = parts.hostname in _RESOLVERS and canonical_doi(parts.path.strip("/")) == canonical_doi(own)
    return "is the DOI's own address, which leads back to itself" if itself else ""


def _fault(url: str) -> str:
    return "" if _PLAIN.fullmatch(url) else _fault_of_unusual(url)


@functools.lru_cache(maxsize=1024)
def _fault_of_unusual(url: str) -> str:
    if re.search(r"\s", url):
        return "has blanks in it"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "is not a URL"
    if parts.scheme.lower() not in _SCHEMES:
        return "does not begin with http://, https:// or ftp://"
    if not host or _NOT_FOR_HOSTS.search(host):
        return "has no host"
    return _fault_of_host(host)


def _fault_of_host(host: str) -> str:
    last = host.rpartition(".")[2].lower()
    try:
        private = not ipaddress.ip_address(host).is_global
    except ValueError:
        private = last in _LOCAL
        if not private and (last == host or last.isdigit()):
            return f"has a host without a domain: {host}"
    return f"has a host that only its own network knows: {host}" if private else ""


URL_RULES: Final = (resource_url, license_url, domain_malformed)
