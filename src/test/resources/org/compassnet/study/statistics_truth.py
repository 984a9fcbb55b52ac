"""The values of StatisticsTest, by SciPy: python3 statistics_truth.py"""

import itertools

import numpy as np
from scipy import stats

a = np.array([0.31, 0.28, 0.44, 0.37, 0.29])
b = np.array([0.52, 0.61, 0.47, 0.58])
print("t 0.975, 4:", stats.t.ppf(0.975, 4), " 0.975, 1:", stats.t.ppf(0.975, 1), " 0.95, 7.3:", stats.t.ppf(0.95, 7.3))
print("mean", stats.t.interval(0.95, 4, loc=a.mean(), scale=stats.sem(a)))
print("Welch", stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.95))
print("4 of 5", stats.binomtest(4, 5).proportion_ci(0.95, "exact"))

ranks = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
values = np.array([1.0, 1.2, 0.8, 1.5, 1.1, 1.6, 2.0, 1.9, 1.4])
print("tau", stats.kendalltau(ranks, values).statistic)


def concordance(ranks):
    return sum(np.sign(ranks[i] - ranks[j]) * np.sign(values[i] - values[j]) for i in range(9) for j in range(i))


# All ways to deal nine values to three groups of three.
observed = concordance(ranks)
reached = total = 0
for low in itertools.combinations(range(9), 3):
    rest = [i for i in range(9) if i not in low]
    for middle in itertools.combinations(rest, 3):
        dealt = np.full(9, 2)
        dealt[list(low)] = 0
        dealt[list(middle)] = 1
        total += 1
        reached += concordance(dealt) >= observed
print("trend p", reached / total)
