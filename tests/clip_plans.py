"""clip_plans.py DATA OUT: plans for tests/clip.tap, and the files that they name."""

import array
import csv
import json
import math
import os
import sys

data, out = os.path.abspath(sys.argv[1]), sys.argv[2]


def path(name):
    return os.path.join(out, name)


def read_rows(name):
    """The rows of a .npy file of version 1 with little-endian float32 in C order."""
    with open(os.path.join(data, name), "rb") as file:
        content = file.read()
    start = 10 + int.from_bytes(content[8:10], "little")
    header = content[10:start].decode()
    assert "'<f4'" in header and "False" in header
    rows_n, dim = (int(n) for n in header.split("(")[1].split(")")[0].split(","))
    numbers = array.array("f", content[start:])
    return [numbers[i * dim : (i + 1) * dim] for i in range(rows_n)]


def write_rows(name, rows, kind):
    """float32 ("f") or float64 ("d"), as NumPy would."""
    header = "{'descr': '<%s', 'fortran_order': False, 'shape': (%d, %d), }" % (
        {"f": "f4", "d": "f8"}[kind],
        len(rows),
        len(rows[0]),
    )
    length = (10 + len(header) + 64) // 64 * 64 - 10
    with open(path(name), "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + length.to_bytes(2, "little"))
        file.write(header.ljust(length - 1).encode() + b"\n")
        for row in rows:
            file.write(array.array(kind, row).tobytes())
    return name


def write_lines(name, lines):
    with open(path(name), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
    return name


def write_plan(name, compose, dataset, metrics, depth=500):
    plan = {
        "dataset": {"loader": "vectors", **dataset},
        "systems": [
            {"name": compose, "stages": [{"engine": "exact", "compose": compose}]}
        ],
        "depth": depth,
        "metrics": metrics,
        "statistics": {"resamples": 0},
        "output": name,
    }
    with open(path(name + ".json"), "w", encoding="utf-8") as file:
        json.dump(plan, file)


def recalls(*cutoffs):
    return ["recall@%d" % k for k in cutoffs]


def coco():
    image = os.path.join(data, "coco500_vitb16/image.npy")
    text = os.path.join(data, "coco500_vitb16/text.npy")
    pairs = write_lines("coco.qrels", ["%d 0 %d 1" % (i, i) for i in range(500)])
    figures = recalls(1, 5, 10, 50) + ["rr"]
    write_plan("coco-text", "text", {"corpus": image, "text": text, "qrels": pairs}, figures)
    write_plan("coco-image", "image", {"corpus": text, "image": [image], "qrels": pairs}, figures)


def genecis():
    image = os.path.join(data, "coco500_vitb16/image.npy")
    images = read_rows("coco500_vitb16/image.npy")
    texts = read_rows("coco500_vitb16/text.npy")
    table = os.path.join(data, "coco500_vitb16/genecis_queries.tsv")
    with open(table, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    references = write_rows("refs.npy", [images[int(r["reference_row"])] for r in rows], "f")
    captions = write_rows("captions.npy", [texts[int(r["target_row"])] for r in rows], "f")
    common = {
        "corpus": image,
        "query_ids": write_lines("genecis-ids.txt", [r["qid"] for r in rows]),
        "qrels": write_lines(
            "genecis.qrels", ["%s 0 %s 1" % (r["qid"], r["target_row"]) for r in rows]
        ),
    }
    exclude = write_lines(
        "genecis-exclude.tsv", ["%s\t%s" % (r["qid"], r["reference_row"]) for r in rows]
    )
    figures = recalls(1, 5, 10)
    write_plan("genecis-kept", "image", {**common, "image": references}, figures)
    write_plan(
        "genecis-out", "image", {**common, "image": references, "exclude": exclude}, figures
    )
    write_plan(
        "genecis-text", "text", {**common, "text": captions, "exclude": exclude}, figures
    )


def flickr():
    image = os.path.join(data, "flickr8k_100x5_vitb32/image.npy")
    text = os.path.join(data, "flickr8k_100x5_vitb32/text.npy")
    pairs = write_lines("flickr.qrels", ["%d 0 %d 1" % (i, i // 5) for i in range(500)])
    write_plan(
        "flickr", "text", {"corpus": image, "text": text, "qrels": pairs}, recalls(1, 5, 10) + ["rr"]
    )
    unit = []
    for row in read_rows("flickr8k_100x5_vitb32/text.npy"):
        norm = math.sqrt(math.fsum(x * x for x in row))
        unit.append([x / norm for x in row])
    means = [[math.fsum(column) / 5 for column in zip(*unit[i : i + 5])] for i in range(0, 500, 5)]
    same = write_lines("same.qrels", ["%d 0 %d 1" % (i, i) for i in range(100)])
    mean = write_rows("means.npy", means, "d")
    write_plan(
        "flickr-mean", "text", {"corpus": image, "text": mean, "qrels": same}, recalls(1, 5) + ["rr"]
    )


def things():
    folder = os.path.join(data, "things200_clip768")
    pairs = write_lines("things.qrels", ["%d 0 %d 1" % (i, i) for i in range(200)])
    write_plan(
        "things",
        "image",
        {
            "corpus": os.path.join(folder, "image.npy"),
            "image": os.path.join(folder, "center.npy"),
            "qrels": pairs,
        },
        recalls(1, 5),
    )


coco()
genecis()
flickr()
things()
