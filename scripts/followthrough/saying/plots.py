"""Two small pictures for the summary: the funnel and the weeks. Every number in them also stands in the text."""

from __future__ import annotations

from contextlib import chdir, nullcontext
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from followthrough.saying.numbers import Numbers

INK, BAR = "#334e68", "#3e7cb1"


def draw(numbers: Numbers) -> bytes:
    """A PNG with both pictures, the same bytes for the same numbers; narrow, so that a telephone can show it.

    Args:
        numbers: what to show.
    """
    # matplotlib believes a matplotlibrc in the current folder, which could make it run LaTeX, or never end.
    with chdir(Path(__file__).parent) if Path("matplotlibrc").exists() else nullcontext():
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

    figure = Figure(figsize=(4.0, 4.6), dpi=200, facecolor="white")
    figure.set_layout_engine("constrained", w_pad=0.1, h_pad=0.1)  # inches: a rim of white on a dark page
    FigureCanvasAgg(figure)
    funnel, weeks = (part.subplots() for (part,) in figure.subfigures(2, 1, squeeze=False))
    _bars(funnel, [str(stage) for stage, _ in numbers.stages], [count for _, count in numbers.stages])
    funnel.set_title("Leads at each stage", loc="left", fontsize=12, color=INK)
    names = [f"{week.day}\n{week:%b}" for week, _ in numbers.weeks]
    counts = [count for _, count in numbers.weeks]
    weeks.bar(names, counts, color=BAR)
    _label_columns(weeks, counts)
    weeks.set_title("Applications, each week from its Monday", loc="left", fontsize=12, color=INK)
    picture = BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _bars(axes: Axes, names: list[str], counts: list[int]) -> None:
    bars = axes.barh(names, counts, color=BAR)
    axes.bar_label(bars, padding=3, color=INK, fontsize=11)
    axes.invert_yaxis()
    axes.set_xticks([])
    _plain(axes)
    axes.margins(x=0.12, y=0.02)


def _label_columns(axes: Axes, counts: list[int]) -> None:
    for place, number in enumerate(counts):
        axes.text(place, number, f"{number}", ha="center", va="bottom", color=INK, fontsize=11)
    axes.set_yticks([])
    _plain(axes)
    axes.margins(x=0.01, y=0.18)


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, colors=INK, labelsize=11)
