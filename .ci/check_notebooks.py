"""Runs all notebooks on fresh kernels and checks what comes out; then checks the committed ones.

    .venv/bin/python .ci/check_notebooks.py [--write] [NAME ...]

--write puts the outputs of this run into the notebooks: how those that are committed are made.
NAME is the beginning of a notebook's name, such as 02; without one, all are run. KERNEL in the
environment names another kernel than java.
"""

import multiprocessing
import os
import re
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import nbformat
from nbclient import NotebookClient

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, "notebooks")
# As the README says to start Jupyter: the kernel's JVM with the Vector API.
os.environ.setdefault("JJAVA_JVM_OPTS", "--add-modules jdk.incubator.vector")
MAX_BYTES = 1_000_000

# For each notebook: its figures, and numbers in its texts with the bounds that they must keep. The
# bounds are wide enough for any machine: they tell a working network from one that is not.
EXPECTED = {
    "01_train_a_network": (6, [
        (r"units +(\d+)", 60, 60),
        (r"1200 updates +([\d.]+) deg", 0.5, 8),
        (r"normalized error ([\d.]+); angular", 0.0005, 0.04),
        (r"angular error ([\d.]+) deg mean", 0.5, 8),
        (r"\nintact ([\d.]+) deg", 0.3, 30),
        (r"without CCW shifters ([\d.]+) deg", 20, 180),
        (r"without CW shifters ([\d.]+) deg", 20, 180),
        (r"Run\.open\((path)\)", "path", "path"),
    ]),
    "02_tuning_and_classes": (7, [
        (r"compass +(\d+) ", 5, 50),
        (r"CCW shifter +(\d+) ", 3, 40),
        (r"CW shifter +(\d+) ", 3, 40),
        (r"separability ([\d.]+)", 0.5, 1),
        (r"\n\d+ compass units: largest gap (\d+) deg", 5, 120),
    ]),
    "03_wiring": (5, [
        (r"compass +compass +\d+ +(-?[\d.]+)", 0, 2),
        (r"CCW shifter +compass +\d+ +-?[\d.]+ +-?[\d.]+ +(-?[\d.]+)", 0, 4),
        (r"\nCW shifter +compass +\d+ +-?[\d.]+ +-?[\d.]+ +(-?[\d.]+)", -4, 0),
        (r"velocity to CCW shifters: ([+-][\d.]+)", 0, 100),
        (r"velocity to CW shifters: ([+-][\d.]+)", -100, 0),
    ]),
    "04_attractor_and_lesions": (6, [
        (r"drift at rest ([\d.]+) deg/s", 0, 20),
        (r"(\d+) points from 256 starts", 4, 256),
        (r"128 starts: (\d+) fixed .*\n.*128 starts: ", 4, 128),
        (r"128 starts: (\d+) fixed .* turning by 32.0 deg/s", 0, 8),
        (r"\ncompass units cut +(?:yes|no) .*?([\d.]+) of (?:the bump|its size)", 0, 0.2),
        (r"\nCW shifters cut +(?:yes|no) .*?\+([\d.]+) deg/s", 1, 1000),
    ]),
    "05_velocity_and_recordings": (3, [
        (r"\nx1 +([\d.]+)", 70, 80),
        (r"\nx0.1 +([\d.]+)", 7, 8),
        (r"recording +[\d.]+ +[\d.]+ +[\d.]+ +([\d.]+)", 0.5, 20),
        (r"x3 +normalized error .* error ([\d.]+) deg mean", 5, 120),
        (r"x1 +normalized error .* error ([\d.]+) deg mean", 0.5, 8),
    ]),
    "06_recorded_cells": (6, [
        (r"HD cells +(\d+) of 10", 8, 9),
    ]),
}

# What a notebook may not tell of the machine that it ran on.
PRIVATE = re.compile(r"/(?:home|root|Users|tmp|usr|opt|var)/|[A-Z]:\\\\")

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED  " + what)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def text_of(notebook):
    parts = []
    for output in outputs(notebook):
        parts.append(output.get("text", "") or output.get("data", {}).get("text/plain", ""))
    return "\n".join(parts)


def figures(notebook):
    return [output.data["image/png"] for output in outputs(notebook) if "image/png" in output.get("data", {})]


def check_outputs(name, notebook, who):
    images, numbers = EXPECTED[name]
    for output in outputs(notebook):
        error = output.output_type == "error"
        check(not error, f"{who} {name}: {error and output.ename}: {error and output.evalue}")
        check(output.get("name") != "stderr", f"{who} {name}: stderr: {output.get('text', '')[:200]}")
    drawn = figures(notebook)
    check(len(drawn) == images, f"{who} {name}: {len(drawn)} figures, not {images}")
    check(all(len(png) > 10_000 for png in drawn), f"{who} {name}: an empty figure")
    text = "\n" + text_of(notebook)
    for pattern, low, high in numbers:
        found = re.search(pattern, text)
        check(found is not None, f"{who} {name}: no {pattern!r}")
        if found:
            value = found.group(1) if isinstance(low, str) else float(found.group(1))
            check(low <= value <= high, f"{who} {name}: {pattern!r}: {value} is not in [{low}, {high}]")


def execute(name):
    notebook = nbformat.read(os.path.join(FOLDER, name + ".ipynb"), 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    begun = time.time()
    client = NotebookClient(
        notebook,
        kernel_name=os.environ.get("KERNEL", "java"),
        startup_timeout=300,
        timeout=1200,
        allow_errors=True,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": FOLDER}},
    )
    client.execute()
    print(f"ran     {name}: {time.time() - begun:.0f} s, {len(figures(notebook))} figures", flush=True)
    return notebook


def check_committed(name):
    path = os.path.join(FOLDER, name + ".ipynb")
    source = open(path, encoding="utf-8").read()
    notebook = nbformat.reads(source, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    check(os.path.getsize(path) < MAX_BYTES, f"{name}: {os.path.getsize(path)} bytes; {MAX_BYTES} allowed")
    check(
        [cell.execution_count for cell in code] == list(range(1, len(code) + 1)),
        f"{name}: not the outputs of one run from top to bottom",
    )
    pictures = re.sub(r'"image/png": "[^"]*"', "", source)
    found = PRIVATE.search(pictures)
    check(found is None, f"{name}: tells of its machine: {found and pictures[found.start():][:60]!r}")
    exercises = notebook.cells[-1].source
    check("## Exercises" in exercises and "\n2. " in exercises, f"{name}: does not end with exercises")
    check_outputs(name, notebook, "committed")
    return code[0].source


def check_links(path):
    """Every link to a file of the repository leads to one."""
    text = open(path, encoding="utf-8").read()
    if path.endswith(".ipynb"):
        text = "\n".join(c["source"] for c in nbformat.reads(text, 4).cells if c.cell_type == "markdown")
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", link):
            target = os.path.join(os.path.dirname(path), link.split("#")[0])
            check(os.path.exists(target), f"{os.path.relpath(path, ROOT)}: dead link {link}")


def main():
    write = "--write" in sys.argv
    wanted = [a for a in sys.argv[1:] if not a.startswith("--")]
    there = sorted(f[:-6] for f in os.listdir(FOLDER) if f.endswith(".ipynb"))
    check(there == sorted(EXPECTED), f"notebooks {there}, not {sorted(EXPECTED)}")
    names = [n for n in there if not wanted or any(n.startswith(w) for w in wanted)]
    begun = time.time()
    if not wanted:
        # The first notebook trains the network that the others open.
        shutil.rmtree(os.path.join(ROOT, "runs", "notebook"), ignore_errors=True)
    executed = os.path.join(ROOT, "target", "notebooks")
    os.makedirs(executed, exist_ok=True)
    # Two at a time, but for the first, whose network the others open.
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        notebooks = [*pool.map(execute, names[:1]), *pool.map(execute, names[1:])]
    for name, notebook in zip(names, notebooks):
        metadata = nbformat.read(os.path.join(FOLDER, name + ".ipynb"), 4).metadata
        check_outputs(name, notebook, "run of")
        nbformat.write(notebook, os.path.join(executed, name + ".ipynb"))
        if write:
            # The kernel's own notes hold the version of the machine's Java.
            notebook.metadata = metadata
            nbformat.write(notebook, os.path.join(FOLDER, name + ".ipynb"))
    print(f"all     {time.time() - begun:.0f} s")
    first_cells = {name: check_committed(name) for name in there}
    check(len(set(first_cells.values())) == 1, "the first cells differ")
    check_links(os.path.join(ROOT, "README.md"))
    for name in there:
        check_links(os.path.join(FOLDER, name + ".ipynb"))
    if failures:
        sys.exit(f"{len(failures)} failed")
    print("notebooks: as they should be")


if __name__ == "__main__":
    main()
