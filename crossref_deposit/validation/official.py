"""Validation by Crossref's own schema files, run by xmlschema (XML Schema 1.1)."""

from __future__ import annotations

import pathlib
import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from crossref_deposit.binding.positions import locate_all
from crossref_deposit.errors import SchemaError
from crossref_deposit.problems import CATALOGUE, Problem, ProblemKind
from crossref_deposit.validation.official_files import W3C_FILES
from crossref_deposit.validation.schema_errors import ordinals_of, wording

if TYPE_CHECKING:
    import xmlschema

_KINDS = {
    "XsdPatternFacets": "cvc-pattern",
    "XsdEnumerationFacets": "cvc-enumeration",
    "XsdLengthFacet": "cvc-length",
    "XsdMinLengthFacet": "cvc-length",
    "XsdMaxLengthFacet": "cvc-length",
    "XsdMinInclusiveFacet": "cvc-range",
    "XsdMaxInclusiveFacet": "cvc-range",
    "XsdTotalDigitsFacet": "cvc-range",
    "XsdAssert": "cvc-assertion",
    "XsdAttributeGroup": "cvc-attribute-not-allowed",
    "Xsd11AtomicRestriction": "cvc-datatype",
    "XsdAtomicBuiltin": "cvc-datatype",
}
_REASONS = {
    "content is empty": "cvc-children-not-allowed",
    "text between elements": "cvc-text-not-allowed",
    "character data": "cvc-text-not-allowed",
    "can't have child elements": "cvc-children-not-allowed",
    "value must be non": "cvc-datatype",
    "value must be positive": "cvc-datatype",
    "fixed value": "cvc-attribute-value",
    "missing required attribute": "cvc-attribute-missing",
    r"['\\c+']": "cvc-datatype",  # the pattern of a name, which is a type of XML Schema's
}
_OF_VALUES = frozenset({*_KINDS.values(), "cvc-attribute-value"}) - {"cvc-assertion"}
_attribute = re.compile(
    r"^attribute '?(?:\w+:)?(?P<name>[\w-]+)'?(?:=| has)|^'(?:[^']*[:}])?(?P<unknown>[\w-]+)' attribute"
)
_python = re.compile(r"^invalid literal for int\(\) with base 10: .*$")


def compiled(file: pathlib.Path) -> xmlschema.XMLSchema11:
    """Compile a schema, which takes seconds. Nothing is read from outside of the folder that it is in.

    Raises:
        SchemaError: It is not complete, or no schema of deposits.
    """
    import xmlschema

    folder = file.absolute().parent
    nearby = {address: (folder / path).as_uri() for address, path in W3C_FILES.items()}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", xmlschema.XMLSchemaIncludeWarning)
            warnings.simplefilter("error", xmlschema.XMLSchemaImportWarning)
            schema = xmlschema.XMLSchema11(
                str(folder / file.name), base_url=str(folder), allow="sandbox", defuse="always", uri_mapper=nearby
            )
    except (xmlschema.XMLSchemaException, Warning, OSError) as error:
        message = f"Crossref's schema in {str(file)!r} cannot be used: {wording(str(error))}. Is the folder complete?"
        raise SchemaError(message) from None
    if "doi_batch" not in schema.elements:
        message = f"Crossref's schema in {str(file)!r} cannot be used: it does not declare <doi_batch>"
        raise SchemaError(message)
    return schema


official_schema = cache(compiled)
"""The same, kept."""


def official_problems(
    data: bytes, root: etree._Element, file: pathlib.Path, *, encoding: str | None = None
) -> list[Problem]:
    """What Crossref's own schema says of a document."""
    found: dict[tuple[tuple[int, ...], str], xmlschema.XMLSchemaValidationError] = {}
    problems = []
    try:
        for error in official_schema(file).iter_errors(cast("Any", root)):
            found.setdefault((_place(error), _kind(error).code), error)
    except (KeyError, ArithmeticError, ValueError) as gave_up:  # years of 14 digits, types that there are not
        message = f"the validation ended before the end of the document: {wording(str(gave_up))}"
        problems.append(CATALOGUE["cvc-other"].problem(message))
    positions = locate_all(data, {place for place, _ in found}, encoding=encoding)
    for (place, code), error in found.items():
        position = positions.get(place)
        problems.append(
            CATALOGUE[code].problem(
                _message(error),
                doi=position.doi if position else None,
                line=position.line if position else None,
                column=position.column if position else None,
                xpath=position.xpath if position else None,
                value=_value(error, code),
            )
        )
    return problems


def _place(error: xmlschema.XMLSchemaValidationError) -> tuple[int, ...]:
    child = _invalid_child(error)
    node = error.elem if child is None else child
    return ordinals_of(node) if isinstance(node, etree._Element) else ()  # noqa: SLF001 - lxml's name for its elements


def _message(error: xmlschema.XMLSchemaValidationError) -> str:
    reason = wording(_python.sub("value is no integer", error.reason or error.message))
    if _invalid_child(error) is not None:
        allowed = ", ".join(_allowed_instead(error))
        reason = f"{reason.partition(' at position')[0]}. Expected: {allowed}." if allowed else reason
    name = "" if error.elem is None else etree.QName(error.elem.tag).localname
    return reason if f"element '{name}'" in reason else wording(f"Element '{name}': {reason}")


def _invalid_child(error: xmlschema.XMLSchemaValidationError) -> Any:  # noqa: ANN401 - an element of lxml's
    return getattr(error, "invalid_child", None)


def _allowed_instead(error: xmlschema.XMLSchemaValidationError) -> list[str]:
    """The elements that may stand in the place of a wrong one, optional ones included, which xmlschema leaves out."""
    from xmlschema.validators import ModelVisitor

    model = ModelVisitor(cast("Any", error.validator))
    before = _invalid_child(error).itersiblings(etree.Element, preceding=True)
    for tag in reversed([sibling.tag for sibling in before]):
        while model.element is not None and model.match_element(tag) is None:
            list(model.advance())
        if model.element is not None:
            list(model.advance(match=True))
    names: list[str] = []
    while model.element is not None:
        names.append(model.element.local_name or "any")
        if list(model.advance()):  # a required one was passed over: what follows cannot stand here
            break
    return list(dict.fromkeys(names))


def _value(error: xmlschema.XMLSchemaValidationError, code: str) -> str | None:
    """The value that the error is about, as it stands in the document."""
    if error.elem is None or code not in _OF_VALUES:
        return None
    if match := _attribute.search(error.reason or ""):
        name = match["name"] or match["unknown"]
        return next((value for key, value in error.elem.items() if etree.QName(key).localname == name), None)
    return error.elem.text or ""


def _kind(error: xmlschema.XMLSchemaValidationError) -> ProblemKind:
    from xmlschema import XMLSchemaChildrenValidationError

    reason = error.reason or ""
    if isinstance(error, XMLSchemaChildrenValidationError):
        if error.invalid_child is None:
            return CATALOGUE["cvc-element-incomplete"]
        return CATALOGUE["cvc-element-unexpected" if _allowed_instead(error) else "cvc-element-superfluous"]
    for words, code in _REASONS.items():
        if words in reason:
            return CATALOGUE[code]
    return CATALOGUE[_KINDS.get(type(error.validator).__name__, "cvc-other")]
