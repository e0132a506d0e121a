"""What an upload is for."""

from __future__ import annotations

import enum


class Operation(enum.StrEnum):
    """The ``operation`` of an upload, with its ``subType`` behind a slash where it has one.

    See https://www.crossref.org/documentation/register-maintain-records/direct-deposit-xml/https-post/

    Example:
        >>> from crossref_deposit import Operation
        >>> Operation("doMDUpload")
        <Operation.METADATA: 'doMDUpload'>
        >>> Operation.CONFLICTS.fields
        {'operation': 'doMDUpload', 'subType': 'cm'}
    """

    METADATA = "doMDUpload"
    """Records: a ``doi_batch``."""
    RESOURCES = "doDOICitUpload"
    """Parts of records that are there: references, funding, licences, full-text links."""
    CONFLICTS = "doMDUpload/cm"
    """What is to become of DOIs with the same metadata: a list of them."""
    QUERY = "doQueryUpload"
    """Metadata queries: a ``query_batch``."""
    DOI_QUERY = "doDOIQueryUpload"
    """DOIs to look up."""
    TRANSFER = "doTransferDOIsUpload"
    """New URLs, or a new owner, for a list of DOIs."""

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form that is sent."""
        operation, slash, sub_type = self.value.partition("/")
        return {"operation": operation, "subType": sub_type} if slash else {"operation": operation}
