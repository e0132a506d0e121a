"""Declarations to XML Schema 1.0: the bundled schema, one file per namespace, as text.

libxml2 compiles it for validation; `crossref_deposit.export_schema` writes it to a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from crossref_deposit.binding.declaration import MODELS, Element, Field, Item, Leaf
from crossref_deposit.binding.escape import quote
from crossref_deposit.binding.markup import Profile, Rule
from crossref_deposit.binding.namespaces import MATHML, XLINK, XML, Namespace
from crossref_deposit.binding.particles import Child, Particle, Wrapped
from crossref_deposit.binding.slots import Slot
from crossref_deposit.binding.values import SimpleType
from crossref_deposit.binding.versions import declaration

_XSD: Final = "http://www.w3.org/2001/XMLSchema"
_MATHML_TYPE: Final = (
    '<xs:element name="math"><xs:complexType mixed="true"><xs:sequence>'
    '<xs:any namespace="##any" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>'
    '</xs:sequence><xs:anyAttribute namespace="##any" processContents="skip"/></xs:complexType></xs:element>'
)
_ANYTHING: Final = _MATHML_TYPE.partition(">")[2]
_LANG: Final = (
    '<xs:attribute name="lang"><xs:simpleType><xs:union memberTypes="xs:language"><xs:simpleType>'
    '<xs:restriction base="xs:string"><xs:enumeration value=""/></xs:restriction>'
    "</xs:simpleType></xs:union></xs:simpleType></xs:attribute>"
)
_FACETS: Final = (
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
    ("pattern", "pattern"),
    ("minimum", "minInclusive"),
    ("maximum", "maxInclusive"),
    ("digits", "totalDigits"),
)


def schema_files(root: type[Any], version: str, *, lenient_uri: bool = False) -> dict[str, str]:
    """The schema of a root class: file names and texts, the main file first.

    Args:
        root: The class of the root element.
        version: A schema version.
        lenient_uri: Write ``xs:token`` for ``xs:anyURI``. libxml2 refuses URIs that Crossref's
            parser takes, so it is given this form.
    """
    return _Writer(version, lenient_uri=lenient_uri).files(root)


class _File:
    """One namespace's file: its global declarations by kind and name."""

    def __init__(self, namespace: Namespace) -> None:
        self.namespace = namespace
        self.declarations: dict[tuple[str, str], str] = {}
        self.imports: dict[str, Namespace] = {}


class _Writer:
    def __init__(self, version: str, *, lenient_uri: bool) -> None:
        self._version = version
        self._lenient_uri = lenient_uri
        self._files: dict[str, _File] = {}
        self._done: set[type[Any]] = set()
        self._named_types: dict[SimpleType, str] = {}

    def files(self, root: type[Any]) -> dict[str, str]:
        """Name and text of every file."""
        self._element(declaration(root, self._version))
        return {file.namespace.file_at(self._version): self._text(file) for file in self._files.values()}

    def _file(self, namespace: Namespace) -> _File:
        return self._files.setdefault(namespace.uri, _File(namespace))

    def _text(self, file: _File) -> str:
        uri = file.namespace.at(self._version)
        spaces = [f'xmlns:{_prefix(space)}="{space.at(self._version)}"' for space in file.imports.values()]
        own = "" if file.namespace is XML else f' xmlns:{_prefix(file.namespace)}="{uri}"'
        head = f'<xs:schema xmlns:xs="{_XSD}"{own} {" ".join(s for s in spaces if "xmlns:xml=" not in s)}'
        imports = (
            f'<xs:import namespace="{space.at(self._version)}" schemaLocation="{space.file_at(self._version)}"/>'
            for space in file.imports.values()
        )
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'{head.rstrip()} targetNamespace="{uri}" elementFormDefault="qualified">',
            *imports,
            *file.declarations.values(),
            "</xs:schema>",
        ]
        return "\n".join(lines) + "\n"

    def _declare(self, file: _File, kind: str, name: str, text: str) -> bool:
        """Declare globally; False where that name is taken by something else."""
        return file.declarations.setdefault((kind, name), text) == text

    def _import(self, file: _File, namespace: Namespace) -> None:
        if namespace is not file.namespace:
            file.imports[namespace.uri] = namespace
            self._file(namespace)

    # --- elements -----------------------------------------------------------------------------

    def _element(self, element: Element) -> None:
        if element.model in self._done:
            return
        self._done.add(element.model)
        file = self._file(element.namespace)
        name = ("element", element.name)
        file.declarations[name] = ""  # keeps its place before what it refers to
        file.declarations[name] = f'<xs:element name="{element.name}">{self._type_of(file, element)}</xs:element>'

    def _type_of(self, file: _File, element: Element) -> str:
        attributes = "".join(self._attribute(file, field) for field in (*element.attributes, *element.extra))
        own = element.text
        kind = None if own is None else own.type
        if isinstance(kind, SimpleType) and not kind.mixed and element.content is None:
            base = self._simple_content(file, element, kind)
            return f"<xs:complexType><xs:simpleContent>{base.format(attributes)}</xs:simpleContent></xs:complexType>"
        mixed = ' mixed="true"' if own is not None and _has_text(kind) else ""
        if isinstance(kind, Profile):
            inside = self._profile(file, kind)
        elif element.content is not None:
            inside = self._particle(file, element.content)
        else:
            inside = ""
        return f"<xs:complexType{mixed}>{inside}{attributes}</xs:complexType>"

    def _simple_content(self, file: _File, element: Element, kind: SimpleType) -> str:
        name = kind.name or f"{element.name}_t"
        self._declare(file, "type", name, f'<xs:simpleType name="{name}">{self._restriction(kind)}</xs:simpleType>')
        return f'<xs:extension base="{_prefix(file.namespace)}:{name}">{{}}</xs:extension>'

    def _attribute(self, file: _File, field: Field) -> str:
        use = ' use="required"' if field.required else ""
        if field.namespace is not None:
            return self._foreign_attribute(file, field.namespace, field.xml_name, _simple(field), use)
        kind = _simple(field)
        default = f' default="{quote(field.implied)}"' if field.implied is not None else ""
        if field.fixed:
            default = f' fixed="{quote(str(field.default))}"'
        return self._typed(file, f'xs:attribute name="{field.xml_name}"{use}{default}', kind)

    def _foreign_attribute(self, file: _File, namespace: Namespace, name: str, kind: SimpleType, use: str = "") -> str:
        self._import(file, namespace)
        home = self._file(namespace)
        own = _LANG if (namespace, name) == (XML, "lang") else self._typed(home, f'xs:attribute name="{name}"', kind)
        self._declare(home, "attribute", name, own)
        return f'<xs:attribute ref="{_prefix(namespace)}:{name}"{use}/>'

    def _typed(self, file: _File, opening: str, kind: SimpleType) -> str:
        if kind.name and self._declare(file, "type", kind.name, self._named_type(kind)):
            return f'<{opening} type="{_prefix(file.namespace)}:{kind.name}"/>'
        if kind.plain_builtin:
            return f'<{opening} type="xs:{self._base(kind)}"/>'
        inside = f"<xs:simpleType>{self._restriction(kind)}</xs:simpleType>"
        return f"<{opening}>{inside}</{opening.partition(' ')[0]}>"

    def _named_type(self, kind: SimpleType) -> str:
        if kind not in self._named_types:
            text = f'<xs:simpleType name="{kind.name}">{self._restriction(kind)}</xs:simpleType>'
            self._named_types[kind] = text
        return self._named_types[kind]

    def _base(self, kind: SimpleType) -> str:
        return "token" if self._lenient_uri and kind.base == "anyURI" else kind.base

    def _restriction(self, kind: SimpleType) -> str:
        facets = [
            f'<xs:{facet} value="{quote(str(value))}"/>'
            for name, facet in _FACETS
            if (value := getattr(kind, name)) is not None
        ]
        if kind.collapse and kind.base == "string":
            facets.insert(0, '<xs:whiteSpace value="collapse"/>')
        facets += [f'<xs:enumeration value="{quote(value)}"/>' for value in kind.listed]
        restriction = f'<xs:restriction base="xs:{self._base(kind)}">{"".join(facets)}</xs:restriction>'
        return f"<xs:list><xs:simpleType>{restriction}</xs:simpleType></xs:list>" if kind.is_list else restriction

    # --- content models -----------------------------------------------------------------------

    def _particle(self, file: _File, particle: Particle) -> str:
        if isinstance(particle, Child):
            return self._child(file, particle)
        if isinstance(particle, Wrapped):
            return self._wrapped(file, particle)
        inside = "".join(self._particle(file, part) for part in particle.parts)
        bounds = "" if particle.at_least else ' minOccurs="0"'
        return f"<xs:{particle.kind}{bounds}>{inside}</xs:{particle.kind}>"

    def _child(self, file: _File, child: Child) -> str:
        bounds = _bounds(child.at_least, child.at_most)
        if child.field.held_by and isinstance(child.field.items[0], Leaf):
            return self._local(self._leaf_text(file, child.field.items[0]), bounds)  # a class may have the name
        if len(child.field.items) == 1:
            return self._item(file, child.field.items[0], bounds)
        if child.field.uniform:
            inside = "".join(self._item(file, item, bounds) for item in child.field.items)
            return f"<xs:choice>{inside}</xs:choice>"
        inside = "".join(self._item(file, item, "") for item in child.field.items)
        return f"<xs:choice{bounds}>{inside}</xs:choice>"

    def _item(self, file: _File, item: Item, bounds: str) -> str:
        if isinstance(item, Leaf):
            return self._leaf(file, item, bounds)
        model = MODELS[item] if isinstance(item, str) else item
        inner = declaration(model, self._version)
        self._import(file, inner.namespace)
        self._element(inner)
        return f'<xs:element ref="{_prefix(inner.namespace)}:{inner.name}"{bounds}/>'

    def _leaf(self, file: _File, item: Leaf, bounds: str) -> str:
        text = self._leaf_text(file, item)
        if self._declare(file, "element", item.name, text):
            return f'<xs:element ref="{_prefix(file.namespace)}:{item.name}"{bounds}/>'
        return self._local(text, bounds)

    def _leaf_text(self, file: _File, item: Leaf) -> str:
        if isinstance(item.type, SimpleType):
            return self._typed(file, f'xs:element name="{item.name}"', item.type)
        inside = f'<xs:complexType mixed="true">{self._profile(file, item.type)}</xs:complexType>'
        return f'<xs:element name="{item.name}">{inside}</xs:element>'

    def _local(self, text: str, bounds: str) -> str:
        """A declaration in place, for where the global one of that name is another."""
        return text.replace("<xs:element", f"<xs:element{bounds}", 1)

    def _wrapped(self, file: _File, wrapped: Wrapped) -> str:
        wrapper = wrapped.wrapper
        home = self._file(wrapper.namespace)
        self._import(file, wrapper.namespace)
        inside = self._particle(home, wrapped.content)
        if wrapper.fixed:
            inside += f'<xs:attribute name="{wrapper.fixed[0]}" type="xs:string" fixed="{wrapper.fixed[1]}"/>'
        text = f'<xs:element name="{wrapper.name}"><xs:complexType>{inside}</xs:complexType></xs:element>'
        bounds = _bounds(wrapped.at_least, None if wrapper.repeated else 1)
        if self._declare(home, "element", wrapper.name, text):
            return f'<xs:element ref="{_prefix(wrapper.namespace)}:{wrapper.name}"{bounds}/>'
        return self._local(text, bounds)

    # --- mixed content ------------------------------------------------------------------------

    def _profile(self, file: _File, profile: Profile) -> str:
        """Declare the elements of a markup language; the content model of its root."""
        for name, rule in profile.elements.items():
            local = name.rpartition(":")[2]
            if ("element", local) not in file.declarations:
                file.declarations["element", local] = ""  # it may stand in itself
                file.declarations["element", local] = self._markup_element(file, local, rule)
        for name in sorted(profile.unchecked - {"mml:math"}):
            local = name.rpartition(":")[2]
            self._declare(file, "element", local, f'<xs:element name="{local}">{_ANYTHING}')
        return self._rule(file, profile.root)

    def _markup_element(self, file: _File, name: str, rule: Rule) -> str:
        if rule.type is not None and not rule.attributes:
            return self._typed(file, f'xs:element name="{name}"', rule.type)
        attributes = "".join(self._markup_attribute(file, *item) for item in rule.attributes.items())
        mixed = ' mixed="true"' if rule.mixed else ""
        inside = f"{self._rule(file, rule)}{attributes}"
        if rule.type is not None:
            inside = f'<xs:simpleContent><xs:extension base="xs:string">{attributes}</xs:extension></xs:simpleContent>'
        return f'<xs:element name="{name}"><xs:complexType{mixed}>{inside}</xs:complexType></xs:element>'

    def _markup_attribute(self, file: _File, name: str, kind: SimpleType) -> str:
        prefix, _, local = name.rpartition(":")
        if prefix:
            return self._foreign_attribute(file, XML if prefix == "xml" else XLINK, local, kind)
        return self._typed(file, f'xs:attribute name="{local}"', kind)

    def _rule(self, file: _File, rule: Rule) -> str:
        if rule.mixed:
            return self._choice(file, rule.children, ' minOccurs="0" maxOccurs="unbounded"') if rule.children else ""
        inside = "".join(self._slot(file, rule.slots, number) for number in range(len(rule.slots)))
        return f"<xs:sequence>{inside}</xs:sequence>" if inside else ""

    def _slot(self, file: _File, slots: Sequence[Slot], number: int) -> str:
        slot, after = slots[number], slots[number + 1 : number + 2]
        if slot.or_before:
            return ""  # it stands with the slot before it
        if after and after[0].or_before:
            return self._one_or_both(file, slot, after[0])
        return self._choice(file, slot.names, _bounds(slot.at_least, slot.at_most))

    def _one_or_both(self, file: _File, slot: Slot, after: Slot) -> str:
        first = self._choice(file, slot.names, _bounds(1, slot.at_most))
        second, alone = (self._choice(file, after.names, _bounds(low, after.at_most)) for low in (0, after.at_least))
        return f"<xs:choice><xs:sequence>{first}{second}</xs:sequence>{alone}</xs:choice>"

    def _choice(self, file: _File, names: Iterable[str], bounds: str) -> str:
        refs = "".join(f'<xs:element ref="{self._reference(file, name)}"/>' for name in sorted(names))
        return f"<xs:choice{bounds}>{refs}</xs:choice>"

    def _reference(self, file: _File, name: str) -> str:
        if name != "mml:math":
            return f"{_prefix(file.namespace)}:{name.rpartition(':')[2]}"
        self._import(file, MATHML)
        self._declare(self._file(MATHML), "element", "math", _MATHML_TYPE)
        return name


def _simple(field: Field) -> SimpleType:
    if not isinstance(field.type, SimpleType):
        raise TypeError(field.name)
    return field.type


def _has_text(kind: Any) -> bool:
    return kind.root.mixed if isinstance(kind, Profile) else True


def _bounds(low: int, high: int | None) -> str:
    least = "" if low == 1 else f' minOccurs="{low}"'
    most = "" if high == 1 else f' maxOccurs="{"unbounded" if high is None else high}"'
    return least + most


def _prefix(namespace: Namespace) -> str:
    return namespace.prefix or "cr"
