"""read_openmetrics.py FILE RESULT.json: reads OpenMetrics 1.0 text by the grammar of its
specification, strictly, and holds the figures against those of the result."""
import json
import math
import re
import sys

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"')
NUMBER = re.compile(r"NaN|[+-]?(Inf|[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?)$")
UNESCAPED = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}


def labels_of(text):
    labels = {}
    at = 0
    while at < len(text):
        match = LABEL.match(text, at)
        assert match, text[at:]
        assert match[1] not in labels, match[1]
        labels[match[1]] = re.sub(r"\\.", lambda pair: UNESCAPED[pair[0]], match[2])
        at = match.end()
        assert at == len(text) or text[at] == ",", text[at:]
        at += 1
    return labels


def samples_of(text):
    assert text.endswith("# EOF\n") and text.count("# EOF\n") == 1
    types = {}
    samples = {}
    for line in text.split("\n")[:-2]:
        descriptor = re.match(rf"# (TYPE|HELP) ({NAME}) (.+)$", line)
        if descriptor:
            if descriptor[1] == "TYPE":
                assert descriptor[2] not in types
                types[descriptor[2]] = descriptor[3]
            continue
        sample = re.match(rf"({NAME})\{{(.*)\}} (\S+)$", line)
        assert sample, line
        family = sample[1].removesuffix("_info")
        assert types[family] == ("info" if family != sample[1] else "gauge"), line
        assert NUMBER.match(sample[3]), line
        key = (sample[1], tuple(sorted(labels_of(sample[2]).items())))
        assert key not in samples, line
        samples[key] = float(sample[3])
    return samples


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        samples = samples_of(file.read())
    with open(sys.argv[2], encoding="utf-8") as file:
        result = json.load(file)
    found = 0
    for system in result["systems"]:
        for label, figure in system["figures"].items():
            labels = (("figure", label), ("system", system["name"]))
            value = samples[("pinbench_figure", labels)]
            expected = figure["value"]
            assert math.isnan(value) if expected is None else value == expected, labels
            found += 1
    assert found > 0 and len(samples) == found + 1, (found, len(samples))


main()
