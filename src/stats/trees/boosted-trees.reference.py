"""Figures of scikit-learn's histogram boosting that boosted-trees.test.ts compares with: python3 boosted-trees.reference.py > boosted-trees.reference.json

The rows come from a linear congruential generator, so that the test makes the same ones (made-rows.ts).
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score

ROWS = 8_000
state = 12_345


def uniform():
    global state
    state = (1_664_525 * state + 1_013_904_223) % 2**32
    return (state + 0.5) / 2**32


x = np.empty((ROWS, 6))
win, count, amount = np.empty(ROWS), np.empty(ROWS), np.empty(ROWS)
for row in range(ROWS):
    a, b, c, d = (4 * uniform() - 2 for _ in range(4))
    group, noise, gap, luck, events, spread = int(uniform() * 20), uniform(), uniform(), uniform(), uniform(), uniform()
    score = a * b + (1.5 if c > 0.5 and d > 0 else -0.5) + (1 if group % 3 == 0 else -0.3)
    win[row] = luck < 1 / (1 + np.exp(-score))
    rate = np.exp(0.4 * score)
    # Inverse of the Poisson law.
    k, term, total = 0, np.exp(-rate), np.exp(-rate)
    while total < events and k < 200:
        k += 1
        term *= rate / k
        total += term
    count[row] = k
    amount[row] = score + (1 + abs(c)) * (2 * spread - 1)
    x[row] = a, b, np.nan if gap < 0.1 else c, d, group, noise

train, test = slice(0, ROWS // 2), slice(ROWS // 2, ROWS)
plain = {"max_iter": 60, "early_stopping": False, "categorical_features": [4]}
binary = HistGradientBoostingClassifier(**plain).fit(x[train], win[train])
chances = binary.predict_proba(x[test])[:, 1]
poisson = HistGradientBoostingRegressor(loss="poisson", **plain).fit(x[train], count[train]).predict(x[test])
quantile = HistGradientBoostingRegressor(loss="quantile", quantile=0.8, **plain).fit(x[train], amount[train]).predict(x[test])
over = amount[test] - quantile
# With one cut of values that are few nothing is left to taste: both programs must find the same cut and values.
stump = HistGradientBoostingClassifier(max_iter=1, max_leaf_nodes=2, early_stopping=False).fit(np.floor(10 * x[train][:, :4]), win[train])
print(
    json.dumps(
        {
            "made": "boosted-trees.reference.py",
            "version": f"scikit-learn {sklearn.__version__}",
            "wins": int(win.sum()),
            "counts": int(count.sum()),
            "auc": roc_auc_score(win[test], chances),
            "logLoss": log_loss(win[test], chances),
            "poissonLoss": float(np.mean(poisson - count[test] * np.log(poisson))),
            "pinball": float(np.mean(np.where(over > 0, 0.8 * over, -0.2 * over))),
            "belowQuantile": float(np.mean(over <= 0)),
            "stumpScores": stump.decision_function(np.floor(10 * x[test][:8, :4])).tolist(),
        },
        indent=2,
    )
)
