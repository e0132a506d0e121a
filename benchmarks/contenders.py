"""Who is measured: what to install, which jobs it can do, and what it leaves out of the same documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import attrs

from benchmarks import environments
from benchmarks.environments import Environment
from tests import official

OURS = "crossref_deposit"
BY_HAND = "lxml by hand"
FLOOR = "libxml2, expat"
XSDATA = "xsdata"
XMLSCHEMA = "xmlschema"

WRITE, BUILD, READ, VALIDATE, ATTRIBUTE = "write", "build and write", "read", "validate", "attribute"
IMPORT, FIRST = "import", "first validation"
IN_A_WORKER = (WRITE, BUILD, READ, VALIDATE, ATTRIBUTE)
IN_A_NEW_PROCESS = (IMPORT, FIRST)

_NO_LOGS = {ATTRIBUTE: "does not read logs"}
_NO_CHECK = dict.fromkeys((VALIDATE, FIRST), "does not validate")
_WRITES_ONLY = {READ: "writes only", **_NO_CHECK, **_NO_LOGS}


@attrs.frozen(kw_only=True)
class Contender:
    """One who takes part."""

    name: str
    module: str
    """Of ``benchmarks.rivals``: what is run in its environment."""
    distribution: str
    """Its version is named."""
    requirements: tuple[str, ...]
    importing: str
    """The statement that its users begin with."""
    first_validation: str = ""
    """Compiles ``schema`` and validates the file ``document`` once."""
    cannot: Mapping[str, str] = attrs.field(factory=dict)
    """Jobs that it cannot do, each with the reason."""
    differs: str = ""
    """What is otherwise in the document that it writes."""
    cut_schema: bool = False
    """It cannot compile Crossref's schema as it is."""
    finish: Callable[[Environment], object] | None = None
    """What else is to be done once in its environment."""

    def can(self, job: str) -> bool:
        return job not in self.cannot

    def script(self, job: str) -> str:
        """What a new process runs. Its arguments are the document and the schema."""
        return (
            self.importing if job == IMPORT else f"import sys\n_, document, schema = sys.argv\n{self.first_validation}"
        )

    def environment(self) -> Environment:
        return environments.make(self.requirements, self.finish)


def bindings(environment: Environment) -> None:
    """Let xsdata make its classes. Takes about two minutes, once."""
    schema = official.unpack("5.5.0", environment.packages.parent / "official-schemas")
    search = os.pathsep.join([str(environment.python.parent), os.environ.get("PATH", "")])  # it calls ruff
    main = f"import os; os.environ['PATH'] = {search!r}; from xsdata.__main__ import main; main()"
    style = ("--structure-style", "single-package", "--compound-fields", "--docstring-style", "Blank")
    command = [str(environment.python), "-c", main, "generate", str(schema), "--package", "official_bindings", *style]
    environments.run(command, environment.packages)
    environments.run([str(environment.python), "-m", "compileall", "-q", "."], environment.packages)  # as pip does


CONTENDERS = (
    Contender(
        name=OURS,
        module="this_package",
        distribution="crossref_deposit",
        requirements=(str(environments.ROOT),),
        importing="from crossref_deposit import Markup, Problem, errors, evolve",  # the package itself imports nothing
        first_validation=(
            "import pathlib, crossref_deposit\nassert crossref_deposit.validate(pathlib.Path(document), rules=False).ok"
        ),
    ),
    Contender(
        name=BY_HAND,
        module="lxml_by_hand",
        distribution="lxml",
        requirements=("lxml",),
        importing="import lxml.etree",
        cannot={
            **dict.fromkeys((READ, VALIDATE, FIRST), f"see {FLOOR}"),
            **_NO_LOGS,
        },
    ),
    Contender(
        name=XSDATA,
        module="xsdata_bindings",
        distribution="xsdata",
        requirements=("xsdata[cli,lxml]",),
        importing="import official_bindings, xsdata.formats.dataclass.parsers, xsdata.formats.dataclass.serializers",
        cannot={BUILD: "its classes are made for reading; write begins with what it has read", **_NO_CHECK, **_NO_LOGS},
        finish=bindings,
    ),
    Contender(
        name="elifecrossref",
        module="elifecrossref_articles",
        distribution="elifecrossref",
        requirements=("elifecrossref",),
        importing="import elifecrossref.generate",
        cannot=_WRITES_ONLY,
        differs="a journal, with an issue and volume, for each article; the DOI a second time; no pages",
    ),
    Contender(
        name="commonmeta-py",
        module="commonmeta_records",
        distribution="commonmeta-py",
        requirements=("commonmeta-py",),
        importing="import commonmeta",
        first_validation=(
            "from commonmeta.schema_utils import xml_schema_errors\n"
            "assert xml_schema_errors(open(document, 'rb').read()) is None"
        ),
        cannot={READ: "reads Crossref's answers to queries, not deposits", **_NO_LOGS},
        differs="a journal, with an issue and a DOI of its own, for each article; text-mining links; no pages",
    ),
    Contender(
        name=XMLSCHEMA,
        module="with_xmlschema",
        distribution="xmlschema",
        requirements=("xmlschema",),
        importing="import xmlschema",
        first_validation="import xmlschema\nassert xmlschema.XMLSchema11(schema, allow='local').is_valid(document)",
        cannot={**dict.fromkeys((WRITE, BUILD), "has no models; what it reads are dictionaries"), **_NO_LOGS},
    ),
    Contender(
        name=FLOOR,
        module="floor",
        distribution="lxml",
        requirements=("lxml", "attrs"),
        importing="import lxml.etree, attrs",
        first_validation=(
            "from lxml import etree\nassert etree.XMLSchema(etree.parse(schema)).validate(etree.parse(document))"
        ),
        cannot=dict.fromkeys((WRITE, BUILD), f"see {BY_HAND}"),
        cut_schema=True,
    ),
)
"""In the order of the tables. The floor is nothing that a user would pick: it is what every job costs at least."""
