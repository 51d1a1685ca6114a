"""Writes calibration.reference.json: 120 made rows, scikit-learn 1.2.1 IsotonicRegression, R figures of calibration.reference.R."""
import json, subprocess, sys
import numpy as np
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(7)
chance = np.round(rng.beta(1.2, 2.5, 120).clip(0.01, 0.97), 2)
happened = (rng.random(120) < 1 / (1 + np.exp(-(0.4 + 0.7 * np.log(chance / (1 - chance)))))).astype(int)
weight = rng.integers(1, 4, 120)
csv = "chance,happened,weight\n" + "".join(f"{c},{h},{w}\n" for c, h, w in zip(chance, happened, weight))
r = json.loads(subprocess.run(["Rscript", sys.path[0] + "/calibration.reference.R"], input=csv, text=True, capture_output=True, check=True).stdout)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(chance, happened, sample_weight=weight).predict(chance)
json.dump({"reference": "calibration.reference.py and .R; scikit-learn 1.2.1, R 4.2.2", "chance": chance.tolist(), "happened": happened.tolist(),
           "weight": weight.tolist(), "isotonic": isotonic.tolist(), **r}, open(sys.path[0] + "/calibration.reference.json", "w"))
