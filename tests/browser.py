"""A real browser without a driver: it opens pages side by side, measures them and writes down what it found.

Each page lies in a frame of its own width, since a headless window is never narrower than 500 pixels.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import escape, unescape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--window-size=1280,900", "--virtual-time-budget=600000", "--dump-dom",
)  # fmt: skip
DARK = "--blink-settings=preferredColorScheme=0"
MEASURE = """
const found = [];
const frames = [...document.querySelectorAll("iframe")];
async function measure(frame) {
  const view = frame.contentWindow, page = frame.contentDocument, root = page.scrollingElement;
  const start = page.querySelector(frame.dataset.first);
  const foot = start ? [start, ...start.closest("td").querySelectorAll("a")].pop() : null;
  const told = {
    name: frame.dataset.name, width: frame.clientWidth, needs: root.scrollWidth,
    first: foot ? foot.getBoundingClientRect().bottom : -1,
    card: view.getComputedStyle(page.querySelector("table table")).backgroundColor,
    broken: [], passed: []
  };
  if (AXE) {
    const script = page.createElement("script");
    script.textContent = AXE;
    page.head.append(script);
    const result = await view.axe.run(page, {preload: false, rules: OFF});
    const lines = each => each.nodes.map(node => each.id + ": " + node.html + " " + node.failureSummary);
    told.broken = [...result.violations, ...result.incomplete].flatMap(lines);
    told.passed = result.passes.map(each => each.id);
  }
  return told;
}
window.addEventListener("load", async () => {
  try { for (const frame of frames) found.push(await measure(frame)); }
  catch (error) { found.push({name: "", width: 0, needs: 0, first: 0, card: "", broken: [`${error}`], passed: []}); }
  document.body.innerHTML = "<pre></pre>";
  document.querySelector("pre").textContent = JSON.stringify(found);
});
"""


@dataclass(frozen=True)
class Sight:
    """A page in a browser.

    Args:
        name: which page.
        width: of the frame, in pixels.
        needs: how wide the page is; more than its frame means scrolling sideways.
        first: how far down the first step ends, with what there is to press; -1 where it was not found.
        card: the colour behind the words.
        broken: what axe-core found wrong or could not decide.
        passed: the rules of axe-core that were held to something.
    """

    name: str
    width: int
    needs: int
    first: float
    card: str
    broken: list[str]
    passed: list[str]


def browser_path() -> str | None:
    """Where a Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def axe_path() -> Path | None:
    """Where axe-core is: FOLLOWTHROUGH_AXE names the file, else a package for tests brings it."""
    named = os.environ.get("FOLLOWTHROUGH_AXE")
    spec = find_spec("axe_playwright_python")
    folders = (spec.submodule_search_locations if spec else None) or []
    places = [Path(named)] if named else [Path(folder) / "axe.min.js" for folder in folders]
    return next((place for place in places if place.is_file()), None)


def look_at(
    pages: dict[str, str], widths: Iterable[int], *, is_dark: bool = False, first: str = "span.ink", axe: bool = False
) -> list[Sight]:
    """Open pages in a browser.

    Args:
        pages: their HTML, by name.
        widths: of the windows.
        is_dark: whether the reader likes it dark.
        first: a selector of its first step.
        axe: whether to let axe-core look, too.
    """
    frames = [
        f'<iframe data-name="{name}" data-first="{first}" srcdoc="{escape(page)}"'
        f' style="border:0;width:{width}px;height:800px"></iframe>'
        for name, page in pages.items()
        for width in widths
    ]
    rules = {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}  # landmarks are the mail program's
    found_at = axe_path() if axe else None
    source = json.dumps(found_at.read_text("utf-8") if found_at else "").replace("</", "<\\/")
    script = f"const AXE = {source}; const OFF = {json.dumps(rules)}; {MEASURE}"
    page = f"<!doctype html><meta charset=utf-8><body>{''.join(frames)}<script>{script}</script>"
    return [Sight(**each) for each in _run(page, is_dark=is_dark)]


def _run(page: str, *, is_dark: bool) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "pages.html"
        file.write_text(page, "utf-8")
        command = [
            str(browser_path()), *OPTIONS, *([DARK] if is_dark else []), f"--user-data-dir={folder}/profile",
            file.as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603 - ours
    found = re.search(r"<pre>(.*)</pre>", done.stdout.decode("utf-8"), re.DOTALL)
    assert found, done.stderr.decode("utf-8", "replace")[-2000:]
    told: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return told
