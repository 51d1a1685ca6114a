"""scikit-learn's histogram boosting on the same rows and settings.

Standard input: int32 rows, columns, trees, leaves, training rows, then float64 values column by column, then uint8 outcomes.
Prints seconds of processor time to fit, the AUC on the remaining rows, and the version.
"""
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

data = sys.stdin.buffer.read()
rows, columns, trees, leaves, training = np.frombuffer(data, dtype=np.int32, count=5)
values = np.frombuffer(data, dtype=np.float64, offset=24, count=rows * columns).reshape(columns, rows).T
outcomes = np.frombuffer(data, dtype=np.uint8, offset=24 + 8 * rows * columns, count=rows)
model = HistGradientBoostingClassifier(max_iter=trees, max_leaf_nodes=leaves, early_stopping=False)
started = time.process_time()
model.fit(values[:training], outcomes[:training])
seconds = time.process_time() - started
auc = roc_auc_score(outcomes[training:], model.predict_proba(values[training:])[:, 1]) if training < rows else float("nan")
print(seconds, auc, f"scikit-learn {sklearn.__version__}")
