"""Documents that the schema refuses, in the words of Crossref's parser (Xerces): ``cvc-...``.

Crossref refuses the whole file and says each of these once for every place.
"""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import VALIDATE, ProblemKind, document_kind
from crossref_deposit.problems.problem import Severity

_VALUE: Final = f"Correct the value. {VALIDATE}"

SCHEMA_KINDS: Final = (
    document_kind(
        "cvc-element-unexpected",
        "Element that is not allowed here",
        "The schema has another element at this place; the order of elements matters.",
        f"Put the element where the schema has it, after the ones that must come first. {VALIDATE}",
        "cvc-complex-type.2.4.a: Invalid content was found starting with element '{element}'. One of '{expected}' is "
        "expected.",
        "cvc-complex-type.2.4.a: Invalid content was found starting with element '{element}'",
        "cvc-complex-type.2.4.g: Invalid content was found starting with element '{element}'. '{missing}' is expected "
        "to occur a minimum of '{bound}' times in the current sequence. One more instance is required to satisfy this "
        "constraint.",
        "cvc-complex-type.2.4.h: Invalid content was found starting with element '{element}'. '{missing}' is expected "
        "to occur a minimum of '{bound}' times in the current sequence. '{count}' more instances are required to "
        "satisfy this constraint.",
        "Invalid content starting with element '{element}'. The content must match '{expected}'",
        "Invalid content starting with element {element}'. The content must match",
    ),
    document_kind(
        "cvc-element-incomplete",
        "Element that lacks a child",
        "A required element is missing at the end of this one.",
        f"Add the missing element. {VALIDATE}",
        "cvc-complex-type.2.4.b: The content of element '{element}' is not complete. One of '{expected}' is expected.",
        "cvc-complex-type.2.4.b: The content of element '{element}' is not complete",
        "cvc-complex-type.2.4.i: The content of element '{element}' is not complete. '{missing}' is expected to occur "
        "a minimum of '{bound}' times. One more instance is required to satisfy this constraint.",
        "cvc-complex-type.2.4.j: The content of element '{element}' is not complete. '{missing}' is expected to occur "
        "a minimum of '{bound}' times. '{count}' more instances are required to satisfy this constraint.",
    ),
    document_kind(
        "cvc-element-superfluous",
        "Element where none may follow",
        "The element comes after the last one that its parent may have.",
        f"Remove the element, or move it. {VALIDATE}",
        "cvc-complex-type.2.4.d: Invalid content was found starting with element '{element}'. No child element is "
        "expected at this point.",
        "cvc-complex-type.2.4.d: Invalid content was found starting with element '{element}'",
        "cvc-complex-type.2.4.d.1: Invalid content was found starting with element '{element}'. No child element "
        "'{superfluous}' is expected at this point.",
    ),
    document_kind(
        "cvc-element-too-often",
        "Element that is there too often",
        "The schema bounds how often the element may be repeated, and this is one more.",
        f"Remove what is too many. {VALIDATE}",
        "cvc-complex-type.2.4.f: '{element}' can occur a maximum of '{bound}' times in the current sequence. This "
        "limit was exceeded. No child element is expected at this point.",
        "cvc-complex-type.2.4.e: '{element}' can occur a maximum of '{bound}' times in the current sequence. This "
        "limit was exceeded. At this point one of '{expected}' is expected.",
        "'{element}' can occur a maximum of '{bound}' times",
    ),
    document_kind(
        "cvc-element-foreign",
        "Element of a namespace that is not known here",
        "The schema has no declaration for the element.",
        f"Check the element's name and namespace. {VALIDATE}",
        "cvc-complex-type.2.4.c: The matching wildcard is strict, but no declaration can be found for element "
        "'{element}'.",
        "cvc-elt.1: Cannot find the declaration of element '{element}'.",
        "cvc-elt.1.a: Cannot find the declaration of element '{element}'.",
        "cvc-elt.1.b: The name of the element does not match the name of the element declaration. Saw '{element}'. "
        "Expected '{expected}'.",
    ),
    document_kind(
        "cvc-text-not-allowed",
        "Text between elements",
        "This element may have only elements in it.",
        f"Put the text into an element, or remove it. {VALIDATE}",
        "cvc-complex-type.2.3: Element '{element}' cannot have character [children], because the type's content type "
        "is element-only.",
        "cvc-complex-type.2.3: Element '{element}'",
    ),
    document_kind(
        "cvc-children-not-allowed",
        "Elements or text where none may be",
        "This element may have only a plain value, or nothing at all.",
        f"Remove what is in it. {VALIDATE}",
        "cvc-complex-type.2.2: Element '{element}' must have no element [children], and the value must be valid.",
        "cvc-complex-type.2.1: Element '{element}' must have no character or element information item [children], "
        "because the type's content type is empty.",
        "cvc-type.3.1.2: Element '{element}' is a simple type, so it must have no element information item [children].",
        "cvc-elt.5.2.2.1: Element '{element}' must have no element information item [children].",
    ),
    document_kind(
        "cvc-attribute-missing",
        "Attribute that is missing",
        "The schema requires the attribute.",
        f"Add the attribute. {VALIDATE}",
        "cvc-complex-type.4: Attribute '{attribute}' must appear on element '{element}'.",
    ),
    document_kind(
        "cvc-attribute-not-allowed",
        "Attribute that the element does not have",
        "The schema has no such attribute here.",
        f"Remove the attribute. {VALIDATE}",
        "cvc-complex-type.3.2.2: Attribute '{attribute}' is not allowed to appear in element '{element}'.",
        "cvc-complex-type.3.2.1: Element '{element}' does not have an attribute wildcard for attribute '{attribute}'.",
        "cvc-type.3.1.1: Element '{element}' is a simple type, so it cannot have attributes, excepting those whose "
        "namespace name is identical to 'http://www.w3.org/2001/XMLSchema-instance' and whose [local name] is one of "
        "'type', 'nil', 'schemaLocation' or 'noNamespaceSchemaLocation'. However, the attribute, '{attribute}' was "
        "found.",
    ),
    document_kind(
        "cvc-attribute-value",
        "Attribute with a value that is not allowed",
        "The value does not fit the attribute's type.",
        _VALUE,
        "cvc-attribute.3: The value '{value}' of attribute '{attribute}' on element '{element}' is not valid with "
        "respect to its type, '{type}'.",
        "cvc-attribute.4: The value '{value}' of attribute '{attribute}' on element '{element}' is not valid with "
        "respect to its fixed {{value constraint}}. The attribute must have a value of '{expected}'.",
        "cvc-attribute.4: The value '{value}' of attribute '{attribute}' on element '{element}' is not valid",
        "cvc-complex-type.3.1: Value '{value}' of attribute '{attribute}' of element '{element}' is not valid with "
        "respect to the corresponding attribute use. Attribute '{same}' has a fixed value of '{expected}'.",
        quotes="value",
    ),
    document_kind(
        "cvc-element-value",
        "Element with a value that is not allowed",
        "The value does not fit the element's type; the message beside it says why.",
        _VALUE,
        "cvc-type.3.1.3: The value '{value}' of element '{element}' is not valid.",
        "cvc-elt.5.2.2.2.1: The value '{value}' of element '{element}' does not match the fixed {{value constraint}} "
        "value '{expected}'.",
        "cvc-elt.5.2.2.2.2: The value '{value}' of element '{element}' does not match the {{value constraint}} value "
        "'{expected}'.",
        quotes="value",
    ),
    document_kind(
        "cvc-pattern",
        "Value of another form than required",
        "The schema prescribes a pattern for this value.",
        _VALUE,
        "cvc-pattern-valid: Value '{value}' is not facet-valid with respect to pattern '{pattern}' for type '{type}'.",
        "cvc-pattern-valid: Value '{value}' is not facet-valid with respect to pattern",
        quotes="value",
    ),
    document_kind(
        "cvc-enumeration",
        "Value that is not in the list",
        "The schema has a list of values, and this is none of them.",
        _VALUE,
        "cvc-enumeration-valid: Value '{value}' is not facet-valid with respect to enumeration '{expected}'. It must "
        "be a value from the enumeration.",
        "cvc-enumeration-valid: Value '{value}' is not facet-valid",
        quotes="value",
    ),
    document_kind(
        "cvc-length",
        "Value that is too short or too long",
        "The schema bounds the length of this value; an empty element is too short.",
        f"Shorten or complete the value, or leave the element out where it is optional. {VALIDATE}",
        "cvc-minLength-valid: Value '{value}' with length = '{length}' is not facet-valid with respect to minLength "
        "'{bound}' for type '{type}'.",
        "cvc-maxLength-valid: Value '{value}' with length = '{length}' is not facet-valid with respect to maxLength "
        "'{bound}' for type '{type}'.",
        "cvc-length-valid: Value '{value}' with length = '{length}' is not facet-valid with respect to length "
        "'{bound}' for type '{type}'.",
        quotes="value",
    ),
    document_kind(
        "cvc-range",
        "Number that is too small or too large",
        "The schema bounds this number.",
        _VALUE,
        "cvc-minInclusive-valid: Value '{value}' is not facet-valid with respect to minInclusive '{bound}' for type "
        "'{type}'.",
        "cvc-maxInclusive-valid: Value '{value}' is not facet-valid with respect to maxInclusive '{bound}' for type "
        "'{type}'.",
        "cvc-minExclusive-valid: Value '{value}' is not facet-valid with respect to minExclusive '{bound}' for type "
        "'{type}'.",
        "cvc-maxExclusive-valid: Value '{value}' is not facet-valid with respect to maxExclusive '{bound}' for type "
        "'{type}'.",
        "cvc-totalDigits-valid: Value '{value}' has {digits} total digits, but the number of total digits has been "
        "limited to {bound}.",
        "cvc-fractionDigits-valid: Value '{value}' has {digits} fraction digits, but the number of fraction digits has "
        "been limited to {bound}.",
        quotes="value",
    ),
    document_kind(
        "cvc-datatype",
        "Value that is not of its type",
        "Text where a number is wanted, or the like.",
        _VALUE,
        "cvc-datatype-valid.1.2.1: '{value}' is not a valid value for '{type}'.",
        "cvc-datatype-valid.1.2.2: '{value}' is not a valid value of list type '{type}'.",
        "cvc-datatype-valid.1.2.3: '{value}' is not a valid value of union type '{type}'.",
        quotes="value",
    ),
    document_kind(
        "cvc-id",
        "An identifier that is there twice, or nowhere",
        "Attributes of the type ID (such as id in MathML and JATS) must be unique in the whole file, and what refers "
        "to one must find it.",
        f"Give each its own id, and let references name one that is there. {VALIDATE}",
        "cvc-id.2: There are multiple occurrences of ID value '{value}'.",
        "cvc-id.1: There is no ID/IDREF binding for IDREF '{value}'.",
        "cvc-id.3: A field of identity constraint '{constraint_name}' matched element '{element}', but this element "
        "does not have a simple type.",
        "cvc-complex-type.5.1: In element '{element}', attribute '{attribute}' is a Wild ID. But there is already a "
        "Wild ID '{other}'. There can be only one.",
        "cvc-complex-type.5.2: In element '{element}', attribute '{attribute}' is a Wild ID. But there is already an "
        "attribute '{other}' derived from ID among the {{attribute uses}}.",
        "cvc-identity-constraint.4.1: Duplicate unique value [{value}] declared for identity constraint "
        '"{constraint_name}" of element "{element}".',
        "cvc-identity-constraint.4.2.2: Duplicate key value [{value}] declared for identity constraint "
        '"{constraint_name}" of element "{element}".',
        "cvc-identity-constraint.4.3: Key '{constraint_name}' with value '{value}' not found for identity constraint "
        "of element '{element}'.",
    ),
    document_kind(
        "cvc-instance-type",
        "An xsi:type or xsi:nil that cannot be",
        "These attributes ask for another type than the schema has for the element, or for none; Crossref's schema "
        "needs neither.",
        f"Remove the attributes xsi:type and xsi:nil. {VALIDATE}",
        "cvc-elt.4.2: Cannot resolve '{type}' to a type definition for element '{element}'.",
        "cvc-elt.4.1: The value '{type}' of attribute '{attribute}' of element '{element}' is not a valid QName.",
        "cvc-elt.4.3: Type '{type}' is not validly derived from the type definition, '{expected}', of element "
        "'{element}'.",
        "cvc-elt.3.1: Attribute '{attribute}' must not appear on element '{element}', because the {{nillable}} "
        "property of '{same}' is false.",
        "cvc-elt.3.2.1: Element '{element}' cannot have character or element information [children], because "
        "'{attribute}' is specified.",
        "cvc-elt.3.2.2: There must be no fixed {{value constraint}} for element '{element}', because '{attribute}' is "
        "specified.",
        "cvc-elt.2: The value of {{abstract}} in the element declaration for '{element}' must be false.",
        "cvc-type.2: The type definition cannot be abstract for element {element}.",
        "cvc-type.1: The type definition '{type}' was not found.",
    ),
    document_kind(
        "contributor-role-missing",
        "Person without a role",
        "A person_name needs the attribute contributor_role, or a role element (schema 5.5.0).",
        "Say in which role the person contributed.",
        "cvc-assertion: Assertion evaluation ('exists(@contributor_role) or exists(*:role)') for element '{element}' "
        "on schema type '{type}' did not succeed.",
    ),
    document_kind(
        "role-vocabulary",
        "Role that is not in its vocabulary",
        "With vocab='crossref' the type of a role must be one of Crossref's roles, with 'credit' one of CRediT's.",
        "Use a role of the vocabulary, or name the other vocabulary.",
        "The 'type' value provided is not part of the selected '{vocabulary}' vocabulary",
    ),
    document_kind(
        "cvc-assertion",
        "Condition of the schema that is not met",
        "The schema has conditions over several values.",
        _VALUE,
        "cvc-assertion: Assertion evaluation ('{test}') for element '{element}' on schema type '{type}' did not "
        "succeed.",
        "cvc-assertion.3.13.4.1: Assertion evaluation ('{test}') for element '{element}' with type '{type}' did not "
        "succeed.",
        "cvc-assertions-valid: Value '{value}' is not facet-valid with respect to assertion '{test}'.",
        "cvc-assertions-valid-union-elem: Value '{value}' is not facet-valid with respect to the specified assertions, "
        "on type '{type}' on element '{element}'.",
        "cvc-assertion",
    ),
    document_kind(
        "cvc-other",
        "Not valid by the schema",
        "The document does not follow Crossref's schema.",
        VALIDATE,
        "cvc-{rule}: {reason}",
    ),
    ProblemKind(
        code="jats-not-checked",
        title="Element of JATS that was not checked",
        cause="The bundled schema knows the elements of JATS that abstracts commonly use. It lets JATS' other elements "
        "pass where JATS has them, with everything in them.",
        remedy="Crossref's own schema checks them too: crossref-deposit validate --schema official, or "
        'schema="official" in Python.',
        severity=Severity.NOTICE,
    ),
)
