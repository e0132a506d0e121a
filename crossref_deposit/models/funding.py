"""Who paid. Crossref's FundRef."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from crossref_deposit.binding.declaration import Wrapper, attribute, children, content, element
from crossref_deposit.binding.field_types import Many, Maybe, One
from crossref_deposit.binding.namespaces import FUNDREF
from crossref_deposit.binding.values import SimpleType, trimmed
from crossref_deposit.errors import ModelError

FundingName: TypeAlias = Literal["fundgroup", "funder_identifier", "ror", "funder_name", "award_number", "grant_doi"]
_DEEPEST: Final = 20
FUNDING: Final = Wrapper("program", FUNDREF, fixed=("name", "fundref"))


def _listed(values: str | Iterable[str]) -> Iterable[str]:
    return (values,) if isinstance(values, str) else values


def _depth(assertion: FundingAssertion) -> int:
    return 1 + max(map(_depth, assertion.assertions), default=0)


def _stripped(value: object) -> object:
    return trimmed(value) or None if isinstance(value, str) else value


_TEXT: Final = SimpleType(mixed=True, min_length=1, prepare=_stripped, expected="text")


@element("assertion", namespace=FUNDREF)
class FundingAssertion:
    """One fact about funding; facts that belong together stand inside each other. Crossref element ``fr:assertion``.

    Example:
        >>> from crossref_deposit import FundingAssertion
        >>> grant = FundingAssertion.group(
        ...     funder_name="Wellcome Trust", ror="https://ror.org/029chgv08", award_numbers=["098051"]
        ... )
        >>> [assertion.name for assertion in grant.assertions]
        ['funder_name', 'ror', 'award_number']

    See https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/funding-information/
    """

    value: Maybe[str] = content(_TEXT, default=None, kw_only=False)
    assertions: Many[FundingAssertion] = children("FundingAssertion", default=())
    name: One[FundingName, FundingName] = attribute(FundingName)
    provider: Maybe[Literal["publisher", "crossref"], Literal["publisher", "crossref"]] = attribute(
        Literal["publisher", "crossref"], default=None, implied="publisher"
    )

    def _check(self) -> None:
        if _depth(self) > _DEEPEST:
            found = f"assertions inside each other, {_depth(self)} deep"
            raise ModelError("FundingAssertion.assertions", found=found, expected=f"at most {_DEEPEST}")

    @classmethod
    def group(
        cls,
        *,
        funder_name: str | None = None,
        ror: str | None = None,
        funder_identifier: str | None = None,
        award_numbers: str | Iterable[str] = (),
        grant_dois: str | Iterable[str] = (),
    ) -> FundingAssertion:
        """One funder with its awards, as a ``fundgroup``.

        Args:
            funder_name: The funder's name.
            ror: Its ROR iD, a URL.
            funder_identifier: Its identifier in the Open Funder Registry, a DOI URL; stands inside the name.
            award_numbers: Numbers of its awards.
            grant_dois: DOIs of its grants.

        Raises:
            ModelError: None of them is given.
        """
        inside = [cls(funder_identifier, name="funder_identifier")] if funder_identifier else []
        made = [cls(funder_name, name="funder_name", assertions=inside)] if funder_name else inside
        made += [cls(ror, name="ror")] if ror else []
        made += [cls(number, name="award_number") for number in _listed(award_numbers)]
        made += [cls(doi, name="grant_doi") for doi in _listed(grant_dois)]
        if not made:
            raise ModelError("FundingAssertion.group", found="nothing", expected="a funder or an award")
        return cls(name="fundgroup", assertions=made)
