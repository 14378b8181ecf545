"""The figures as a table for the terminal and as a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

_WIDTH, _ROW, _LABEL, _SCALE = 760, 26, 330, 80
_HEAD = ("meetings", "change", "files", "wall s", "CPU s", "peak MB", "wall/bare", "CPU/bare")


def table(found: dict[str, Any]) -> Iterator[str]:
    """The figures as the rows of a table in Markdown."""
    yield f"Cores: {found['cores']}; snakemake --version: {found['snakemake --version']:.2f} s."
    yield ""
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|{'|'.join([' ---: ', ' --- ', *[' ---: '] * 6])}|"
    for row in found["builds"]:
        cells = [row["meetings"], row["change"], row["files"]]
        cells += [f"{row['wall']:.1f}", f"{row['cpu']:.1f}", row["peak_mb"]]
        cells += [_ratio(row, "wall"), _ratio(row, "cpu")]
        yield f"| {' | '.join(map(str, cells))} |"
    if found["peers"]:
        each = _per_file(found)
        yield ""
        yield "| one file by | wall s | CPU s | CPU beside Diptych |"
        yield "| --- | ---: | ---: | ---: |"
        yield f"| Diptych (of the largest build) | | {each:.2f} | 1.0 |"
        for name, figures in found["peers"].items():
            beside = figures["cpu"] / each
            yield f"| {name} | {figures['wall']:.2f} | {figures['cpu']:.2f} | {beside:.1f} |"


def drawn(found: dict[str, Any]) -> str:
    """Bars: how many times the bare engines each build takes, and each peer Diptych."""
    bars = [
        (f"{row['meetings']} meetings, {row['change']}: CPU", row["cpu"] / row["bare"]["cpu"])
        for row in found["builds"]
        if "bare" in row
    ]
    each = _per_file(found)
    bars += [
        (f"{name}: CPU of a file", made["cpu"] / each) for name, made in found["peers"].items()
    ]
    height = _ROW * (len(bars) + 2)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="sans-serif" font-size="13">',
        f'<text x="{_LABEL}" y="16">times the bare engines; peers: times Diptych</text>',
    ]
    for number, (label, ratio) in enumerate(bars, 1):
        top = number * _ROW
        width = min(ratio * _SCALE, _WIDTH - _LABEL - 50)
        lines += [
            f'<text x="{_LABEL - 8}" y="{top + 16}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{_LABEL}" y="{top + 3}" width="{width:.0f}" height="18" fill="#4a6d8c"/>',
            f'<text x="{_LABEL + width + 6:.0f}" y="{top + 16}">{ratio:.2f}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def _per_file(found: dict[str, Any]) -> float:
    largest = max(found["builds"], key=lambda row: (row["files"], row["meetings"]))
    return float(largest["cpu"] / largest["files"])


def _ratio(row: dict[str, Any], key: str) -> str:
    return f"{row[key] / row['bare'][key]:.2f}" if "bare" in row else ""
