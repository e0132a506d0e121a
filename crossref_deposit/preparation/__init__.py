"""Records to files that are ready to be sent: made, checked and written on many cores or machines."""

from crossref_deposit.preparation.prepare import prepare
from crossref_deposit.preparation.results import FailedRecord, PreparedBatch, PreparedChunk

__all__ = ["FailedRecord", "PreparedBatch", "PreparedChunk", "prepare"]
