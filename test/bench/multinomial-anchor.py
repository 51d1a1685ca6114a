"""scikit-learn's multinomial logistic regression (lbfgs) on the same rows.

Standard input: int32 rows and columns, then float64 values row by row (without a constant), then uint8 classes 0 to 2.
Prints seconds of processor time to fit, the mean log loss on the rows, and the version.
"""
import sys
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

data = sys.stdin.buffer.read()
rows, columns = np.frombuffer(data, dtype=np.int32, count=2)
values = np.frombuffer(data, dtype=np.float64, offset=8, count=rows * columns).reshape(rows, columns)
classes = np.frombuffer(data, dtype=np.uint8, offset=8 + 8 * rows * columns, count=rows)
model = LogisticRegression(C=1.0, max_iter=200)
started = time.process_time()
model.fit(values, classes)
seconds = time.process_time() - started
print(seconds, log_loss(classes, model.predict_proba(values)), f"scikit-learn {sklearn.__version__}")
