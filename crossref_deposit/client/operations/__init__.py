"""What is uploaded beside records: conflicts, new URLs, new owners, queries; each written in Crossref's own format."""

from crossref_deposit.client.operations.conflicts import AliasPair, ConflictOperation, ConflictResolution, ForcedAliases
from crossref_deposit.client.operations.queries import Query, QueryBatch, Term
from crossref_deposit.client.operations.query_results import QueryResult, QueryResults, QueryStatus
from crossref_deposit.client.operations.transfers import OwnershipTransfer, UrlUpdate
from crossref_deposit.client.operations.uploadable import Uploadable

__all__ = [
    "AliasPair",
    "ConflictOperation",
    "ConflictResolution",
    "ForcedAliases",
    "OwnershipTransfer",
    "Query",
    "QueryBatch",
    "QueryResult",
    "QueryResults",
    "QueryStatus",
    "Term",
    "Uploadable",
    "UrlUpdate",
]
