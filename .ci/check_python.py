"""Runs the code of docs/python.md on a trained run, as a reader would who pastes all of it into one script.

    PYTHON .ci/check_python.py [RUN]

Sections that name PyTorch or safetensors run where these are installed, and are said to be left out where not.
The files that the document's two commands make must be there: runs/trials.npz and runs/simulated.npz.
"""

import importlib.util
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEEDS = {"The network in PyTorch": "torch", "safetensors": "safetensors", "Lesions as a table": "pandas"}


def sections(text):
    """Title and code (blocks indented by four) of each section; commands of a shell are no code."""
    for part in re.split(r"^##? ", text, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        lines = [line[4:] for line in body.split("\n") if line.startswith("    ") or not line.strip()]
        yield title, "\n".join(line for line in lines if not line.startswith("./mvnw"))


def main():
    run = sys.argv[1] if len(sys.argv) > 1 else "runs/quick-seed1"
    os.chdir(ROOT)
    names = {}
    with open("docs/python.md", encoding="utf-8") as document:
        text = document.read().replace("runs/quick-seed1", run)
    for title, code in sections(text):
        needed = NEEDS.get(title)
        if needed and importlib.util.find_spec(needed) is None:
            print(f"left out  {title}: {needed} is not installed")
        elif code.strip():
            # The plot of the last line is matplotlib's, which is not what is tried here.
            code = re.sub(r"\.plot\(.*\)$", "", code.rstrip())
            exec(compile(code, f"docs/python.md: {title}", "exec"), names)
            print(f"ran       {title}")
    assert names["order"].dtype.kind == "i", names["order"].dtype
    assert abs(names["learned"]).max() > 0
    assert (names["lesions"].groupby("perturbation").size() == 4).all()


if __name__ == "__main__":
    main()
