"""``llms.txt``: the pages for programs that read documentation, as https://llmstxt.org describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.addnodes import toctree
    from sphinx.environment import BuildEnvironment

_SUMMARY = (
    "A Python SDK that registers DOIs with Crossref: typed models of every record type, validation before sending, "
    "a client that loses no deposit, and submission logs traced to the record and line that failed."
)


def llms(environment: BuildEnvironment) -> str:
    """The whole file."""
    return "\n".join([f"# {environment.config.project}", "", f"> {_SUMMARY}", *_sections(environment)]) + "\n"


def _sections(environment: BuildEnvironment) -> Iterator[str]:
    """The tables of contents of the first page, with what each page says of itself."""
    for contents in _contents(environment, environment.config.root_doc):
        yield f"\n## {contents['caption']}\n"
        yield from (_line(environment, name) for name in _names(environment, contents))


def _contents(environment: BuildEnvironment, name: str) -> Iterator[toctree]:
    from sphinx.addnodes import toctree

    return environment.get_doctree(name).findall(toctree)


def _names(environment: BuildEnvironment, contents: toctree) -> Iterator[str]:
    """Each page, followed by those that its own table of contents has."""
    for _, name in contents["entries"]:
        yield name
        for below in _contents(environment, name):
            yield from _names(environment, below)


def _line(environment: BuildEnvironment, name: str) -> str:
    paragraph = next(environment.get_doctree(name).findall(nodes.paragraph), None)
    said = " ".join(paragraph.astext().split()) if paragraph else ""
    sentence = said.partition(". ")[0].rstrip(".:")
    return f"- [{environment.titles[name].astext()}](_sources/{name}.md.txt)" + (f": {sentence}" if sentence else "")
