"""Documents that are not XML: the whole file is refused, at the place where the parser (Xerces) stopped."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import VALIDATE, ProblemKind, ReportedDoi, Scope


def _kind(
    code: str, title: str, cause: str, remedy: str, *wordings: str, wrapper: bool = False, msg_id: int | None = None
) -> ProblemKind:
    return ProblemKind(
        code=code,
        title=title,
        cause=cause,
        remedy=remedy,
        scope=Scope.DOCUMENT,
        reported=ReportedDoi.EMPTY,
        wording=wordings[0],
        also=wordings[1:],
        message_ids=() if msg_id is None else (msg_id,),
        wrapper=wrapper,
    )


XML_KINDS: Final = (
    _kind(
        "xml-content-in-prolog",
        "Something before the XML declaration",
        "The file begins with something else than XML: text, a byte order mark, or it is no XML at all.",
        "Remove what stands before '<?xml'.",
        "Content is not allowed in prolog.",
        "Reference is not allowed in prolog.",
        "The markup in the document preceding the root element must be well-formed.",
    ),
    _kind(
        "xml-declaration",
        "An XML declaration that is misplaced or wrong",
        "'<?xml ...?>' may only be at the very beginning, once, with a version, and perhaps an encoding, in quotes. "
        "A blank or an empty line before it is enough to make it wrong.",
        "Remove what stands before it, or write <?xml version='1.0' encoding='UTF-8'?>.",
        'The processing instruction target matching "[xX][mM][lL]" is not allowed.',
        "The XML declaration may only appear at the very beginning of the document.",
        'The XML declaration must end with "?>".',
        "The version is required in the XML declaration.",
        'XML version "{version}" is not supported, only XML 1.0 is supported.',
        'The value following "{attribute}" in the XML declaration must be a quoted string.',
    ),
    _kind(
        "xml-content-after-end",
        "Something after the last end tag",
        "There is text or another element behind the end of doi_batch.",
        "Remove what stands behind '</doi_batch>'.",
        "Content is not allowed in trailing section.",
        "Reference is not allowed in trailing section.",
        "The markup in the document following the root element must be well-formed.",
    ),
    _kind(
        "xml-bad-character-data",
        "A bare < or & in text",
        "These characters begin markup and cannot stand for themselves.",
        "Write &lt; and &amp;, or let an XML library write the file.",
        "The content of elements must consist of well-formed character data or markup.",
        "The entity name must immediately follow the '&' in the entity reference.",
        'The character sequence "]]>" must not appear in content unless used to mark the end of a CDATA section.',
        'The value of attribute "{attribute}" associated with an element type "{element}" must not contain the \'<\' '
        "character.",
        "The value of attribute \"{attribute}\" must not contain the '<' character.",
    ),
    _kind(
        "xml-bad-encoding",
        "Bytes that are not UTF-8",
        "The file says or implies UTF-8 and has bytes of another encoding, often Windows-1252; or it names an encoding "
        "that nobody knows.",
        "Save the file as UTF-8, or name its encoding in the XML declaration.",
        "invalid byte {number} of {length}-byte UTF-8 sequence ({byte})",
        "invalid byte {number} of {length}-byte > UTF-8 sequence ({byte})",
        "invalid byte {number} of {length}-byte UTF-8 sequence",
        "expected byte {number} of {length}-byte UTF-8 sequence",
        'The encoding "{encoding}" is not supported.',
        'Invalid encoding name "{encoding}".',
        'Given byte order for encoding "{encoding}" is not supported.',
    ),
    _kind(
        "xml-invalid-character",
        "A character that XML does not have",
        "Control characters cannot be in XML, not even escaped.",
        "Remove the control character from the text.",
        "An invalid XML character (Unicode: 0x{character}) was found in the element content of the document.",
        'An invalid XML character (Unicode: 0x{character}) was found in the value of attribute "{attribute}" and '
        'element is "{element}"',
        "An invalid XML character (Unicode: 0x{character}) was found",
        'Character reference "&#{character}" is an invalid XML character.',
    ),
    _kind(
        "xml-tag-mismatch",
        "A start tag and an end tag that do not fit",
        "An element is not closed, or another one is closed in its place.",
        f"Close each element that was opened. {VALIDATE}",
        'The element type "{element}" must be terminated by the matching end-tag "{end_tag}".',
        "The end-tag for element type \"{element}\" must end with a '>' delimiter.",
        'The element "{element}" must start and end within the same entity.',
    ),
    _kind(
        "xml-tag-syntax",
        "A tag that is not written as XML wants it",
        "Attributes need the form name='value', each once, and a tag must end with '>'.",
        f"Correct the tag. {VALIDATE}",
        'Element type "{element}" must be followed by either attribute specifications, ">" or "/>".',
        'Attribute "{attribute}" was already specified for element "{element}".',
        'Attribute "{attribute}" bound to namespace "{namespace}" was already specified for element "{element}".',
        'Attribute name "{attribute}" associated with an element type "{element}" must be followed by the \' = \' '
        "character.",
        "Attribute name \"{attribute}\" must be followed by the ' = ' character.",
        'Open quote is expected for attribute "{attribute}" associated with an element type "{element}".',
        'Open quote is expected for attribute "{attribute}".',
        'The value for attribute "{attribute}" must end with the matching quote character.',
        "An invalid second ':' was found in the element type or attribute name.",
    ),
    _kind(
        "xml-comment-syntax",
        "A comment, CDATA section or instruction that is not closed",
        "A comment ends with '-->' and may not have '--' before; a CDATA section ends with ']]>'.",
        f"Remove it, or close it. {VALIDATE}",
        'The string "--" is not permitted within comments.',
        'The comment must end with "-->".',
        'Comment must start with "<!--".',
        'The CDATA section must end with "]]>".',
        'The processing instruction must end with "?>".',
    ),
    _kind(
        "xml-unfinished",
        "The file ends too early",
        "The file was cut off, or is empty.",
        "Send the whole file.",
        "XML document structures must start and end within the same entity.",
        "Premature end of file.",
        "The root element is required in a well-formed document.",
    ),
    _kind(
        "xml-entity-undeclared",
        "An HTML entity in XML",
        "Names such as &nbsp; and &eacute; belong to HTML; XML knows only &amp; &lt; &gt; &quot; &apos;. Every '&' "
        "that stands for itself is written &amp;.",
        "Write the character itself, or its number (&#233;).",
        'The entity "{entity}" was referenced, but not declared.',
        "The reference to entity \"{entity}\" must end with the ';' delimiter.",
        "The character reference must end with the ';' delimiter.",
        'A decimal representation must immediately follow the "&#" in a character reference.',
        'A hexadecimal representation must immediately follow the "&#x" in a character reference.',
    ),
    _kind(
        "xml-doctype",
        "A document type declaration",
        "The parser takes no DTD and no entities of one's own; deposits by the schema need neither.",
        "Remove '<!DOCTYPE ...>'.",
        'DOCTYPE is disallowed when the feature "{feature}" set to true.',
        "doctype not allowed in content.",
    ),
    _kind(
        "xml-prefix-unbound",
        "A prefix without a namespace",
        "An element or attribute has a prefix that no xmlns attribute declares.",
        "Declare the namespace: xmlns:prefix='...'.",
        'The prefix "{undeclared}" for element "{element}" is not bound.',
        'The prefix "{undeclared}" for attribute "{attribute}" associated with an element type "{element}" is not '
        "bound.",
    ),
    _kind(
        "xml-not-well-formed",
        "Not well-formed XML, or not valid",
        "Crossref's parser stopped; the message has the line and the reason.",
        VALIDATE,
        "Deposited XML is not well-formed or does not validate: Error on line {line}: {reason}",
        "JDOMParseException: Error on line {line} of document {file}: {reason}",
        "[fatal error] :{line}:{column}: {reason}",
        "[error] :{line}:{column}:{reason}",
        "Deposited XML is not well-formed or does not validate",
        "JDOMParseException",
        "SAXParseException",
        "UTFDataFormatException",
        "MalformedByteSequenceException",
        "MalformedXmlException",
        "Error validating schema",
        msg_id=29,
        wrapper=True,
    ),
)
