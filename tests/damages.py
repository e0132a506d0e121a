"""One document damaged in many ways, and what is wrong with it."""

from __future__ import annotations

from journals import GOOD_ORCID, article, deposit, journal, person

DOCUMENT = deposit(
    journal(
        article("10.5555/one", person(GOOD_ORCID)),
        article("10.5555/two", citations="<citation key='1'><doi>10.5555/zero</doi></citation>"),
    )
).decode()
ARTICLE = "/doi_batch/body/journal/journal_article[1]"

FAULTS: dict[str, tuple[str, str, str, str, str | None, str]] = {
    "another element": (
        "<surname>Carberry</surname>",
        "<family_name>Carberry</family_name>",
        "cvc-element-unexpected",
        f"{ARTICLE}/contributors/person_name/family_name",
        None,
        "Element 'family_name': This element is not expected. Expected is ( surname ).",
    ),
    "one too many": (
        "<year>2026</year>",
        "<year>2026</year>\n<year>2027</year>",
        "cvc-element-superfluous",
        f"{ARTICLE}/publication_date/year[2]",
        None,
        "Element 'year': This element is not expected.",
    ),
    "one too few": (
        "<year>2026</year>",
        "",
        "cvc-element-incomplete",
        f"{ARTICLE}/publication_date",
        None,
        "Element 'publication_date': Missing child element(s). Expected is one of ( month, day, year ).",
    ),
    "foreign element": (
        "<titles>",
        "<x xmlns='urn:x'/><titles>",
        "cvc-element-unexpected",
        f"{ARTICLE}/x",
        None,
        "Element 'x': This element is not expected. Expected is ( titles ).",
    ),
    "text": ("<titles>", "<titles>text", "cvc-text-not-allowed", f"{ARTICLE}/titles", None, "Character content other"),
    "elements in a value": (
        "<surname>Carberry",
        "<surname>Carberry<b>x</b>",
        "cvc-children-not-allowed",
        f"{ARTICLE}/contributors/person_name/surname",
        None,
        "Element content is not allowed",
    ),
    "unknown attribute": (
        "<titles>",
        "<titles kind='x'>",
        "cvc-attribute-not-allowed",
        f"{ARTICLE}/titles",
        "x",
        "attribute 'kind': The attribute 'kind' is not allowed.",
    ),
    "attribute of a value": (
        "<surname>",
        "<surname kind='x'>",
        "cvc-attribute-not-allowed",
        f"{ARTICLE}/contributors/person_name/surname",
        "x",
        "'kind'",
    ),
    "missing attribute": (
        "<citation key='1'>",
        "<citation>",
        "cvc-attribute-missing",
        "/doi_batch/body/journal/journal_article[2]/citation_list/citation",
        None,
        "The attribute 'key' is required but missing.",
    ),
    "fixed attribute": (
        'version="5.5.0"',
        'version="5.4.0"',
        "cvc-attribute-value",
        "/doi_batch",
        "5.4.0",
        "The value '5.4.0' does not match the fixed value constraint '5.5.0'",
    ),
    "attribute off the list": (
        'sequence="first"',
        'sequence="last"',
        "cvc-enumeration",
        f"{ARTICLE}/contributors/person_name",
        "last",
        "[facet 'enumeration'] The value 'last' is not an element of the set {'first', 'additional'}.",
    ),
    "pattern": (
        "<resource>https://example.org/10.5555/one",
        "<resource>www.example.org",
        "cvc-pattern",
        f"{ARTICLE}/doi_data/resource",
        "www.example.org",
        "The value 'www.example.org' is not accepted by the pattern",
    ),
    "too short": (
        "<given_name>Josiah",
        "<given_name> ",
        "cvc-length",
        f"{ARTICLE}/contributors/person_name/given_name",
        " ",
        "The value has a length of '0'",
    ),
    "too long": (
        "<given_name>Josiah",
        f"<given_name>{'x' * 201}",
        "cvc-length",
        f"{ARTICLE}/contributors/person_name/given_name",
        "x" * 201,
        "The value has a length of '201'",
    ),
    "too small": ("<year>2026", "<year>1066", "cvc-range", f"{ARTICLE}/publication_date/year", "1066", "less than the"),
    "too large": ("<year>2026", "<year>2201", "cvc-range", f"{ARTICLE}/publication_date/year", "2201", "greater than"),
    "no number": (
        "<year>2026",
        "<year>soon",
        "cvc-datatype",
        f"{ARTICLE}/publication_date/year",
        "soon",
        "not a valid",
    ),
}
"""By name: what is replaced, by what, and the code, path, value and a piece of the message of what is found."""


def damaged(fault: str) -> str:
    """The document with that fault."""
    old, new, *_ = FAULTS[fault]
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new, 1)
