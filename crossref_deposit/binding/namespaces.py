"""The namespaces of a deposit, each with the one prefix it is written with."""

from __future__ import annotations

import attrs


@attrs.frozen
class Namespace:
    """A namespace and its prefix.

    ``uri`` of Crossref's own namespace holds the schema and its version in place of ``{schema}`` and
    ``{version}``; the other namespaces carry none and change in place.
    """

    prefix: str
    uri: str
    file: str = ""

    def at(self, version: str) -> str:
        """The URI as documents of that schema version write it: ``5.5.0``, ``doi_resources-5.4.0``."""
        schema, _, number = version.rpartition("-")
        return self.uri.format(schema=f"{schema}_schema" if schema else "schema", version=number)

    def file_at(self, version: str) -> str:
        """The name of the file that declares it in that schema version."""
        schema, _, number = version.rpartition("-")
        return self.file.format(schema=schema or "crossref", version=number)

    def tag(self, name: str) -> str:
        """The name with the prefix, as it is written."""
        return f"{self.prefix}:{name}" if self.prefix else name


CROSSREF = Namespace("", "http://www.crossref.org/{schema}/{version}", "{schema}{version}.xsd")
FUNDREF = Namespace("fr", "http://www.crossref.org/fundref.xsd", "fundref.xsd")
ACCESS_INDICATORS = Namespace("ai", "http://www.crossref.org/AccessIndicators.xsd", "AccessIndicators.xsd")
CLINICAL_TRIALS = Namespace("ct", "http://www.crossref.org/clinicaltrials.xsd", "clinicaltrials.xsd")
RELATIONS = Namespace("rel", "http://www.crossref.org/relations.xsd", "relations.xsd")
JATS = Namespace("jats", "http://www.ncbi.nlm.nih.gov/JATS1", "JATS.xsd")
MATHML = Namespace("mml", "http://www.w3.org/1998/Math/MathML", "mathml.xsd")
XLINK = Namespace("xlink", "http://www.w3.org/1999/xlink", "xlink.xsd")
XML = Namespace("xml", "http://www.w3.org/XML/1998/namespace", "xml.xsd")
XSI = Namespace("xsi", "http://www.w3.org/2001/XMLSchema-instance")

HINTS = frozenset(f"{XSI.uri}}}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation"))
"""Attributes that may stand on any element and say nothing; as ``namespace}name``."""

WRITTEN = (CROSSREF, FUNDREF, ACCESS_INDICATORS, CLINICAL_TRIALS, RELATIONS, JATS, MATHML, XLINK, XSI)
"""Declared on the root element, in this order."""
