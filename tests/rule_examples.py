# ruff: noqa: E501 - documents in one line
"""For each rule what it finds and what it leaves alone; the place where it must find something is marked with ¶."""

from __future__ import annotations

import dataclasses

from crossref_deposit.problems import Severity

NAMESPACES = (
    'xmlns="http://www.crossref.org/schema/5.5.0" version="5.5.0" xmlns:fr="http://www.crossref.org/fundref.xsd" '
    'xmlns:ai="http://www.crossref.org/AccessIndicators.xsd" xmlns:ct="http://www.crossref.org/clinicaltrials.xsd" '
    'xmlns:rel="http://www.crossref.org/relations.xsd" xmlns:mml="http://www.w3.org/1998/Math/MathML"'
)
JOURNAL = "/doi_batch/body/journal"
ARTICLE = f"{JOURNAL}/journal_article"
MARK = "¶"
ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


def document(
    *,
    timestamp: str = "<timestamp>20260101000000</timestamp>",
    email: str = "<email_address>a@example.org</email_address>",
    metadata: str = "<full_title>Journal of Tests</full_title><issn>0264-3561</issn>",
    issue: str = "",
    titles: str = "<title>On tests</title>",
    people: str = "",
    date: str = "<publication_date><year>2026</year></publication_date>",
    pages: str = "",
    programs: str = "",
    data: str = "<doi>10.5555/a</doi><resource>https://example.org/a</resource>",
    references: str = "",
    more: str = "",
    beside: str = "",
) -> str:
    """A deposit of one article, valid by the schema if its parts are."""
    contributors = f"<contributors>{people}</contributors>" if people else ""
    citations = f"<citation_list>{references}</citation_list>" if references else ""
    return (
        f"<doi_batch {NAMESPACES}>\n<head><doi_batch_id>batch-1</doi_batch_id>{timestamp}<depositor><depositor_name>A"
        f"</depositor_name>\n{email}</depositor><registrant>R</registrant></head>\n"
        f"<body><journal>\n<journal_metadata>{metadata}</journal_metadata>\n{issue}<journal_article>\n"
        f"<titles>{titles}</titles>\n{contributors}\n{date}\n{pages}\n{programs}\n<doi_data>{data}</doi_data>\n"
        f"{citations}</journal_article>\n{more}</journal>\n{beside}</body></doi_batch>"
    )


def article(doi: str, *, timestamp: str = "") -> str:
    """A further article."""
    own = f"<timestamp>{timestamp}</timestamp>" if timestamp else ""
    return (
        "<journal_article><titles><title>More</title></titles><publication_date><year>2026</year></publication_date>"
        f"<doi_data>{doi}{own}<resource>https://example.org/b</resource></doi_data></journal_article>"
    )


def person(inside: str, name: str = "A") -> str:
    """An author."""
    return f'<person_name sequence="first" contributor_role="author"><surname>{name}</surname>{inside}</person_name>'


def at_institution(kind: str, text: str) -> str:
    """An author with an affiliation."""
    inside = f'<institution_name>I</institution_name>{MARK}<institution_id type="{kind}">{text}</institution_id>'
    return person(f"<affiliations><institution>{inside}</institution></affiliations>")


def funded(*assertions: str) -> str:
    """A funding program."""
    return f'<fr:program name="fundref">{"".join(assertions)}</fr:program>'


def assertion(name: str, text: str) -> str:
    return f'{MARK}<fr:assertion name="{name}">{text}</fr:assertion>'


def trial(registry: str, number: str) -> str:
    element = f'{MARK}<ct:clinical-trial-number registry="{registry}">{number}</ct:clinical-trial-number>'
    return f"<ct:program>{element}</ct:program>"


def related(kind: str, text: str) -> str:
    """A relation."""
    inside = (
        f'{MARK}<rel:inter_work_relation relationship-type="isReviewOf" identifier-type="{kind}">{text}'
        "</rel:inter_work_relation>"
    )
    return f'<rel:program name="relations"><rel:related_item>{inside}</rel:related_item></rel:program>'


def crossmark(*, policy: str = "10.5555/policy", domain: str = "www.example.org", updates: str = "") -> str:
    """Crossmark."""
    return (
        f"<crossmark>{policy}<crossmark_domains><crossmark_domain>{domain}</crossmark_domain></crossmark_domains>"
        f"{f'<updates>{updates}</updates>' if updates else ''}</crossmark>"
    )


POLICY = "<crossmark_policy>10.5555/policy</crossmark_policy>"
DOMAIN = "<domain>www.example.org</domain>"
ISBN_BOOK = (
    '<book book_type="monograph"><book_metadata><titles><title>B</title></titles><publication_date><year>2020</year>'
    "</publication_date>{}<publisher><publisher_name>P</publisher_name></publisher><doi_data><doi>10.5555/b</doi>"
    "<resource>https://example.org/b</resource></doi_data></book_metadata></book>"
)


BOOK_WITHOUT_ISBN = ISBN_BOOK.format('<noisbn reason="monograph"/>')


@dataclasses.dataclass(frozen=True)
class Example:
    """Parts of a document, and what a rule has to say of it."""

    parts: dict[str, str]
    path: str
    value: str | None
    severity: Severity = WARNING
    valid: bool = True
    """Whether the schema lets it pass."""
    known: dict[str, int] = dataclasses.field(default_factory=dict)
    doi: str | None = "10.5555/a"

    @property
    def marked(self) -> str:
        return document(**self.parts)

    @property
    def xml(self) -> str:
        return self.marked.replace(MARK, "")

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the mark."""
        before = self.marked[: self.marked.index(MARK)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


def book(isbn: str) -> str:
    """The XML of a deposit of one book."""
    head, _, _ = document().partition("<journal>")
    return f"{head}{ISBN_BOOK.format(isbn)}</body></doi_batch>"


def dated(inside: str) -> str:
    return f"{MARK}<publication_date>{inside}</publication_date>"


def doi_data(doi: str, url: str = "https://example.org/a", **more: str) -> dict[str, str]:
    return {"data": f"{MARK}<doi>{doi}</doi>{more.get('timestamp', '')}<resource>{url}</resource>"}


def landing(url: str) -> dict[str, str]:
    return {"data": f"<doi>10.5555/a</doi>{MARK}<resource>{url}</resource>"}


FOUND: dict[str, list[Example]] = {
    "record-types-mixed": [
        Example({"beside": f"{MARK}{BOOK_WITHOUT_ISBN}"}, "/doi_batch/body/book", "book", ERROR, valid=False, doi=None),
    ],
    "depositor-email": [
        Example({"email": f"{MARK}<email_address>a at example.org</email_address>"}, "/doi_batch/head/depositor/email_address", "a at example.org", doi=None),
        Example({"email": f"{MARK}<email_address>A &lt;a@example.org&gt;</email_address>"}, "/doi_batch/head/depositor/email_address", "A <a@example.org>", doi=None),
    ],
    "doi-malformed": [
        Example(doi_data(doi), f"{ARTICLE}/doi_data/doi", doi, ERROR, valid=False, doi=doi)
        for doi in ("https://doi.org/10.5555/a", "doi:10.5555/a", "10.5555", "10.5555/", "11.5555/a", "10.5555/" + 201 * "a")
    ],
    "doi-invalid-characters": [
        Example(doi_data("10.5555/a b"), f"{ARTICLE}/doi_data/doi", "10.5555/a b", ERROR, doi="10.5555/a b"),
        Example(doi_data("10.5555/é"), f"{ARTICLE}/doi_data/doi", "10.5555/é", ERROR, doi="10.5555/é"),
        Example(doi_data("10.5555/a#b"), f"{ARTICLE}/doi_data/doi", "10.5555/a#b", doi="10.5555/a#b"),
        Example(doi_data("10.5555/a%2Fb"), f"{ARTICLE}/doi_data/doi", "10.5555/a%2Fb", doi="10.5555/a%2Fb"),
    ],
    "prefixes-differ": [
        Example({"more": article("<doi>10.5555/b</doi>") + article(f"{MARK}<doi>10.6666/c</doi>")}, f"{ARTICLE}[3]/doi_data/doi", "10.6666/c", ERROR, doi="10.6666/c"),
    ],
    "doi-repeated": [
        Example({"more": article(f"{MARK}<doi>10.5555/A</doi>")}, f"{ARTICLE}[2]/doi_data/doi", "10.5555/A", ERROR, doi="10.5555/A"),
        Example({"more": article(f"{MARK}<doi>10.5555/a</doi>", timestamp="20260102000000")}, f"{ARTICLE}[2]/doi_data/doi", "10.5555/a"),
        Example(
            {
                "issue": "<journal_issue><publication_date><year>2026</year></publication_date><doi_data><doi>10.5555/i</doi><resource>https://example.org/i</resource></doi_data></journal_issue>",
                "beside": "<journal><journal_metadata><full_title>J</full_title><issn>0264-3561</issn></journal_metadata><journal_issue><publication_date><year>2026</year></publication_date>"
                f"<doi_data>{MARK}<doi>10.5555/i</doi><resource>https://example.org/i</resource></doi_data></journal_issue></journal>",
            },
            f"{JOURNAL}[2]/journal_issue/doi_data/doi", "10.5555/i", doi="10.5555/i",
        ),
    ],
    "doi-missing": [],
    "file-too-large": [],
    "isbn-invalid": [],
    "timestamp-missing": [
        Example({"timestamp": ""}, "/doi_batch/head", None, ERROR, valid=False, doi=None),
    ],
    "timestamp-not-newer": [
        Example(doi_data("10.5555/a"), f"{ARTICLE}/doi_data/doi", "20260101000000", ERROR, known={"10.5555/A": 20260101000000}),
        Example(
            {"data": f"<doi>10.5555/a</doi>{MARK}<timestamp>20260601000000</timestamp><resource>https://example.org/a</resource>"},
            f"{ARTICLE}/doi_data/timestamp", "20260601000000", ERROR, known={"https://doi.org/10.5555/a": 20260701000000},
        ),
    ],
    "title-level-timestamp": [
        Example(
            {"metadata": f"<full_title>J</full_title><doi_data>{MARK}<doi>10.5555/j</doi><resource>https://example.org</resource></doi_data>"},
            f"{JOURNAL}/journal_metadata/doi_data/doi", "20260101000000", ERROR, known={"10.5555/j": 20260101000000}, doi="10.5555/j",
        ),
    ],
    "timestamp-implausible": [
        Example({"timestamp": f"{MARK}<timestamp>{value}</timestamp>"}, "/doi_batch/head/timestamp", value, doi=None)
        for value in ("1", "99991231235959", "20261301", "9" * 30, "20269999999999999999")
    ] + [Example({"data": f"<doi>10.5555/a</doi>{MARK}<timestamp>20991231</timestamp><resource>https://example.org/a</resource>"}, f"{ARTICLE}/doi_data/timestamp", "20991231")],
    "title-empty": [
        Example({"titles": f"{MARK}<title/>"}, f"{ARTICLE}/titles/title", None, ERROR),
        Example({"titles": f"{MARK}<title><i> </i></title>"}, f"{ARTICLE}/titles/title", None, ERROR),
        Example({"metadata": f"{MARK}<full_title> </full_title><issn>0264-3561</issn>"}, f"{JOURNAL}/journal_metadata/full_title", None, ERROR, doi=None),
    ],
    "title-looks-like-markup": [
        Example({"titles": f"{MARK}<title>{text}</title>"}, f"{ARTICLE}/titles/title", value)
        for text, value in (
            ("On &lt;i&gt;Homo&lt;/i&gt;", "On <i>Homo</i>"),
            ("Q&amp;amp;A", "Q&amp;A"),
            ("caf&amp;eacute;", "caf&eacute;"),
            (r"On \textit{Homo}", r"On \textit{Homo}"),
            ("H&lt;sub class='x'&gt;2", "H<sub class='x'>2"),
        )
    ],
    "title-without-identifier": [
        Example({"metadata": f"{MARK}<full_title>J</full_title>"}, f"{JOURNAL}/journal_metadata/full_title", "J", ERROR, doi=None),
    ],
    "orcid-checksum": [
        Example({"people": person(f"{MARK}<ORCID>https://orcid.org/0000-0002-1825-0098</ORCID>")}, f"{ARTICLE}/contributors/person_name/ORCID", "https://orcid.org/0000-0002-1825-0098", ERROR),
    ],
    "orcid-duplicate": [
        Example(
            {"people": person("<ORCID>http://orcid.org/0000-0002-1825-0097</ORCID>") + person(f"{MARK}<ORCID>https://orcid.org/0000-0002-1825-0097</ORCID>")},
            f"{ARTICLE}/contributors/person_name[2]/ORCID", "https://orcid.org/0000-0002-1825-0097", ERROR,
        ),
    ],
    "issn-invalid": [
        Example({"metadata": f"<full_title>J</full_title>{MARK}<issn>{issn}</issn>"}, f"{JOURNAL}/journal_metadata/issn", issn, ERROR, doi=None)
        for issn in ("0264-3562", "02643562")
    ],
    "institution-identifier": [
        Example({"people": at_institution(kind, text)}, f"{ARTICLE}/contributors/person_name/affiliations/institution/institution_id", text)
        for kind, text in (
            ("ror", "https://ror.org/029chgv09"), ("ror", "https://ror.org/xyz"), ("isni", "https://ror.org/029chgv08"), ("isni", "https://isni.org/isni/0000000121032684"), ("wikidata", "https://www.wikidata.org/wiki/P42"),
        )
    ],
    "date-impossible": [
        Example({"date": dated(f"{inside}<year>{year}</year>")}, f"{ARTICLE}/publication_date", value)
        for inside, year, value in (
            ("<month>2</month><day>31</day>", 2026, "2026-2-31"),
            ("<month>02</month><day>29</day>", 2026, "2026-02-29"),
            ("<month>13</month>", 2026, "2026-13"),
            ("<month>21</month><day>3</day>", 2026, "2026-21-3"),
            ("<day>3</day>", 2026, "2026--3"),
        )
    ],
    "date-implausible": [Example({"date": dated("<year>2199</year>")}, f"{ARTICLE}/publication_date", "2199")],
    "pages-implausible": [
        Example({"pages": f"{MARK}<pages><first_page>{first}</first_page>{last and f'<last_page>{last}</last_page>'}</pages>"}, f"{ARTICLE}/pages", value)
        for first, last, value in (("12", "9", "12-9"), ("12-20", "", "12-20"), ("12–20", "", "12–20"), ("p. 12", "", "p. 12"), ("12", "pp 20", "12-pp 20"))
    ],
    "volume-implausible": [
        Example({"issue": f"<journal_issue><publication_date><year>2026</year></publication_date>{inside}</journal_issue>"}, f"{JOURNAL}/journal_issue/{path}", value, doi=None)
        for inside, path, value in (
            (f"<journal_volume>{MARK}<volume>Vol. 3</volume></journal_volume>", "journal_volume/volume", "Vol. 3"),
            (f"{MARK}<issue>No. 4</issue>", "issue", "No. 4"),
        )
    ],
    "resource-url": [
        Example(landing(url), f"{ARTICLE}/doi_data/resource", url)
        for url in (
            "http://", "https://localhost/a", "http://127.0.0.1:8000/a", "http://192.168.0.1/", "https://example/a", "https://example.org/a b",
            "https://doi.org/10.5555/A", "http://[::1", "https://journal.local/a", "https://exa!mple.org",
        )
    ],
    "license-url": [
        Example({"programs": f'<ai:program name="AccessIndicators">{MARK}<ai:license_ref>{url}</ai:license_ref></ai:program>'}, f"{ARTICLE}/program/license_ref", url)
        for url in ("https://CC BY 4.0", "https://cc-by-4.0")
    ],
    "domain-malformed": [
        Example(
            {"programs": crossmark(policy=POLICY, domain=f"{MARK}<domain>{domain}</domain>")},
            f"{ARTICLE}/crossmark/crossmark_domains/crossmark_domain/domain", domain, ERROR, valid=False,
        )
        for domain in ("https://www.example.org", "www.example.org/journal", "www.example.org:443")
    ],
    "crossmark-policy": [
        Example(
            {"programs": crossmark(policy=f"{MARK}<crossmark_policy>https://doi.org/10.5555/policy</crossmark_policy>", domain=DOMAIN)},
            f"{ARTICLE}/crossmark/crossmark_policy", "https://doi.org/10.5555/policy", ERROR, valid=False,
        )
    ],
    "update-of-itself": [
        Example(
            {"programs": crossmark(policy=POLICY, domain=DOMAIN, updates=f'{MARK}<update type="correction" date="2026-01-01">10.5555/A</update>')},
            f"{ARTICLE}/crossmark/updates/update", "10.5555/A", NOTICE,
        )
    ],
    "funder-identifier": [
        Example({"programs": funded(assertion(name, text))}, f"{ARTICLE}/program/assertion", text)
        for name, text in (("funder_identifier", "EU"), ("funder_identifier", "https://ror.org/029chgv08"), ("ror", "https://ror.org/029chgv09"), ("ror", "029chgv08"))
    ],
    "grant-identifier": [Example({"programs": funded(assertion("grant_doi", "098051"))}, f"{ARTICLE}/program/assertion", "098051")],
    "clinical-trial-format": [
        Example({"programs": trial(registry, number)}, f"{ARTICLE}/program/clinical-trial-number", number)
        for registry, number in (("10.18810/clinical-trials-gov", "NCT1234"), ("10.18810/isrctn", "NCT01234567"), ("10.18810/anzctr", "12605000001234"))
    ],
    "clinical-trial-registry": [Example({"programs": trial("10.18810/none", "NCT01234567")}, f"{ARTICLE}/program/clinical-trial-number", "10.18810/none")],
    "relation-to-itself": [Example({"programs": related("doi", "10.5555/A")}, f"{ARTICLE}/program/related_item/inter_work_relation", "10.5555/A")],
    "relation-identifier": [
        Example({"programs": related(kind, text)}, f"{ARTICLE}/program/related_item/inter_work_relation", text)
        for kind, text in (
            ("doi", "https://doi.org/10.5555/b"), ("issn", "0264-3562"), ("isbn", "978-0-306-40615-8"), ("uri", "example.org/a"), ("pmid", "PMC123"),
            ("arxiv", "see arXiv"), ("uuid", "1234"), ("purl", "purl.org/x"),
        )
    ],
    "reference-too-thin": [
        Example(
            {"references": f'<citation key="r0"><doi>10.5555/z</doi></citation>\n{MARK}<citation key="r1"><author>A</author><cYear>2020</cYear></citation>'},
            f"{ARTICLE}/citation_list/citation[2]", "r1", NOTICE,
        ),
        Example({"references": f'{MARK}<citation key="r1"><!-- <doi>10.5555/z</doi> --><author>doi</author></citation>'}, f"{ARTICLE}/citation_list/citation", "r1", NOTICE),
    ],
    "text-control-character": [
        Example({"titles": f"{MARK}<title>On \x93tests</title>"}, f"{ARTICLE}/titles/title", "On \x93"),
        Example({"titles": f"<title>On &#8220;</title>{MARK}<subtitle>&#x93;tests</subtitle>"}, f"{ARTICLE}/titles/subtitle", "&#x93;"),
        Example({"titles": f"{MARK}<title>On <b>bold</b> &#129;</title>"}, f"{ARTICLE}/titles/title", " &#129;"),
    ],
    "text-misread": [
        Example({"people": f'<person_name sequence="first" contributor_role="author">{MARK}<surname>{name}</surname></person_name>'}, f"{ARTICLE}/contributors/person_name/surname", value)
        for name, value in (("JosÃ©", "JosÃ©"), ("Oâ€™Hara", "Oâ€"), ("Nu\ufffdez", "Nu\ufffd"), ("Âµ", "Âµ"))
    ],
}  # fmt: skip
"""What each rule finds."""

PERFECT = [
    {"titles": "<title>a &lt; b, AT&amp;T, <i>x</i>, « Ã », 5 &lt;i and 3</title>"},
    {"titles": "<title><mml:math><mml:mi>x</mml:mi></mml:math></title>"},
    {"timestamp": "<timestamp>1767225600</timestamp>"},
    {"timestamp": "<timestamp>1767225600000</timestamp>"},
    {"timestamp": "<timestamp>20261122045231371</timestamp>"},
    {"timestamp": "<timestamp>20260101</timestamp>"},
    {"date": "<publication_date><month>02</month><day>29</day><year>2024</year></publication_date>"},
    {"date": "<publication_date><month>33</month><year>2024</year></publication_date>"},
    {"date": '<publication_date media_type="online"><month>12</month><day>31</day><year>2026</year></publication_date>'},
    {"pages": "<pages><first_page>S1</first_page><last_page>S9</last_page></pages>"},
    {"pages": "<pages><first_page>e1234-5</first_page></pages>"},
    {"pages": "<pages><first_page>20-3</first_page></pages>"},
    {"pages": "<pages><first_page>99</first_page><last_page>100</last_page></pages>"},
    {"pages": "<pages><first_page>p12</first_page></pages>"},
    *(
        landing(url)
        for url in (
            "https://example.org",
            "http://example.org:8080/a?b=c#d",
            "https://bücher.example/ä",
            "ftp://ftp.example.org/a.pdf",
            "https://8.8.8.8/a",
            "https://doi.org/10.5555/other",
        )
    ),
    {"people": at_institution("ror", "https://ror.org/029chgv08") + at_institution("isni", "https://isni.org/isni/0000000121032683")},
    {"people": at_institution("wikidata", "https://www.wikidata.org/entity/Q42")},
    {"people": person("<ORCID>https://orcid.org/0000-0002-1825-0097</ORCID>") + person("<ORCID>https://orcid.org/0000-0001-5109-3700</ORCID>")},
    {"people": person("", "MÇÃO") + person("", "Åsa “Quoted” Ünal")},
    {"programs": funded(assertion("funder_name", f"W{assertion('funder_identifier', 'https://doi.org/10.13039/100010269')}"))},
    {"programs": funded(assertion("funder_identifier", "501100000780"), assertion("ror", "https://ror.org/029chgv08"))},
    {"programs": funded(assertion("grant_doi", "10.35802/098051"), assertion("grant_doi", "https://doi.org/10.35802/098051"))},
    *(
        {"programs": trial(f"10.18810/{registry}", number)}
        for registry, number in (
            ("clinical-trials-gov", "NCT02725827"),
            ("isrctn", "isrctn12345"),
            ("anzctr", "ACTRN12605000001234"),
            ("chictr", "ChiCTR-IOR-15007123"),
            ("chictr", "ChiCTR2000029308"),
            ("clinical-trial-registry-india", "CTRI/2011/05/001234"),
            ("cris", "KCT0001234"),
            ("drks", "DRKS00012345"),
            ("dutch-trial-register", "NTR1234"),
            ("euctr", "2010-019181-91"),
            ("euctr", "2022-500123-12-00"),
            ("irct", "IRCT201012345678N1"),
            ("jprn", "JPRN-UMIN000012345"),
            ("jma", "JMA-IIA00012"),
            ("pactr", "PACTR201012000123456"),
            ("rebec", "RBR-4dm6bt"),
            ("rpec", "RPCEC00000123"),
            ("slctr", "SLCTR/2010/001"),
            ("tctr", "TCTR20100101001"),
            ("umin-japan", "UMIN000012345"),
            ("utn", "U1111-1234-1234"),
        )
    ),
    *(
        {"programs": related(kind, text)}
        for kind, text in (
            ("doi", "10.5555/b"),
            ("issn", "0264-3561"),
            ("isbn", "978-0-306-40615-7"),
            ("uri", "https://example.org/a"),
            ("uri", "urn:nbn:de:101:1-201102033592"),
            ("pmid", "26673071"),
            ("pmcid", "PMC1234567"),
            ("arxiv", "arXiv:2101.00001v2"),
            ("arxiv", "hep-th/9901001"),
            ("ark", "ark:/12148/btv1b8449691v"),
            ("handle", "2027/abc"),
            ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
            ("accession", "GSE12345"),
            ("other", "anything at all"),
        )
    ),
    {"programs": crossmark(policy=POLICY, domain=DOMAIN, updates='<update type="erratum" date="2026-01-01">10.5555/z</update>')},
    {
        "references": "".join(
            f'<citation key="r{number}"><{name}>{text}</{name}></citation>'
            for number, (name, text) in enumerate(
                {
                    "doi": "10.5555/z",
                    "issn": "0264-3561",
                    "journal_title": "J",
                    "isbn": "978-0-306-40615-7",
                    "volume_title": "B",
                    "series_title": "S",
                    "std_designator": "ISO 1",
                    "unstructured_citation": "A. On the citation of citation s.",
                }.items()
            )
        )
    },
    {"references": '<citation\nkey="r1"><!-- c --><doi>10.5555/z</doi></citation>'},
    {"metadata": "<full_title>J</full_title><doi_data><doi>10.5555/j</doi><resource>https://example.org</resource></doi_data>"},
    {"issue": "<journal_issue><publication_date><year>2026</year></publication_date><journal_volume><volume>3A</volume></journal_volume><issue>Special Issue 2</issue></journal_issue>"},
]  # fmt: skip
"""What no rule finds anything in: mostly the near misses of those above."""
