"""Problems of journals and books as a whole: ISSN, ISBN, titles and who owns them."""

from __future__ import annotations

from typing import Final

from crossref_deposit.problems.kind import ProblemKind, ReportedDoi, Scope

_JOURNAL_FAILS = "Nothing of the journal is registered."
_TITLES = ("full_title", "title", "proceedings_title")

TITLE_KINDS: Final = (
    ProblemKind(
        code="issn-invalid",
        title="ISSN with a wrong check digit",
        cause=f"The last character of an ISSN is computed from the others, and this one does not fit. {_JOURNAL_FAILS}",
        remedy="Correct the ISSN (https://portal.issn.org) and send everything of this journal again.",
        reported=ReportedDoi.JOURNAL,
        wording='ISSN "{issn}" is invalid',
        scope=Scope.CONTAINER,
        elements=("issn",),
        quotes="issn",
        message_ids=(21,),
    ),
    ProblemKind(
        code="issn-title-mismatch",
        title="ISSN that Crossref has under another title",
        cause=f"The journal's title is not the one that was first deposited with this ISSN. {_JOURNAL_FAILS}",
        remedy="Use exactly the title that Crossref has for the ISSN, or ask Crossref's support to change it there.",
        reported=ReportedDoi.JOURNAL,
        wording='ISSN "{issn}" has already been assigned, issn ({owned_issn}) is assigned to another title ({title})',
        scope=Scope.CONTAINER,
        elements=("issn",),
        quotes="issn",
        message_ids=(22,),
    ),
    ProblemKind(
        code="issn-owned-elsewhere",
        title="ISSN that belongs to another member",
        cause=f"The ISSN is registered under another prefix. {_JOURNAL_FAILS}",
        remedy="Correct the ISSN; if the journal has changed hands, ask Crossref's support to transfer the title.",
        reported=ReportedDoi.JOURNAL,
        wording='ISSN "{issn}" has already been assigned, title/issn: {title}/{owned_issn} is owned by publisher: '
        "{prefix}",
        also=(
            'ISSN "{issn}" has already been assigned to a different title/publisher/genre',
            'ISSN/ISBN "{issn}" has already been assigned to a different publisher {publisher}({prefix})',
            'ISSN "{issn}" has already been assigned',
        ),
        scope=Scope.CONTAINER,
        elements=("issn", "isbn"),
        quotes="issn",
        message_ids=(22,),
    ),
    ProblemKind(
        code="isbn-invalid",
        title="ISBN with a wrong check digit",
        cause="The last character of an ISBN is computed from the others, and this one does not fit.",
        remedy="Correct the ISBN and send everything of this book again.",
        wording='ISBN "{isbn}" is invalid',
        scope=Scope.CONTAINER,
        elements=("isbn",),
        quotes="isbn",
    ),
    ProblemKind(
        code="isbn-assigned",
        title="ISBN that another book's DOI has",
        cause="Another DOI was registered with this ISBN. The DOI in the message is the refused one, not the holder.",
        remedy="Look for the ISBN at https://api.crossref.org/works?filter=isbn: and update the DOI that has it, or "
        "correct the ISBN.",
        reported=ReportedDoi.DOI,
        wording='ISBN "{isbn}" has already been assigned, ISBN assigned to other title DOI: {doi} ISBN:{isbns}',
        also=('ISBN "{isbn}" has already been assigned',),
        scope=Scope.CONTAINER,
        elements=("isbn",),
        quotes="isbn",
    ),
    ProblemKind(
        code="title-not-owned",
        title="Title that belongs to another member",
        cause="The title of the journal or book is registered under another prefix.",
        remedy="Check the title's spelling; if it has changed hands, ask Crossref's support to transfer it.",
        wording='user not allowed to add or update records for the title "{title}"',
        scope=Scope.CONTAINER,
        elements=_TITLES,
        quotes="title",
    ),
    ProblemKind(
        code="title-deleted",
        title="Title that Crossref removed",
        cause="Exactly this spelling of the title was removed, mostly because it doubled another.",
        remedy="Use the title that Crossref lists (https://www.crossref.org/titleList/), or ask its support.",
        wording='title "{title}" was previously deleted by a Crossref admin',
        scope=Scope.CONTAINER,
        elements=_TITLES,
        quotes="title",
    ),
    ProblemKind(
        code="title-without-identifier",
        title="Journal with neither ISSN nor DOI",
        cause="Crossref cannot tell which journal is meant by its title alone.",
        remedy="Give the journal an issn or a doi_data in its journal_metadata.",
        reported=ReportedDoi.EMPTY,
        wording="Deposit contains title error: title: {title} must deposit with an ISSN and/or journal title DOI",
        scope=Scope.CONTAINER,
        elements=("full_title",),
        quotes="title",
        message_ids=(28,),
    ),
    ProblemKind(
        code="title-empty",
        title="Journal or book without a title",
        cause="A title element is there, and empty.",
        remedy="Write the title.",
        reported=ReportedDoi.NONE,
        wording="Deposit contains title error(s): Title name value is missing from the title element",
        also=("Title name value is missing from the title element",),
        scope=Scope.CONTAINER,
        elements=_TITLES,
        message_ids=(56,),
    ),
    ProblemKind(
        code="title-error",
        title="Something about the title",
        cause="Crossref refuses the journal or book for its title; the message has the reason.",
        remedy="Compare title, ISSN or ISBN with what Crossref has (https://www.crossref.org/titleList/).",
        wording="Deposit contains title error: {reason}",
        also=("Deposit contains title error(s): {reason}",),
        scope=Scope.CONTAINER,
        elements=_TITLES,
    ),
)
