"""compare_golden.py result|queries EXPECTED GOT: status 1 where a value is off.

EXPECTED is what the reference evaluator of PinPoint gave: by run (result), or by query of
its first run (queries). GOT is what pinbench wrote: -f json, or --per-query.
"""
import csv
import json
import sys

TOLERANCE = 1e-12
FIGURES = {
    "delta_mAP@10_noNeg": "delta_noneg@10",
    "pct_increase_mAP@10_noNeg": "delta_noneg@10/ap@10",
    "ling_sens_range": "range(p@10)",
    "ling_sens_std": "std0(p@10)",
}
for k in (1, 5, 10, 50):
    FIGURES.update({
        f"mAP@{k}": f"ap@{k}",
        f"mAP@{k}_noNeg": f"ap_noneg@{k}",
        f"precision@{k}": f"p@{k}",
        f"recall@{k}": f"recall@{k}",
        f"NegRecall@{k}": f"neg_recall@{k}",
    })
COLUMNS = {}
for k in (1, 5, 10, 50):
    COLUMNS.update({
        f"ap{k}": f"ap@{k}",
        f"p{k}": f"p@{k}",
        f"r{k}": f"recall@{k}",
        f"neg{k}": f"neg_recall@{k}",
        f"ap{k}_noneg": f"ap_noneg@{k}",
    })
faults = []
compared = 0


def compare(where, expected, got):
    global compared
    compared += 1
    if got is None or not abs(float(got) - expected) <= TOLERANCE:
        faults.append(f"{where}: expected {expected!r}, got {got!r}")


def compare_results(expected, got):
    systems = {system["name"]: system for system in got["systems"]}
    scored = {e["model"]: e for e in expected.values() if e and "model" in e}
    if set(systems) != set(scored):
        faults.append(f"expected {sorted(scored)}, got {sorted(systems)}")
        return
    for name, values in scored.items():
        compare(f"{name} total_queries", values["total_queries"], systems[name]["queries"])
        for theirs, ours in FIGURES.items():
            figure = systems[name]["figures"][ours]
            compare(f"{name} {theirs}", values[theirs], figure["value"])


def normalised(query):
    query = query[len("query_"):] if query.startswith("query_") else query
    return query.zfill(5)


def compare_queries(expected, got, run):
    rows = [row for row in got if row["system"] == run]
    if [row["id"] for row in expected] != [
        normalised(row["query"]) for row in rows if row["p@1"] != ""
    ]:
        faults.append("the queries differ, or their order")
        return
    scored = [row for row in rows if row["p@1"] != ""]
    for theirs, ours in zip(expected, scored):
        for column, label in COLUMNS.items():
            compare(f"{theirs['id']} {column}", theirs[column], ours[label])


with open(sys.argv[2], encoding="utf-8") as f:
    if sys.argv[1] == "result":
        reference = json.load(f)
    else:
        reference = [json.loads(line) for line in f if line.strip()]
with open(sys.argv[3], encoding="utf-8", newline="") as f:
    if sys.argv[1] == "result":
        compare_results(reference, json.load(f))
    else:
        compare_queries(reference, list(csv.DictReader(f, delimiter="\t")), "q1")
for fault in faults[:20]:
    print(fault)
print(f"{compared} values, {len(faults)} faults")
sys.exit(1 if faults or not compared else 0)
