"""Documents that are not XML: the whole file is refused, at the place where the parser stopped."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, Scope

_VALIDATE = "Check the file with crossref_deposit.validate() before sending."

XML_KINDS: Final = (
    ProblemKind(
        code="xml-content-in-prolog",
        title="Something before the XML declaration",
        cause="The file begins with something else than XML: text, a byte order mark, or it is no XML at all.",
        remedy="Remove what stands before '<?xml'.",
        scope=Scope.DOCUMENT,
        wording="Content is not allowed in prolog.",
    ),
    ProblemKind(
        code="xml-content-after-end",
        title="Something after the last end tag",
        cause="There is text or another element behind the end of doi_batch.",
        remedy="Remove what stands behind '</doi_batch>'.",
        scope=Scope.DOCUMENT,
        wording="Content is not allowed in trailing section.",
    ),
    ProblemKind(
        code="xml-bad-character-data",
        title="A bare < or & in text",
        cause="These characters begin markup and cannot stand for themselves.",
        remedy="Write &lt; and &amp;, or let an XML library write the file.",
        scope=Scope.DOCUMENT,
        wording="The content of elements must consist of well-formed character data or markup.",
        also=("The entity name must immediately follow the '&' in the entity reference.",),
    ),
    ProblemKind(
        code="xml-bad-encoding",
        title="Bytes that are not UTF-8",
        cause="The file says or implies UTF-8 and has bytes of another encoding, often Windows-1252.",
        remedy="Save the file as UTF-8, or name its encoding in the XML declaration.",
        scope=Scope.DOCUMENT,
        wording="invalid byte {number} of {length}-byte UTF-8 sequence ({byte})",
        also=(
            "invalid byte {number} of {length}-byte > UTF-8 sequence ({byte})",
            "invalid byte {number} of {length}-byte UTF-8 sequence",
        ),
    ),
    ProblemKind(
        code="xml-invalid-character",
        title="A character that XML does not have",
        cause="Control characters cannot be in XML, not even escaped.",
        remedy="Remove the control character from the text.",
        scope=Scope.DOCUMENT,
        wording="An invalid XML character (Unicode: 0x{character}) was found in the element content of the document.",
        also=("An invalid XML character (Unicode: 0x{character}) was found",),
    ),
    ProblemKind(
        code="xml-tag-mismatch",
        title="A start tag and an end tag that do not fit",
        cause="An element is not closed, or another one is closed in its place.",
        remedy=f"Close each element that was opened. {_VALIDATE}",
        scope=Scope.DOCUMENT,
        wording='The element type "{element}" must be terminated by the matching end-tag "{end_tag}".',
        also=("The end-tag for element type \"{element}\" must end with a '>' delimiter.",),
    ),
    ProblemKind(
        code="xml-unfinished",
        title="The file ends too early",
        cause="The file was cut off, or is empty.",
        remedy="Send the whole file.",
        scope=Scope.DOCUMENT,
        wording="XML document structures must start and end within the same entity.",
        also=("Premature end of file.",),
    ),
    ProblemKind(
        code="xml-entity-undeclared",
        title="An HTML entity in XML",
        cause="Names such as &nbsp; and &eacute; belong to HTML; XML knows only &amp; &lt; &gt; &quot; &apos;.",
        remedy="Write the character itself, or its number (&#233;).",
        scope=Scope.DOCUMENT,
        wording='The entity "{entity}" was referenced, but not declared.',
        also=("The reference to entity \"{entity}\" must end with the ';' delimiter.",),
    ),
    ProblemKind(
        code="xml-prefix-unbound",
        title="A prefix without a namespace",
        cause="An element has a prefix that no xmlns attribute declares.",
        remedy="Declare the namespace: xmlns:prefix='...'.",
        scope=Scope.DOCUMENT,
        wording='The prefix "{undeclared}" for element "{element}" is not bound.',
    ),
    ProblemKind(
        code="xml-not-well-formed",
        title="Not well-formed XML, or not valid",
        cause="Crossref's parser stopped; the message has the line and the reason.",
        remedy=_VALIDATE,
        scope=Scope.DOCUMENT,
        wording="Deposited XML is not well-formed or does not validate: Error on line {line}: {reason}",
        also=(
            "JDOMParseException: Error on line {line} of document {file}: {reason}",
            "[fatal error] :{line}:{column}: {reason}",
            "[error] :{line}:{column}:{reason}",
            "Deposited XML is not well-formed or does not validate",
            "JDOMParseException",
            "MalformedXmlException",
            "Error validating schema",
        ),
        message_ids=(29,),
        wrapper=True,
    ),
)
