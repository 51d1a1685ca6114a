"""Writes graph.reference.json: networkx 2.8.8, numpy 1.24.2."""
import json, sys
import networkx as nx
import numpy as np

rng = np.random.default_rng(8)
N = 24
pairs = sorted({tuple(sorted(p)) for p in rng.integers(0, N - 3, (34, 2)).tolist() if p[0] != p[1]})
weight = np.round(rng.uniform(.2, 3, len(pairs)), 2)
directed, undirected = nx.DiGraph(), nx.Graph()
for g in (directed, undirected):
    g.add_nodes_from(range(N))
    g.add_weighted_edges_from((a, b, w) for (a, b), w in zip(pairs, weight))
x = np.round(rng.normal(0, 1, (N, 3)), 2)
a = nx.to_numpy_array(undirected, nodelist=range(N)) + np.eye(N)
s = a / np.sqrt(np.outer(a.sum(1), a.sum(1)))
order = lambda d: [d[i] for i in range(N)]
json.dump({"reference": "graph.reference.py; networkx 2.8.8, numpy 1.24.2", "nodes": N, "from": [p[0] for p in pairs], "to": [p[1] for p in pairs], "weight": weight.tolist(),
           "pageRankDirected": order(nx.pagerank(directed, tol=1e-12, max_iter=1000)), "pageRankUndirected": order(nx.pagerank(undirected, tol=1e-12, max_iter=1000)),
           "betweenness": order(nx.betweenness_centrality(undirected)), "betweennessDirected": order(nx.betweenness_centrality(directed, normalized=False)),
           "components": sorted(map(len, nx.connected_components(undirected)), reverse=True), "features": x.ravel().tolist(), "smoothed": (s @ s @ x).ravel().tolist()},
          open(sys.path[0] + "/graph.reference.json", "w"))
