#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""merge_case_counts.py FOLDER: one cases-<backend>.json of the counts that the suites of storage, jobs and API left there.

Fails when a suite left no count or when the two backends did not run the same number of cases."""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
merged = []
for backend in ("sqlite", "postgresql"):
    storage = json.loads((folder / f"storage-{backend}.json").read_text())
    jobs = json.loads((folder / f"jobs-{backend}.json").read_text())
    api = json.loads((folder / f"api-{backend}.json").read_text())
    counts = {"backend": backend, "storage_cases": storage["cases"], "job_cases": jobs["cases"],
              "api_cases": api["cases"], "skipped": storage["skipped"] + jobs["skipped"] + api["skipped"]}
    (folder / f"cases-{backend}.json").write_text(json.dumps(counts) + "\n")
    print(counts)
    merged.append((counts["storage_cases"], counts["job_cases"], counts["api_cases"]))
sys.exit(0 if merged[0] == merged[1] and min(merged[0]) > 0 else 1)
