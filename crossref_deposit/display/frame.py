"""Rows as a pandas data frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crossref_deposit.errors import MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd


def data_frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """A data frame that has the columns also where it has no rows.

    Raises:
        MissingDependencyError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingDependencyError("pandas", extra="pandas") from None
    return pd.DataFrame(list(rows), columns=list(columns))
