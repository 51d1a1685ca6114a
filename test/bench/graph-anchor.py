"""The same measures in networkx. Reads nodes, then the ends of each edge (32-bit integers) from standard input.

Prints the milliseconds of PageRank (fastest of 20) and betweenness (fastest of 2), and the version.
"""
import sys
import time

import networkx as nx
import numpy as np

numbers = np.frombuffer(sys.stdin.buffer.read(), dtype=np.int32)
graph = nx.Graph()
graph.add_nodes_from(range(numbers[0]))
graph.add_edges_from(numbers[1:].reshape(-1, 2).tolist())


def fastest(times, work):
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        best = min(best, (time.perf_counter() - started) * 1_000)
    return best


nx.pagerank(graph)
rank = fastest(20, lambda: nx.pagerank(graph))
between = fastest(2, lambda: nx.betweenness_centrality(graph))
sys.stdout.write(f"{rank:.4f} {between:.2f} networkx {nx.__version__}\n")
