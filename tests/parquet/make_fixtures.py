#!/usr/bin/env python3
"""make_fixtures.py FOLDER: writes small Parquet files of every encoding, codec and page
version that the reader knows, and expected.tsv, which says what is in them; with pyarrow.

With --check FOLDER it reads the files that are there and compares them with expected.tsv.
"""
import math
import os
import struct
import sys

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 41


def rows():
    words = ["", "a", "abacus", "abacuses", "ä€𝄞", "same", "same"]
    table = {"t": [], "b": [], "i": [], "j": [], "u": [], "f": [], "d": [], "l": [], "e": []}
    for n in range(ROWS):
        null = n % 7 == 3
        table["t"].append(None if null else words[n % len(words)] + str(n // 14))
        table["b"].append(None if null else n % 3 == 0)
        table["i"].append(None if n % 11 == 5 else (-1) ** n * 3 ** (n % 39))
        table["j"].append(n * 7919 % 65536 - 30000)
        table["u"].append(None if null else 4294967295 - n * n)
        table["f"].append(None if null else n / 8 - 1)
        table["d"].append(None if null else 0.1 * n)
        table["l"].append(None if n % 5 == 4 else [None if k == 2 else f"id{n % 9}-{k}" for k in range(n % 5)])
        table["e"].append([n + k / 4 for k in range(4)])
    return table


SCHEMA = pa.schema(
    [
        ("t", pa.string()),
        ("b", pa.bool_()),
        ("i", pa.int64()),
        pa.field("j", pa.int32(), nullable=False),
        ("u", pa.uint32()),
        ("f", pa.float32()),
        ("d", pa.float64()),
        ("l", pa.list_(pa.string())),
        ("e", pa.list_(pa.float32())),
    ]
)


def texts(value):
    """A value as the test prints it: floats by their bits, so that nothing is rounded."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, list):
        return "[" + ",".join(texts(v) for v in value) + "]"
    return str(value)


def dump(table):
    for name in table.column_names:
        for row, value in enumerate(table.column(name).to_pylist()):
            yield f"{name}\t{row}\t{texts(value)}\n"


def write(folder, name, table, **options):
    path = os.path.join(folder, name + ".parquet")
    pq.write_table(table, path, row_group_size=17, write_page_index=False, **options)


def cases():
    plain = {"use_dictionary": False, "compression": "none"}
    encodings = {
        "delta_ints": {"i": "DELTA_BINARY_PACKED", "j": "DELTA_BINARY_PACKED", "u": "DELTA_BINARY_PACKED"},
        "delta_lengths": {"t": "DELTA_LENGTH_BYTE_ARRAY", "l.list.element": "DELTA_LENGTH_BYTE_ARRAY"},
        "delta_texts": {"t": "DELTA_BYTE_ARRAY", "l.list.element": "DELTA_BYTE_ARRAY"},
        "split": {"f": "BYTE_STREAM_SPLIT", "d": "BYTE_STREAM_SPLIT", "i": "BYTE_STREAM_SPLIT",
                  "j": "BYTE_STREAM_SPLIT", "e.list.element": "BYTE_STREAM_SPLIT"},
        "rle_bools": {"b": "RLE"},
    }
    for version in ("1.0", "2.0"):
        at = {"data_page_version": version, "write_page_checksum": version == "2.0"}
        v = version[0]
        yield f"plain_{v}", {**plain, **at}
        yield f"pages_{v}", {**plain, **at, "data_page_size": 64, "write_batch_size": 4}
        yield f"dictionary_{v}", {"use_dictionary": True, "compression": "none", **at}
        for codec in ("snappy", "gzip", "zstd"):
            yield f"{codec}_{v}", {"use_dictionary": v == "1", "compression": codec, **at}
        for name, columns in encodings.items():
            yield f"{name}_{v}", {**plain, **at, "column_encoding": columns}
    yield "old_1", {"use_dictionary": True, "compression": "snappy", "version": "1.0"}


def main():
    check = sys.argv[1] == "--check"
    folder = sys.argv[-1]
    table = pa.table(rows(), schema=SCHEMA)
    expected = os.path.join(folder, "expected.tsv")
    if not check:
        for name, options in cases():
            write(folder, name, table, **options)
        whole = pa.table({"n": pa.array([1, -1, 2, -2, 3, -3, 4, -4], pa.int64())},
                         schema=pa.schema([pa.field("n", pa.int64(), nullable=False)]))
        write(folder, "checksum", whole, use_dictionary=False, compression="none", write_page_checksum=True)
        half = pa.table({"h": pa.array([None, 0.0, -0.0, 1.5, -2.0, 65504.0, 5.960464477539063e-08,
                                        6.097555160522461e-05, math.inf, -math.inf, 0.333251953125], pa.float16()),
                         "s": [{"x": n} for n in range(11)],
                         "w": pa.array([n * 1000 for n in range(11)], pa.timestamp("ms"))})
        write(folder, "other", half)
        write(folder, "brotli", pa.table({"n": [1, 2, 3]}), compression="brotli")
        with open(expected, "w", encoding="utf-8") as out:
            out.writelines(dump(pq.read_table(os.path.join(folder, "plain_1.parquet"))))
    with open(expected, encoding="utf-8") as file:
        want = file.read()
    bad = [n for n, _ in cases() if "".join(dump(pq.read_table(os.path.join(folder, n + ".parquet")))) != want]
    print("differ from expected.tsv:", *bad) if bad else print("all as expected")
    sys.exit(1 if bad else 0)


main()
