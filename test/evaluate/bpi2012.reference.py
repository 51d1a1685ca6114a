"""The baselines that evaluate-bpi2012.ts prints, on the very landmarks that it scores: python3 bpi2012.reference.py FOLDER.

Each Monday is forecast from looks at earlier Mondays at cases that had closed before it; a look knows the stage, the days
in it and since the case was created, the amount and the number of moves. One untuned configuration each.
"""
import csv, datetime, json, math, sys
from collections import defaultdict

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DAY, WEEK = 86400.0, 7 * 86400.0


def at(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


END, FIRST, BEGIN = at('2012-01-02T00:00:00Z'), at('2011-10-31T00:00:00Z'), at('2011-10-03T00:00:00Z')
# Two months of history lie before these Mondays; the first ones have a month.
SEASONED = at('2011-12-05T00:00:00Z')
moves = defaultdict(list)
for row in csv.DictReader(open(sys.argv[1] + '/OpportunityHistory.csv')):
    moves[row['OpportunityId']].append((at(row['CreatedDate']), row['StageName']))
cases = []
for row in csv.DictReader(open(sys.argv[1] + '/Opportunity.csv')):
    own = sorted(moves[row['Id']], key=lambda move: move[0])
    closing = next((move for move in own if move[1].startswith('Closed')), (None, ''))
    cases.append({
        'created': at(row['CreatedDate']), 'amount': float(row['Amount'] or 0), 'close': closing[0],
        'won': closing[1] == 'Closed Won', 'moves': [move for move in own if not move[1].startswith('Closed')],
    })
stages = sorted({stage for case in cases for _, stage in case['moves']})


def look(case, t):
    if case['created'] >= t or (case['close'] is not None and case['close'] < t):
        return None
    past = [move for move in case['moves'] if move[0] < t] or [(case['created'], 'none')]
    since, stage = past[-1]
    age, inside = (t - case['created']) / DAY, (t - since) / DAY
    band = sum(age >= edge for edge in (1, 3, 7, 14, 21, 28, 42))
    x = [float(stage == name) for name in stages] + [math.log1p(age), math.log1p(inside), math.log1p(case['amount']), len(past)]
    return {'stage': stage, 'cell': (stage, band), 'x': x, 't': t, 'case': case}


def looks(until):
    return [one for t in np.arange(BEGIN, until, WEEK) for one in (look(case, t) for case in cases) if one]


def rates(train, y, rows, key):
    mean, n, s = np.mean(y), defaultdict(float), defaultdict(float)
    for one, value in zip(train, y):
        n[one[key]] += 1
        s[one[key]] += value
    return np.array([(s[one[key]] + 5 * mean) / (n[one[key]] + 5) for one in rows])


said, won, missed, money, left_out, early = defaultdict(list), [], defaultdict(list), defaultdict(list), 0, 0
for monday in np.arange(FIRST, END, WEEK):
    train = [one for one in looks(monday) if one['case']['close'] is not None and one['case']['close'] < monday]
    rows = [one for one in (look(case, monday) for case in cases) if one]
    scored = [i for i, one in enumerate(rows) if one['case']['close'] is not None]
    left_out += len(rows) - len(scored)
    y = np.array([float(one['case']['won']) for one in train])
    x, z = np.array([one['x'] for one in train]), np.array([one['x'] for one in rows])
    answers = {
        'stage rate': rates(train, y, rows, 'stage'),
        'stage x age': rates(train, y, rows, 'cell'),
        'logistic': make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(x, y).predict_proba(z)[:, 1],
        'random forest': RandomForestClassifier(300, min_samples_leaf=20, random_state=1).fit(x, y).predict_proba(z)[:, 1],
    }
    for name, values in answers.items():
        said[name] += [values[i] for i in scored]
    won += [rows[i]['case']['won'] for i in scored]
    early += len(scored) if monday < SEASONED else 0
    days = np.array([(one['case']['close'] - one['t']) / DAY for one in train])
    came = np.array([(rows[i]['case']['close'] - monday) / DAY for i in scored])
    cells = defaultdict(list)
    for one, value in zip(train, days):
        cells[one['cell']].append(value)
    median = [np.median(cells[rows[i]['cell']]) if len(cells[rows[i]['cell']]) >= 5 else np.median(days) for i in scored]
    trees = HistGradientBoostingRegressor(loss='absolute_error', max_iter=60, random_state=1).fit(x, days)
    missed['stage x age'] += list(np.abs(np.array(median) - came))
    missed['boosted trees'] += list(np.abs(trees.predict(z[scored]) - came))
    if monday + 4 * WEEK > END:
        continue
    soon = lambda one: float(one['case']['won'] and one['case']['close'] < one['t'] + 4 * WEEK)
    past = looks(monday - 4 * WEEK + 1)
    target = np.array([soon(one) for one in past])
    amounts = np.array([one['case']['amount'] for one in rows])
    brought = sum(soon(one) * one['case']['amount'] for one in rows)
    chances = {
        'stage rate': rates(past, target, rows, 'stage'),
        'stage x age': rates(past, target, rows, 'cell'),
        'boosted trees': HistGradientBoostingClassifier(max_iter=60, random_state=1)
        .fit(np.array([one['x'] for one in past]), target)
        .predict_proba(z)[:, 1],
    }
    for name, values in chances.items():
        money[name].append(abs(float(np.sum(values * amounts)) / brought - 1))
print(json.dumps({
    'reference': f'bpi2012.reference.py; scikit-learn {sklearn.__version__}', 'looks': len(won), 'leftOut': left_out,
    'auc': {name: round(roc_auc_score(won, values), 4) for name, values in said.items()},
    'brier': {name: round(brier_score_loss(won, values), 4) for name, values in said.items()},
    'seasoned': {
        'looks': len(won) - early,
        'auc': {name: round(roc_auc_score(won[early:], values[early:]), 4) for name, values in said.items()},
        'brier': {name: round(brier_score_loss(won[early:], values[early:]), 4) for name, values in said.items()},
    },
    'daysLeft': {name: round(float(np.mean(values)), 3) for name, values in missed.items()},
    'nextFourWeeks': {name: round(float(np.mean(values)), 4) for name, values in money.items()},
}, indent=2))
