#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""table.py FOLDER: a Markdown table of the measurements that run left in FOLDER.

Each cell is the median of all rounds with its 95 % interval (of the median, by order statistics), and the median of the
99th percentiles of latency."""
import glob
import json
import math
import os
import statistics
import sys

ORDER = ["kaomon-sqlite", "kaomon-postgresql", "express", "parse-server", "nginx"]


def interval(values):
    """The order statistics around the median that cover 95 % of cases; the extremes when there are few."""
    ordered = sorted(values)
    n = len(ordered)
    reach = 1.96 * math.sqrt(n) / 2
    low = max(0, math.floor(n / 2 - reach))
    high = min(n - 1, math.ceil(n / 2 + reach) - 1)
    return ordered[low], ordered[max(low, high)]


def read(folder):
    figures = {}
    for path in glob.glob(os.path.join(folder, "*.json")):
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        for row in content.get("figures", []):
            cell = figures.setdefault(content["server"], {}).setdefault(row["name"], [])
            cell.append((row["requests_per_second"], row["p99_ms"], row["failures"]))
    return figures


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    figures = read(sys.argv[1])
    servers = [name for name in ORDER if name in figures]
    names = []
    for server in servers:
        names += [name for name in figures[server] if name not in names]
    print("| requests/s (95 % interval), p99 | " + " | ".join(servers) + " |")
    print("|---|" + "---|" * len(servers))
    for name in names:
        cells = []
        for server in servers:
            rows = figures[server].get(name)
            if not rows:
                cells.append("–")
                continue
            rates = [rate for rate, _, _ in rows]
            low, high = interval(rates)
            failures = sum(failed for _, _, failed in rows)
            text = f"{statistics.median(rates):,.0f} ({low:,.0f}–{high:,.0f}), {statistics.median(p for _, p, _ in rows):.1f} ms"
            cells.append(text + (f", {failures} failed" if failures else ""))
        print(f"| {name} | " + " | ".join(cells) + " |")


main()
