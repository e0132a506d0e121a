"""Documents that the schema refuses, in the words of Crossref's parser (Xerces): ``cvc-...``.

Crossref refuses the whole file and says each of these once for every place.
"""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, Scope
from crossref_deposit.problems.problem import Severity

_VALIDATE = "crossref_deposit.validate() finds every such place with its line."
_VALUE = f"Correct the value. {_VALIDATE}"


def _kind(code: str, title: str, cause: str, remedy: str, *wordings: str, quotes: str = "") -> ProblemKind:
    return ProblemKind(
        code=code,
        title=title,
        cause=cause,
        remedy=remedy,
        scope=Scope.DOCUMENT,
        wording=wordings[0],
        also=wordings[1:],
        quotes=quotes,
    )


SCHEMA_KINDS: Final = (
    _kind(
        "cvc-element-unexpected",
        "Element that is not allowed here",
        "The schema has another element at this place; the order of elements matters.",
        f"Put the element where the schema has it, after the ones that must come first. {_VALIDATE}",
        "cvc-complex-type.2.4.a: Invalid content was found starting with element '{element}'. One of '{expected}' is "
        "expected.",
        "cvc-complex-type.2.4.a: Invalid content was found starting with element '{element}'",
        "Invalid content starting with element '{element}'. The content must match '{expected}'",
        "Invalid content starting with element {element}'. The content must match '{expected}'",
    ),
    _kind(
        "cvc-element-incomplete",
        "Element that lacks a child",
        "A required element is missing at the end of this one.",
        f"Add the missing element. {_VALIDATE}",
        "cvc-complex-type.2.4.b: The content of element '{element}' is not complete. One of '{expected}' is expected.",
        "cvc-complex-type.2.4.b: The content of element '{element}' is not complete",
    ),
    _kind(
        "cvc-element-superfluous",
        "Element where none may follow",
        "The element comes after the last one that its parent may have.",
        f"Remove the element, or move it. {_VALIDATE}",
        "cvc-complex-type.2.4.d: Invalid content was found starting with element '{element}'. No child element is "
        "expected at this point.",
        "cvc-complex-type.2.4.d: Invalid content was found starting with element '{element}'",
    ),
    _kind(
        "cvc-element-foreign",
        "Element of a namespace that is not known here",
        "The schema has no declaration for the element.",
        f"Check the element's name and namespace. {_VALIDATE}",
        "cvc-complex-type.2.4.c: The matching wildcard is strict, but no declaration can be found for element "
        "'{element}'.",
        "cvc-elt.1: Cannot find the declaration of element '{element}'.",
        "cvc-elt.1.a: Cannot find the declaration of element '{element}'.",
    ),
    _kind(
        "cvc-text-not-allowed",
        "Text between elements",
        "This element may have only elements in it.",
        f"Put the text into an element, or remove it. {_VALIDATE}",
        "cvc-complex-type.2.3: Element '{element}' cannot have character [children], because the type's content type "
        "is element-only.",
        "cvc-complex-type.2.3: Element '{element}'",
    ),
    _kind(
        "cvc-children-not-allowed",
        "Elements or text where none may be",
        "This element may have only a plain value, or nothing at all.",
        f"Remove what is in it. {_VALIDATE}",
        "cvc-complex-type.2.2: Element '{element}' must have no element [children], and the value must be valid.",
        "cvc-complex-type.2.1: Element '{element}' must have no character or element information item [children], "
        "because the type's content type is empty.",
        "cvc-type.3.1.2: Element '{element}' is a simple type, so it must have no element information item [children].",
    ),
    _kind(
        "cvc-attribute-missing",
        "Attribute that is missing",
        "The schema requires the attribute.",
        f"Add the attribute. {_VALIDATE}",
        "cvc-complex-type.4: Attribute '{attribute}' must appear on element '{element}'.",
    ),
    _kind(
        "cvc-attribute-not-allowed",
        "Attribute that the element does not have",
        "The schema has no such attribute here.",
        f"Remove the attribute. {_VALIDATE}",
        "cvc-complex-type.3.2.2: Attribute '{attribute}' is not allowed to appear in element '{element}'.",
    ),
    _kind(
        "cvc-attribute-value",
        "Attribute with a value that is not allowed",
        "The value does not fit the attribute's type.",
        _VALUE,
        "cvc-attribute.3: The value '{value}' of attribute '{attribute}' on element '{element}' is not valid with "
        "respect to its type, '{type}'.",
        "cvc-attribute.4: The value '{value}' of attribute '{attribute}' on element '{element}' is not valid with "
        "respect to its fixed '{{value constraint}}'.",
    ),
    _kind(
        "cvc-element-value",
        "Element with a value that is not allowed",
        "The value does not fit the element's type; the message beside it says why.",
        _VALUE,
        "cvc-type.3.1.3: The value '{value}' of element '{element}' is not valid.",
        quotes="value",
    ),
    _kind(
        "cvc-pattern",
        "Value of another form than required",
        "The schema prescribes a pattern for this value.",
        _VALUE,
        "cvc-pattern-valid: Value '{value}' is not facet-valid with respect to pattern '{pattern}' for type '{type}'.",
        "cvc-pattern-valid: Value '{value}' is not facet-valid with respect to pattern",
    ),
    _kind(
        "cvc-enumeration",
        "Value that is not in the list",
        "The schema has a list of values, and this is none of them.",
        _VALUE,
        "cvc-enumeration-valid: Value '{value}' is not facet-valid with respect to enumeration '{expected}'. It must "
        "be a value from the enumeration.",
        "cvc-enumeration-valid: Value '{value}' is not facet-valid",
    ),
    _kind(
        "cvc-length",
        "Value that is too short or too long",
        "The schema bounds the length of this value; an empty element is too short.",
        f"Shorten or complete the value, or leave the element out where it is optional. {_VALIDATE}",
        "cvc-minLength-valid: Value '{value}' with length = '{length}' is not facet-valid with respect to minLength "
        "'{bound}' for type '{type}'.",
        "cvc-maxLength-valid: Value '{value}' with length = '{length}' is not facet-valid with respect to maxLength "
        "'{bound}' for type '{type}'.",
    ),
    _kind(
        "cvc-range",
        "Number that is too small or too large",
        "The schema bounds this number.",
        _VALUE,
        "cvc-minInclusive-valid: Value '{value}' is not facet-valid with respect to minInclusive '{bound}' for type "
        "'{type}'.",
        "cvc-maxInclusive-valid: Value '{value}' is not facet-valid with respect to maxInclusive '{bound}' for type "
        "'{type}'.",
        "cvc-totalDigits-valid: Value '{value}' has {digits} total digits, but the number of total digits has been "
        "limited to {bound}.",
    ),
    _kind(
        "cvc-datatype",
        "Value that is not of its type",
        "Text where a number is wanted, or the like.",
        _VALUE,
        "cvc-datatype-valid.1.2.1: '{value}' is not a valid value for '{type}'.",
        "cvc-datatype-valid.1.2.3: '{value}' is not a valid value of union type '{type}'.",
    ),
    _kind(
        "contributor-role-missing",
        "Person without a role",
        "A person_name needs the attribute contributor_role, or a role element (schema 5.5.0).",
        "Say in which role the person contributed.",
        "cvc-assertion: Assertion evaluation ('exists(@contributor_role) or exists(*:role)') for element '{element}' "
        "on schema type '{type}' did not succeed.",
    ),
    _kind(
        "role-vocabulary",
        "Role that is not in its vocabulary",
        "With vocab='crossref' the type of a role must be one of Crossref's roles, with 'credit' one of CRediT's.",
        "Use a role of the vocabulary, or name the other vocabulary.",
        "The 'type' value provided is not part of the selected '{vocabulary}' vocabulary",
    ),
    _kind(
        "cvc-assertion",
        "Condition of the schema that is not met",
        "The schema has conditions over several values.",
        _VALUE,
        "cvc-assertion: Assertion evaluation ('{test}') for element '{element}' on schema type '{type}' did not "
        "succeed.",
        "cvc-assertion",
    ),
    _kind(
        "cvc-other",
        "Not valid by the schema",
        "The document does not follow Crossref's schema.",
        _VALIDATE,
        "cvc-{rule}: {reason}",
    ),
    ProblemKind(
        code="jats-not-checked",
        title="Element of JATS that was not checked",
        cause="The bundled schema knows the elements of JATS that abstracts commonly use. It lets JATS' other elements "
        "pass where JATS has them, with everything in them.",
        remedy='validate(..., schema="official") checks them too.',
        severity=Severity.NOTICE,
    ),
)
