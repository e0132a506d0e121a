"""Bars of outcomes as SVG: any width, light and dark, read without colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from crossref_deposit.display.html import Child, Html, shown, style, tag
from crossref_deposit.display.outcome import Outcome

_ROW: Final = 58  # pixels: the label, the bar, the numbers
_HEAD: Final = 26
_LABEL: Final = 46  # characters that a phone has room for
_SHOWN: Final = 20
_SVG: Final = "http://www.w3.org/2000/svg"


@attrs.frozen(kw_only=True)
class Bar:
    """What became of the records of one journal."""

    label: str
    counts: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(self.counts.values())

    @property
    def words(self) -> str:
        """The numbers, the worst first."""
        return ", ".join(f"{self.counts[outcome]:,} {outcome.label}" for outcome in Outcome if self.counts.get(outcome))


@attrs.frozen(kw_only=True)
class Figure:
    """Outcomes as bars, one for each journal, book or conference; Jupyter shows it.

    Made by `DiagnosticReport.figure` and `SubmissionSummary.figure`.

    Example:
        >>> from crossref_deposit.diagnostics import DiagnosticParser
        >>> report = DiagnosticParser().parse('''<doi_batch_diagnostic status="completed"><record_diagnostic
        ... status="Success"><doi>10.5555/a</doi><msg>Successfully added</msg></record_diagnostic>
        ... </doi_batch_diagnostic>''')
        >>> report.figure().to_svg().startswith("<svg")
        True
    """

    title: str
    bars: Sequence[Bar]

    def to_svg(self, *, width: int = 720) -> str:
        """The figure as an SVG file: no font, script or style from elsewhere.

        Args:
            width: In pixels.
        """
        return self._svg(style("figure"), width=width)

    def inline(self) -> Html:
        """The figure for a page that has the colours."""
        return self._svg()

    def _repr_html_(self) -> str:
        return shown(self.inline())

    def _svg(self, *before: Child, width: int | None = None) -> Html:
        rows = [*self.bars[:_SHOWN], *_others(self.bars[_SHOWN:])]
        height = _HEAD + _ROW * len(rows)
        longest = max((bar.total for bar in rows), default=1)
        return tag(
            "svg",
            tag("title", f"{self.title}: " + "; ".join(f"{bar.label}: {bar.words}" for bar in rows)),
            before,
            tag("text", self.title, x="0", y="16", class_="cd-title"),
            (_row(bar, _HEAD + number * _ROW, longest) for number, bar in enumerate(rows)),
            xmlns=_SVG,
            role="img",
            width=width or "100%",
            height=height,
            class_="crossref-deposit cd-figure",
        )


def _row(bar: Bar, top: int, longest: int) -> Iterator[Html]:
    label = bar.label if len(bar.label) <= _LABEL else f"{bar.label[: _LABEL - 1]}…"
    yield tag("text", tag("title", bar.label), label, x="0", y=top + 14)
    left = 0.0
    for outcome in Outcome:
        width = 100 * bar.counts.get(outcome, 0) / longest
        if width:
            yield tag(
                "rect", x=_percent(left), y=top + 20, width=_percent(width), height="12", class_=f"cd-fill-{outcome}"
            )
            left += width
    yield tag("text", bar.words, x="0", y=top + 46, class_="cd-numbers")


def _percent(number: float) -> str:
    return f"{number:.3f}%"


def _others(bars: Sequence[Bar]) -> Iterator[Bar]:
    if bars:
        counts = {outcome: sum(bar.counts.get(outcome, 0) for bar in bars) for outcome in Outcome}
        yield Bar(label=f"{len(bars):,} others", counts=counts)
