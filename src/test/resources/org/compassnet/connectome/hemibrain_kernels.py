"""The shipped table hemibrain.csv and the numbers of HemibrainTest, from a matrix of groups.

    python hemibrain_kernels.py fly_hemibrain12_cx_grouped60.csv > hemibrain.csv
    python hemibrain_kernels.py --numbers fly_hemibrain12_cx_grouped60.csv

The matrix (row = presynaptic) holds synapses between groups of cells of the central complex of the
hemibrain v1.2 (Scheffer et al. 2020, eLife 9:e57443, CC-BY 4.0), as grouped by glomerulus in
github.com/Dominic-DallOsto/insect-navigation-sinusoidal-optimality (BSD-3).
"""
import csv
import sys

import numpy as np

RING = "1L 1R 8L 2R 7L 3R 6L 4R 5L 5R 4L 6R 3L 7R 2L 8R".split()
WEDGE = {side + number: k for k, (number, side) in enumerate(RING)}
# Glomerulus 9 has no EPG cells of the ring; both series go on where they began.
WEDGE["L9"], WEDGE["R9"] = WEDGE["L1"], WEDGE["R1"]

HEADER = """\
# Synapses of the fly's ring by the offset of the postsynaptic from the presynaptic place, derived from
# the hemibrain v1.2: Scheffer et al. 2020, "A connectome and analysis of the adult Drosophila central
# brain", eLife 9:e57443, doi 10.7554/eLife.57443, https://www.janelia.org/project-team/flyem/hemibrain,
# licence CC-BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: added up by glomerulus and
# offset. The counts by glomerulus are those of D. Dall'Osto's insect-navigation-sinusoidal-optimality
# (BSD-3 licence). Made by hemibrain_kernels.py. Whole cells: synapses of all regions are in them.
# synapses: of that many pairs of groups together; via Delta7: products of EPG to Delta7 and Delta7 to
# EPG synapses. Offsets are positive in the order 1L, 1R, 8L, 2R, ..., 2L, 8R of the wedges."""


def main(path, numbers):
    rows = list(csv.reader(open(path)))
    names = rows[0][1:]
    assert [row[0] for row in rows[1:]] == names
    count = np.array([[float(x) for x in row[1:]] for row in rows[1:]])
    at = {name: k for k, name in enumerate(names)}
    epg = [at["EPG_" + side + number] for number, side in RING]
    pen = {s: [(WEDGE[f"{s}{k}"], at[f"PEN_{s}{k}"]) for k in range(2, 10)] for s in "LR"}
    delta7 = [k for name, k in at.items() if name.startswith("D7_")]
    ring = list(enumerate(epg))
    chain = np.zeros_like(count)
    chain[np.ix_(epg, epg)] = count[np.ix_(epg, delta7)] @ count[np.ix_(delta7, epg)]
    ways = [("EPG", "EPG", "", ring, ring, count), ("EPG", "EPG", "Delta7", ring, ring, chain)]
    ways += [("PEN_" + s, "EPG", "", pen[s], ring, count) for s in "LR"]
    ways += [("EPG", "PEN_" + s, "", ring, pen[s], count) for s in "LR"]
    kernels = {}
    if not numbers:
        print(HEADER)
        print("from,to,via,offset_deg,synapses,pairs")
    for source, target, via, pre, post, matrix in ways:
        total, pairs = np.zeros(16), np.zeros(16, int)
        for a, i in pre:
            for b, j in post:
                total[(b - a) % 16] += matrix[i, j]
                pairs[(b - a) % 16] += 1
        kernels[source, target, via] = total / pairs
        for k in [] if numbers else range(-8, 8):
            print(f"{source},{target},{via},{22.5 * k:g},{total[k % 16]:.0f},{pairs[k % 16]}")
    if numbers:
        circle = np.exp(1j * np.radians(22.5 * np.arange(16)))
        for way, kernel in kernels.items():
            peak = np.degrees(np.angle(kernel @ circle))
            print(way, "peak %.3f deg" % peak, np.round(kernel, 2))
        for s in "LR":
            inputs, outputs = kernels["EPG", "PEN_" + s, ""], kernels["PEN_" + s, "EPG", ""]
            trip = np.degrees(np.angle((inputs @ circle) * (outputs @ circle)))
            print("round trip over PEN", s, "%.3f deg" % trip)


if __name__ == "__main__":
    main(sys.argv[-1], "--numbers" in sys.argv)
