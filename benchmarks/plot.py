"""Figures as pictures: SVG, without a background, in colours that can be seen on a light and on a dark one."""

from __future__ import annotations

import pathlib
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.contenders import ATTRIBUTE, BUILD, CONTENDERS, FIRST, IMPORT, OURS, READ, VALIDATE, WRITE
from benchmarks.figures import Figures

INK = "#808080"
COLOURS = dict(
    zip(
        (contender.name for contender in CONTENDERS),
        ("#e6550d", "#3b8bc2", "#b07aa1", "#2f9e77", "#c49a1a", "#d6619b", "#8c8c8c"),
        strict=True,
    )
)
MARKERS = {WRITE: "o", READ: "s", VALIDATE: "^", ATTRIBUTE: "D"}
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
    jobs = (WRITE, BUILD, READ, VALIDATE, FIRST, IMPORT, ATTRIBUTE)
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8, 7), layout="constrained")
        for axes, job in zip(figure.subplots(4, 2, sharex=True).flat, jobs, strict=False):
            _bars(axes, figures, job)
        last = figure.axes[-1]
        last.set_axis_off()
        figure.supxlabel("CPU time, as a multiple of crossref_deposit's", color=INK)
        _save(figure, path)


def _bars(axes: Axes, figures: Figures, job: str) -> None:
    own = figures.find(job, OURS)
    found = [one for one in figures.measured if one.job == job]
    if own is None:
        return
    names = [one.contender for one in found]
    shares = [one.runs.least / own.runs.least for one in found]
    bars = axes.barh(names, shares, color=[COLOURS[name] for name in names])
    axes.bar_label(bars, [f"{share:.3g}" for share in shares], padding=2)
    axes.set(title=job, xscale="log", xlim=(0.02, 1000))
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.invert_yaxis()
    _plain(axes)


def growth(figures: Figures, path: pathlib.Path) -> None:
    """Lines: time and memory for more and more articles, with guides for what is linear."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8, 4), layout="constrained")
        time, memory = figure.subplots(1, 2)
        for job, marker in MARKERS.items():
            for name in dict.fromkeys(one.contender for one in figures.growth if one.job == job):
                points = list(figures.grown(job, name))
                sizes = [one.articles for one in points]
                look = {"color": COLOURS[name], "marker": marker, "markersize": 4, "linewidth": 1}
                time.plot(sizes, [one.runs.least for one in points], label=f"{job}, {name}", **look)
                if name == OURS:
                    memory.plot(sizes, [(one.peak or 0) / 1e6 for one in points], label=job, **look)
        _guides(time, figures)
        time.set(title="CPU seconds", xscale="log", yscale="log", xlabel="articles")
        memory.set(title="peak memory of the process, MB", xscale="log", yscale="log", xlabel="articles")
        for axes in (time, memory):
            _plain(axes)
            axes.legend(frameon=False, fontsize=7)
        _save(figure, path)


def _guides(axes: Axes, figures: Figures) -> None:
    """Dotted, through each first and last size: parallel to it is linear."""
    sizes = sorted({one.articles for one in figures.growth})
    if sizes:
        ends = [sizes[0], sizes[-1]]
        for each in (1e-4, 1e-3):
            axes.plot(ends, [size * each for size in ends], ":", color=INK, linewidth=0.8)


def _plain(axes: Axes) -> None:
    axes.patch.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)


def _save(figure: Figure, path: pathlib.Path) -> None:
    figure.patch.set_visible(False)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
