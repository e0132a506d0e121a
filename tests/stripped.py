"""Crossref's own schema as libxml2 can read it: assertions cut, MathML stubbed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib

ASSERTION = re.compile(rb"<xsd:assert\b.*?(/>|</xsd:assert>)", re.DOTALL)
ANY_URI = re.compile(rb'((?:type|base)="(?:xsd?:)?)anyURI"')
MATHML_STUB = b"""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1998/Math/MathML">
  <xs:element name="math">
    <xs:complexType mixed="true">
      <xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence>
      <xs:anyAttribute processContents="skip"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""


def strip(main: pathlib.Path, *, lenient_uri: bool = False) -> pathlib.Path:
    """Make the official files in this folder readable for libxml2, and return the main one.

    ``lenient_uri`` lets every text pass as a URI: libxml2 refuses some that Crossref's parser takes.
    """
    (main.parent / "standard-modules" / "mathml3" / "mathml3.xsd").write_bytes(MATHML_STUB)
    for path in main.parent.rglob("*.xsd"):
        text = ASSERTION.sub(b"", path.read_bytes()).replace(b'version="1.1"?>', b'version="1.0"?>')
        path.write_bytes(ANY_URI.sub(rb'\1token"', text) if lenient_uri else text)
    return main
