"""Writes communities.reference.json from graph.reference.json: networkx 3.6.1."""
import json, sys
import networkx as nx
from networkx.algorithms.community import greedy_modularity_communities, modularity

graph = json.load(open(sys.path[0] + "/graph.reference.json"))
weighted = nx.Graph()
weighted.add_nodes_from(range(graph["nodes"]))
weighted.add_weighted_edges_from(zip(graph["from"], graph["to"], graph["weight"]))
club = nx.karate_club_graph()
def found(g, weight):
    groups = greedy_modularity_communities(g, weight=weight)
    return {"groups": sorted(sorted(one) for one in groups), "modularity": modularity(g, groups, weight=weight)}
json.dump({"reference": "communities.reference.py; networkx 3.6.1", "club": {"nodes": 34, "from": [a for a, _ in club.edges], "to": [b for _, b in club.edges],
           **found(club, None)}, "weighted": found(weighted, "weight")}, open(sys.path[0] + "/communities.reference.json", "w"))
