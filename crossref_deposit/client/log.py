"""The client's logger; silent until the program that uses the package sets logging up."""

from __future__ import annotations

import logging

logging.getLogger("crossref_deposit").addHandler(logging.NullHandler())
logger = logging.getLogger("crossref_deposit.client")
