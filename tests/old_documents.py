"""Deposits as they were written for older schemas, each with the codes of the changes that it needs."""

from __future__ import annotations

import dataclasses

DOI_DATA = "<doi_data><doi>10.5555/{0}</doi><resource>https://example.org/{0}</resource></doi_data>"
NAMESPACES = (
    'xmlns:fr="http://www.crossref.org/fundref.xsd" xmlns:ai="http://www.crossref.org/AccessIndicators.xsd" '
    'xmlns:rel="http://www.crossref.org/relations.xsd" xmlns:jats="http://www.ncbi.nlm.nih.gov/JATS1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://example.org old.xsd"'
)


@dataclasses.dataclass(frozen=True)
class Old:
    """A document of an old version, and what becomes of it."""

    version: str
    body: str
    codes: tuple[str, ...] = ()
    """Those of the changes, the one of the version aside, in document order."""
    head: str = ""

    @property
    def xml(self) -> str:
        kind, _, version = self.version.rpartition("-")
        name = "name" if version < "4.3.4" else "depositor_name"
        head = self.head or (
            f"<doi_batch_id>batch-1</doi_batch_id>\n{'' if kind else '<timestamp>20150401120000</timestamp>'}\n"
            f"<depositor>\n<{name}>Example Press</{name}>\n<email_address>doi@example.org</email_address>\n"
            "</depositor>\n" + ("" if kind else "<registrant>Example Press</registrant>")
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<doi_batch version="{version}" {NAMESPACES}\n '
            f'xmlns="http://www.crossref.org/{kind}{"_" * bool(kind)}schema/{version}">\n'
            f"<head>\n{head}\n</head>\n<body>\n{self.body.strip()}\n</body>\n</doi_batch>"
        )


def doi_data(suffix: str, *more: str) -> str:
    return DOI_DATA.format(suffix).replace("</doi_data>", "".join(more) + "</doi_data>")


def journal(article: str, metadata: str = "", attributes: str = "") -> str:
    return f"""
<journal>
<journal_metadata{metadata}>
<full_title>Journal of Psychoceramics</full_title>
<issn media_type="electronic">0264-3561</issn>
</journal_metadata>
<journal_article publication_type="full_text"{attributes}>
<titles><title>On <i>Pots</i> &amp; pans</title></titles>
{article}
</journal_article>
</journal>"""


YEAR = '<publication_date media_type="online"><month>04</month><year>2015</year></publication_date>'
PERSON = """<contributors>
<person_name sequence="first" contributor_role="author">
<given_name>Josiah</given_name><surname>Carberry</surname><suffix>Jr</suffix>
<affiliation>Brown University, Providence</affiliation>
<affiliation>Wesleyan &amp; Sons</affiliation>
{orcid}</person_name>
<organization sequence="additional" contributor_role="author">Pot Group</organization>
</contributors>"""
ORCID = "<ORCID>http://orcid.org/0000-0002-1825-0097</ORCID>\n"
CROSSMARK = """<crossmark>
<crossmark_version>1.0</crossmark_version>
<crossmark_policy>10.5555/policy</crossmark_policy>
<crossmark_domains><crossmark_domain><domain>example.org</domain></crossmark_domain></crossmark_domains>
<crossmark_domain_exclusive>false</crossmark_domain_exclusive>
{0}
</crossmark>"""
FUNDING = """<fr:program name="fundref"><fr:assertion name="funder_name">{0}
<fr:assertion name="funder_identifier">https://doi.org/10.13039/100000001</fr:assertion></fr:assertion></fr:program>"""
ASSERTION = '<assertion name="received" label="Received" order="0">2014-09-01</assertion>'
BODY_OF_STANDARDS = """<standards_body><standards_body_name>International Pot Organization</standards_body_name>
<standards_body_acronym>IPO</standards_body_acronym></standards_body>"""


def standard(metadata: str, tag: str = "standard_metadata") -> str:
    return f"<standard>\n<{tag}>\n<titles><title>Pots</title></titles>\n{metadata}\n</{tag}>\n</standard>"


DISTRIBUTION = ' metadata_distribution_opts="any" reference_distribution_opts="query"'

DOCUMENTS: dict[str, Old] = {
    "article 4.3.0": Old(
        "4.3.0",
        journal(
            PERSON.format(orcid="")
            + YEAR
            + '<publisher_item><identifier id_type="pii">S1</identifier></publisher_item>'
            + CROSSMARK.format(
                '<updates><update label="Erratum" type="Expression-of-Concern" date="2014-01-02">10.5555/older</update>'
                "</updates>"
                f"<custom_metadata>{ASSERTION}</custom_metadata>"
            )
            + doi_data(
                "430",
                '<collection property="crawler-based"><item crawler="altavista">'
                "<resource>https://example.org/av</resource></item>"
                '<item crawler="iParadigms"><resource>https://example.org/ip</resource></item></collection>',
            )
            + '<citation_list><citation key="r1"><doi>doi:10.5555/cited</doi></citation>'
            '<citation key="r2"><journal_title>Nature</journal_title><author>Watson</author><cYear>1953</cYear>'
            "<unstructured_citation>Watson, <b>Nature</b></unstructured_citation></citation></citation_list>"
            "<component_list><component parent_relation='isPartOf' component_size='12'>"
            '<description language="de">Eine Tafel</description><format mime_type="text/sgml">SGML</format>'
            + doi_data("430.1")
            + "</component></component_list>",
            ' language="en"',
            ' language="fr"',
        ),
        (
            *("depositor-name", "language", "language", "affiliation", "affiliation", "update-label", "update-type"),
            *("crawler", "doi-as-url", "language", "media-type"),
        ),
    ),
    "article 4.3.1": Old(
        "4.3.1",
        journal(
            PERSON.format(orcid=ORCID)
            + YEAR
            + CROSSMARK.format(
                f"<custom_metadata>{ASSERTION}{FUNDING.format('NSF')}{FUNDING.format('ESF')}</custom_metadata>"
            )
            + doi_data("431")
        ),
        ("depositor-name", "affiliation", "affiliation", "program-once"),
    ),
    "article 4.3.2": Old(
        "4.3.2",
        journal(
            YEAR
            + CROSSMARK.format("<custom_metadata/>")
            + doi_data(
                "432",
                '<collection property="text-mining"><item><resource mime_type="text/xml" content_version="tdm">'
                "https://example.org/tdm</resource></item></collection>",
            ),
            ' language="mo"' + DISTRIBUTION,
            DISTRIBUTION,
        ),
        (
            *("depositor-name", "language", "metadata-distribution", "reference-distribution"),
            *("metadata-distribution", "reference-distribution", "custom-metadata-empty", "content-version"),
        ),
    ),
    "article 4.3.5": Old(
        "4.3.5",
        journal(
            "<contributors><person_name sequence='first' contributor_role='author' name-style='eastern' language='zh'>"
            "<given_name>San</given_name><surname>Zhang</surname><affiliation>Peking University</affiliation>"
            "<alt-name><string-name language='zh'>张三</string-name></alt-name></person_name></contributors>"
            "<jats:abstract><jats:p>Pots <jats:italic>break</jats:italic>.</jats:p></jats:abstract>"
            + YEAR
            + CROSSMARK.format(
                f"<custom_metadata>{ASSERTION}"
                "<ai:program name='AccessIndicators'><ai:license_ref applies_to='vor'>https://example.org/l1"
                "</ai:license_ref></ai:program>"
                "<ai:program name='AccessIndicators'><ai:free_to_read start_date='2015-01-01'/>"
                "<ai:license_ref applies_to='am'>https://example.org/l2</ai:license_ref></ai:program>"
                "<ai:program name='AccessIndicators'><ai:free_to_read start_date='2016-01-01'/></ai:program>"
                "</custom_metadata>"
            )
            + "<rel:program><rel:related_item><rel:description language='en'>A pot</rel:description>"
            "<rel:inter_work_relation relationship-type='references' identifier-type='doi'>10.5555/pot"
            "</rel:inter_work_relation></rel:related_item></rel:program>"
            "<archive_locations><archive name='WebCite'/><archive name='CLOCKSS'/></archive_locations>"
            + doi_data("435")
            + "<citation_list><citation key='1'><standard_designator>ISO 1</standard_designator></citation>"
            "</citation_list>"
        ),
        (
            *("language", "affiliation", "language", "program-once", "program-once", "program-once", "archive"),
            "standard-designator",
        ),
    ),
    "article 4.4.1": Old(
        "4.4.1",
        journal(
            "<contributors><anonymous sequence='first' contributor_role='author'>"
            "<affiliation>Unseen University</affiliation></anonymous></contributors>" + YEAR + doi_data("441"),
            attributes=DISTRIBUTION,
        ),
        ("metadata-distribution", "reference-distribution", "affiliation"),
    ),
    "book of a set 4.3.2": Old(
        "4.3.2",
        "<book book_type='monograph'><book_set_metadata language='bh'><set_metadata><titles><title>Set</title></titles>"
        "<isbn>978-3-16-148410-0</isbn></set_metadata><titles><title>Volume</title></titles><volume>2</volume>"
        + YEAR
        + "<isbn>978-3-16-148410-0</isbn><publisher><publisher_name>Press</publisher_name></publisher>"
        + doi_data("set")
        + FUNDING.format("NSF")
        + "<citation_list><citation key='1'/></citation_list></book_set_metadata></book>",
        ("depositor-name", "language", "book-set-order"),
    ),
    "book in a series 4.5.0": Old(
        "4.5.0",
        "<book book_type='edited_book'><book_series_metadata reference_distribution_opts='any'><series_metadata>"
        "<titles><title>Series</title></titles><issn>0264-3561</issn></series_metadata>"
        "<titles><title>One</title></titles>"
        + YEAR
        + "<noisbn reason='simple_series'/><publisher><publisher_name>Press</publisher_name></publisher>"
        + doi_data("series")
        + "</book_series_metadata><content_item component_type='chapter' language='jw'>"
        + PERSON.format(orcid=ORCID)
        + doi_data("chapter")
        + "</content_item></book>",
        ("reference-distribution", "language", "affiliation", "affiliation"),
    ),
    "conference 4.6.0": Old(
        "4.6.0",
        "<conference><event_metadata><conference_name>Pots 2020</conference_name>"
        "<conference_date start_year='2020'>May</conference_date></event_metadata><proceedings_metadata language='en'>"
        "<proceedings_title>Pots</proceedings_title><publisher><publisher_name>Press</publisher_name></publisher>"
        + YEAR
        + "<noisbn reason='monograph'/></proceedings_metadata><conference_paper>"
        + PERSON.format(orcid="")
        + "<titles><title>Paper</title><original_language_title language='es'>Papel</original_language_title></titles>"
        + doi_data("paper")
        + "</conference_paper></conference>",
        ("language", "affiliation", "affiliation", "language"),
    ),
    "dissertation 4.3.0": Old(
        "4.3.0",
        "<dissertation language='de'><person_name sequence='first' contributor_role='author'>"
        "<surname>Carberry</surname><affiliation>Brown</affiliation></person_name><titles><title>Pots</title></titles>"
        "<approval_date><year>2010</year></approval_date><institution><institution_name>Brown</institution_name>"
        "<institution_place>Providence</institution_place></institution><degree>PhD</degree>"
        + doi_data("thesis")
        + "</dissertation>",
        ("depositor-name", "language", "affiliation"),
    ),
    "report 4.7.0": Old(
        "4.7.0",
        "<report-paper><report-paper_metadata language='en' reference_distribution_opts='none'>"
        "<titles><title>Report</title></titles>"
        + YEAR
        + "<institution><institution_name>Brown</institution_name></institution>"
        + doi_data("report")
        + "</report-paper_metadata></report-paper>",
        ("language", "reference-distribution"),
    ),
    "standard 4.3.1": Old(
        "4.3.1",
        standard(
            "<edition_number>1</edition_number>"
            "<publication_date><year>2010</year></publication_date><publication_date><year>2011</year></publication_date>"
            "<approval_date><year>2012</year></approval_date><approval_date><year>2013</year></approval_date>"
            "<publisher><publisher_name>Press</publisher_name></publisher>"
            "<institution><institution_name>Second</institution_name></institution>"
            "<institution><institution_name>International Pot Organization</institution_name>"
            "<institution_acronym>IPO</institution_acronym><institution_place>Geneva</institution_place></institution>"
            "<publisher_item><identifier id_type='ISO-std-ref'>IPO 12:2010(E)</identifier></publisher_item>"
            + doi_data("standard")
        ),
        (
            *("depositor-name", "standard-designated", "standard-date", "standard-date", "standard-date"),
            *("standards-body", "standards-body", "standards-body"),
        ),
    ),
    "standard 4.3.0 without a designator": Old(
        "4.3.0",
        standard(
            "<publication_date><year>2010</year></publication_date><approval_date><year>2012</year></approval_date>"
            "<institution><institution_name>Pot Organization</institution_name>"
            "<institution_acronym>IPO</institution_acronym></institution>" + doi_data("standard")
        ),
        ("depositor-name", "standard-designated", "standard-date", "standards-body"),
    ),
    "standard 4.3.4": Old(
        "4.3.4",
        standard(
            "<standard_designator type='as_published'><as_published note='x'>IPO 12:2010</as_published>"
            "<as_published>IPO 12</as_published><supersedes>IPO 11</supersedes><adopted_from>ISO 12</adopted_from>"
            "<revision_of>IPO 11:2001</revision_of></standard_designator>"
            + YEAR
            + "<approval_date><year>2012</year></approval_date>"
            + BODY_OF_STANDARDS
            + doi_data("standard")
            + "<citation_list><citation key='1'><standard_designator><as_published>IPO 1</as_published>"
            f"<supersedes>IPO 0</supersedes></standard_designator>{BODY_OF_STANDARDS}</citation></citation_list>"
        ),
        (
            *("standard-date", "standard-designator", "standard-designator", "standard-designator"),
            *("standard-designator", "standard-designator"),
        ),
    ),
    "standard 4.3.5": Old(
        "4.3.5",
        standard(
            "<designators><as_published><designator>IPO 12:2010</designator><altScript>ИПО 12</altScript>"
            "</as_published>"
            "<alt_as_published reason='revision correction' publishedYear='2010' approvedYear='2009'>"
            "<designator>IPO 12</designator></alt_as_published>"
            "<supersedes publishedYear='2001' approvedYear='2000'>IPO 11</supersedes>"
            "<adopted_from>ISO 12</adopted_from><revision_of>IPO 11:2001</revision_of></designators>"
            + BODY_OF_STANDARDS
            + doi_data("standard")
        ),
        ("designators",) * 11,
    ),
    "database 4.3.7": Old(
        "4.3.7",
        "<database><database_metadata language='en'><titles><title>Data</title></titles>"
        "<institution><institution_name>Brown</institution_name></institution></database_metadata>"
        "<dataset dataset_type='record'>"
        + PERSON.format(orcid="")
        + "<titles><title>Set</title></titles><database_date><creation_date><year>2010</year></creation_date>"
        "</database_date><format mime_type='application/sgml'/>" + doi_data("dataset") + "</dataset></database>",
        ("language", "affiliation", "affiliation", "media-type"),
    ),
    "components 4.3.8": Old(
        "4.3.8",
        "<sa_component parent_doi='10.5555/parent'><component_list><component parent_relation='isPartOf' language='en'>"
        "<titles><title>Figure 1</title></titles>"
        + doi_data("figure")
        + "</component></component_list></sa_component>",
        ("language",),
    ),
    "posted content 4.4.0": Old(
        "4.4.0",
        "<posted_content type='working_paper' language='pt'><group_title>Pots</group_title>"
        + PERSON.format(orcid=ORCID)
        + "<titles><title>Working</title></titles><posted_date><year>2017</year></posted_date>"
        "<item_number>1</item_number>" + doi_data("posted") + "</posted_content>",
        ("posted-content-type", "language", "affiliation", "affiliation"),
    ),
    "review 4.4.1": Old(
        "4.4.1",
        "<peer_review stage='pre-publication' type='referee-report' metadata_distribution_opts='any'>"
        "<titles><title>Review</title></titles><review_date><month>1</month><day>2</day><year>2018</year></review_date>"
        "<rel:program><rel:related_item><rel:inter_work_relation relationship-type='isReviewOf' identifier-type='doi'>"
        "10.5555/x</rel:inter_work_relation></rel:related_item></rel:program>" + doi_data("review") + "</peer_review>",
        ("metadata-distribution",),
    ),
    "pending publication 4.8.1": Old(
        "4.8.1",
        "<pending_publication language='en'>"
        + PERSON.format(orcid=ORCID)
        + "<publication><full_title>Pots</full_title><issn>0264-3561</issn></publication>"
        "<acceptance_date><month>1</month><day>2</day><year>2018</year></acceptance_date>"
        "<intent_statement language='en'>We <b>intend</b></intent_statement><doi>10.5555/pending</doi>"
        "</pending_publication>",
        ("language", "affiliation", "affiliation", "language"),
    ),
    "institution 5.1.0": Old(
        "5.1.0",
        journal(
            "<contributors><person_name sequence='first' contributor_role='author'><surname>C</surname>"
            "<affiliation>Brown</affiliation></person_name></contributors>" + YEAR + doi_data("510")
        ),
        ("affiliation",),
    ),
    "affiliations 5.3.0": Old(
        "5.3.0",
        journal(
            "<contributors><person_name sequence='first' contributor_role='author'><surname>C</surname><affiliations>"
            "<institution><institution_id type='ror'>https://ror.org/05gq02987</institution_id></institution>"
            "</affiliations></person_name></contributors>" + YEAR + doi_data("530"),
            attributes=" language='en' reference_distribution_opts='any'",
        ),
        ("language", "reference-distribution"),
    ),
    "names 5.4.0": Old(
        "5.4.0",
        journal(
            "<contributors><person_name sequence='first' contributor_role='author' language='zho'>"
            "<given_name>San</given_name><surname>Zhang</surname><name>张三</name><name>Zhang Sān</name>"
            "<ORCID>https://orcid.org/0000-0002-1825-0097</ORCID></person_name>"
            "<person_name sequence='additional' contributor_role='author'><name>Suharto</name></person_name>"
            "</contributors>" + YEAR + doi_data("540"),
            attributes=" language='eng'",
        ),
        ("other-names", "other-names", "other-names"),
    ),
}

RESOURCES: dict[str, Old] = {
    "references 4.3.0": Old(
        "doi_resources-4.3.0",
        "<doi_citations><doi>doi:10.5555/a</doi><citation_list><citation key='1'><doi>10.5555/b</doi></citation>"
        "</citation_list></doi_citations>",
        ("depositor-name", "doi-as-url"),
    ),
    "resources 4.3.2": Old(
        "doi_resources-4.3.2",
        "<doi_resources><doi>10.5555/a</doi>"
        "<collection property='crawler-based'><item crawler='altavista'><resource>https://example.org/1</resource></item>"
        "<item crawler='iParadigms'><resource>https://example.org/2</resource></item></collection>"
        "<collection property='text-mining'><item><resource content_version='tdm'>https://example.org/3</resource></item>"
        "</collection><collection property='list-based'/></doi_resources>"
        "<doi_resources><doi>10.5555/b</doi></doi_resources>"
        f"<fundref_data><doi>10.5555/a</doi>{FUNDING.format('NSF')}</fundref_data>",
        ("depositor-name", "collection-alone", "collection-alone", "crawler", "content-version", "collection-alone"),
    ),
    "Crossmark 4.3.4": Old(
        "doi_resources-4.3.4",
        "<crossmark_data><doi>10.5555/a</doi>"
        + CROSSMARK.format(
            "<updates><update label='Retraction' type='retraction' date='2014-01-02'>10.5555/older</update></updates>"
        )
        + "</crossmark_data>",
        ("update-label",),
    ),
    "relations 4.5.0": Old(
        "doi_resources-4.5.0",
        "<doi_relations><doi>10.5555/a</doi><rel:program><rel:related_item><rel:description language='en'>A pot"
        "</rel:description><rel:inter_work_relation relationship-type='references' identifier-type='doi'>10.5555/pot"
        "</rel:inter_work_relation></rel:related_item></rel:program></doi_relations>",
    ),
}
"""Parts of records."""
