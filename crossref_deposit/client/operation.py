"""What a deposit is for."""

from __future__ import annotations

import enum


class Operation(enum.StrEnum):
    """The ``operation`` of an upload.

    See https://www.crossref.org/documentation/register-maintain-records/direct-deposit-xml/https-post/

    Example:
        >>> from crossref_deposit import Operation
        >>> Operation("doMDUpload")
        <Operation.METADATA: 'doMDUpload'>
    """

    METADATA = "doMDUpload"
    """Records: a ``doi_batch``."""
    RESOURCES = "doDOICitUpload"
    """Parts of records that are there: references, funding, licences, full-text links."""
    QUERY = "doQueryUpload"
    """Metadata queries: a ``query_batch``."""
    DOI_QUERY = "doDOIQueryUpload"
    """DOIs to look up."""
    TRANSFER = "doTransferDOIsUpload"
    """New URLs, or a new owner, for a list of DOIs."""
