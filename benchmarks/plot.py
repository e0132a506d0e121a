"""Figures as pictures: SVG, without a background, in colours that can be seen on a light and on a dark one."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.contenders import ATTRIBUTE, BUILD, CONTENDERS, FIRST, IMPORT, OURS, READ, VALIDATE, WRITE
from benchmarks.figures import Figures, Measured

INK = "#808080"
COLOURS = dict(
    zip(
        (contender.name for contender in CONTENDERS),
        ("#e6550d", "#3b8bc2", "#b07aa1", "#2f9e77", "#c49a1a", "#d6619b", "#8c8c8c"),
        strict=True,
    )
)
JOBS = (WRITE, BUILD, READ, VALIDATE, FIRST, IMPORT, ATTRIBUTE)
MARKERS = "os^Dv<>p"
LINE: Any = {"markersize": 4, "linewidth": 1}
STYLE: Any = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "font.family": "sans-serif",
    "font.size": 9,
    "legend.labelcolor": INK,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "crossref_deposit",  # the same figures make the same file
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def contenders(figures: Figures, path: pathlib.Path) -> None:
    """Bars: how many times as long as ours each contender takes."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8, 7), layout="constrained")
        panels = figure.subplots(4, 2, sharex=True).flat
        for axes, job in zip(panels, JOBS, strict=False):
            _bars(axes, [one for one in figures.measured if one.job == job])
            axes.set(title=job, xscale="log")
            axes.tick_params(labelbottom=True)
        figure.supxlabel(f"CPU time, as a multiple of {OURS}'s: to the right is slower", color=INK)
        _save(figure, path)


def _bars(axes: Axes, found: Sequence[Measured]) -> None:
    own = next(one.runs.least for one in found if one.contender == OURS)
    names = [one.contender for one in found]
    shares = [one.runs.least / own for one in found]
    bars = axes.barh(names, [share - 1 for share in shares], left=1, color=[COLOURS[name] for name in names])
    axes.bar_label(bars, [f"{share:.3g}" for share in shares], padding=3)
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xmargin(0.35)
    axes.invert_yaxis()


def growth(figures: Figures, path: pathlib.Path) -> None:
    """Lines: time for more and more articles, each job beside its floor, and memory."""
    jobs = list(dict.fromkeys(one.job for one in figures.growth))
    rows = len(jobs) // 2 + 1
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8, 2.7 * rows), layout="constrained")
        panels = list(figure.subplots(rows, 2).flat)
        for axes, job in zip(panels, jobs, strict=False):
            _lines(axes, figures, job)
        _memory(panels[len(jobs)], figures, jobs)
        _save(figure, path)


def _memory(axes: Axes, figures: Figures, jobs: Sequence[str]) -> None:
    for job, marker in zip(jobs, MARKERS, strict=False):
        points = [(one.articles, (one.peak or 0) / 1e6) for one in figures.grown(job, OURS)]
        axes.plot(*zip(*points, strict=True), label=job, color=COLOURS[OURS], marker=marker, **LINE)
    axes.set(title=f"peak memory of {OURS}, MB", xscale="log", yscale="log", xlabel="articles")
    axes.legend(frameon=False)


def _lines(axes: Axes, figures: Figures, job: str) -> None:
    for name in dict.fromkeys(one.contender for one in figures.growth if one.job == job):
        points = [(one.articles, one.runs.least) for one in figures.grown(job, name)]
        axes.plot(*zip(*points, strict=True), label=name, color=COLOURS[name], marker="o", **LINE)
        size, seconds = points[-1]
        axes.plot([size, points[0][0]], [seconds, seconds * points[0][0] / size], ":", color=INK, linewidth=0.8)
    axes.set(title=f"{job}, CPU seconds", xscale="log", yscale="log", xlabel="articles")
    axes.legend(frameon=False)


def _save(figure: Figure, path: pathlib.Path) -> None:
    """Without a background and a date."""
    figure.patch.set_visible(False)
    for axes in figure.axes:
        axes.patch.set_visible(False)
        axes.spines[["top", "right"]].set_visible(False)
        axes.minorticks_off()
        if not axes.has_data():
            axes.set_axis_off()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
