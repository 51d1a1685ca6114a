"""Writes forecast-scores.reference.json: scikit-learn 1.2.1, and R by forecast-scores.reference.R."""
import json, subprocess, sys
import numpy as np
from sklearn.metrics import log_loss, mean_pinball_loss, roc_auc_score

rng = np.random.default_rng(3)
r = lambda x, d=2: np.round(x, d).tolist()
chance = np.round(rng.beta(1.5, 2.5, 80).clip(.02, .98), 2)
happened = (rng.random(80) < chance).astype(int)
cluster = np.arange(80) // 3
weight = rng.integers(0, 4, 80)
first, second = np.round(rng.normal(0, 1, 24), 2), np.round(rng.normal(0.2, 1.4, 24), 2)
flip = np.tile([1.0, 0.5], 6), np.tile([0.6, 0.9], 6)
sample, actual = np.round(rng.gamma(2, 5, 25), 2), 8.5
step = lambda z: (np.mean(sample <= z) - (actual <= z)) ** 2
edges = np.sort(np.append(sample, actual))
crps = sum(step((a + b) / 2) * (b - a) for a, b in zip(edges, edges[1:]))
csv = "set,a,b,c\n" + "".join(f"chance,{a},{b},{c}\n" for a, b, c in zip(chance, happened, cluster))
csv += "".join(f"error,{a},{b},0\n" for a, b in zip(first, second)) + "".join(f"flip,{a},{b},0\n" for a, b in zip(*flip))
figures = json.loads(subprocess.run(["Rscript", sys.path[0] + "/forecast-scores.reference.R"], input=csv, text=True, capture_output=True, check=True).stdout)
json.dump({"reference": "forecast-scores.reference.py and .R; scikit-learn 1.2.1, R 4.2.2, forecast 8.20", "chance": r(chance), "happened": happened.tolist(),
           "cluster": cluster.tolist(), "weight": weight.tolist(), "weightedAuc": roc_auc_score(happened, chance, sample_weight=weight),
           "logLoss": log_loss(happened, chance), "weightedLogLoss": log_loss(happened, chance, sample_weight=weight),
           "first": r(first), "second": r(second), "flip": [flip[0].tolist(), flip[1].tolist()], "sample": r(sample), "actual": actual, "crps": crps,
           "pinball": mean_pinball_loss(first, second, alpha=.3), **figures}, open(sys.path[0] + "/forecast-scores.reference.json", "w"))
