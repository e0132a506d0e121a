"""Validation by Crossref's own schema files, run by xmlschema (XML Schema 1.1)."""

from __future__ import annotations

import os
import pathlib
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from crossref_deposit.binding.positions import locate_all
from crossref_deposit.errors import SchemaError
from crossref_deposit.problems import CATALOGUE, Problem, ProblemKind
from crossref_deposit.validation.schema_errors import ordinals_of, wording

if TYPE_CHECKING:
    import xmlschema

FOLDER_VARIABLE = "CROSSREF_DEPOSIT_SCHEMAS"
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
    "text between elements": "cvc-text-not-allowed",
    "character data": "cvc-text-not-allowed",
    "can't have child elements": "cvc-children-not-allowed",
    "value must be non": "cvc-datatype",
    "value must be positive": "cvc-datatype",
    "fixed value": "cvc-attribute-value",
    "missing required attribute": "cvc-attribute-missing",
}


def official_file(version: str, folder: str | os.PathLike[str] | None = None) -> pathlib.Path:
    """The main file of Crossref's own schema.

    Args:
        version: A schema version.
        folder: Where Crossref's files are; without it, the folder that the environment variable
            ``CROSSREF_DEPOSIT_SCHEMAS`` names. They may also lie in a folder of the version's name there.

    Raises:
        SchemaError: They are not there.
    """
    place = folder or os.environ.get(FOLDER_VARIABLE)
    name = f"crossref{version}.xsd"
    if place is not None:
        for candidate in (pathlib.Path(place) / name, pathlib.Path(place) / version / name):
            if candidate.is_file():
                return candidate
    where = f"in {os.fspath(place)!r}" if place else f"(no folder given, {FOLDER_VARIABLE} is not set)"
    message = (
        f"Crossref's own schema {name} was not found {where}. Download the schema files of version {version} "
        "from https://www.crossref.org/documentation/schema-library/ into a folder, and give it as "
        f"schema_folder= or in the environment variable {FOLDER_VARIABLE}"
    )
    raise SchemaError(message)


@cache
def official_schema(file: pathlib.Path) -> xmlschema.XMLSchema11:
    """The compiled schema; takes seconds, and is kept."""
    import xmlschema

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", xmlschema.XMLSchemaIncludeWarning)
            warnings.simplefilter("ignore", xmlschema.XMLSchemaImportWarning)  # of the network, which is not asked
            schema = xmlschema.XMLSchema11(str(file), validation="lax", allow="local")
    except (xmlschema.XMLSchemaException, xmlschema.XMLSchemaIncludeWarning, OSError) as error:
        message = f"Crossref's schema in {str(file)!r} cannot be used: {wording(str(error))}. Is the folder complete?"
        raise SchemaError(message) from None
    if "doi_batch" not in schema.elements:
        message = f"Crossref's schema in {str(file)!r} cannot be used: it does not declare <doi_batch>"
        raise SchemaError(message)
    return schema


def official_problems(
    data: bytes, root: etree._Element, file: pathlib.Path, *, encoding: str | None = None
) -> list[Problem]:
    """What Crossref's own schema says of a document."""
    found: dict[tuple[tuple[int, ...], str], xmlschema.XMLSchemaValidationError] = {}
    for error in official_schema(file).iter_errors(cast("Any", root)):
        found.setdefault((_place(error), _kind(error).code), error)
    positions = locate_all(data, {place for place, _ in found}, encoding=encoding)
    problems = []
    for (place, code), error in found.items():
        position = positions.get(place)
        problems.append(
            CATALOGUE[code].problem(
                wording(error.reason or error.message),
                doi=position.doi if position else None,
                line=position.line if position else None,
                column=position.column if position else None,
                xpath=position.xpath if position else None,
                value=error.obj if isinstance(error.obj, str) else None,
            )
        )
    return problems


def _place(error: xmlschema.XMLSchemaValidationError) -> tuple[int, ...]:
    child = getattr(error, "invalid_child", None)
    node = error.elem if child is None else child
    return ordinals_of(node) if isinstance(node, etree._Element) else ()  # noqa: SLF001 - lxml's name for its elements


def _kind(error: xmlschema.XMLSchemaValidationError) -> ProblemKind:
    from xmlschema import XMLSchemaChildrenValidationError

    if isinstance(error, XMLSchemaChildrenValidationError):
        incomplete = error.invalid_child is None
        return CATALOGUE["cvc-element-incomplete" if incomplete else "cvc-element-unexpected"]
    reason = error.reason or ""
    for words, code in _REASONS.items():
        if words in reason:
            return CATALOGUE[code]
    return CATALOGUE[_KINDS.get(type(error.validator).__name__, "cvc-other")]
