"""check_schema.py SCHEMA FILE: status 1 when the JSON file does not follow the schema."""
import json
import sys

import jsonschema


def refuse_constant(text):
    raise ValueError(text + " is not JSON")


with open(sys.argv[1], encoding="utf-8") as f:
    schema = json.load(f)
with open(sys.argv[2], encoding="utf-8") as f:
    result = json.load(f, parse_constant=refuse_constant)
validator = jsonschema.Draft202012Validator
validator.check_schema(schema)
faults = list(validator(schema).iter_errors(result))
for fault in faults:
    print("/".join(str(step) for step in fault.absolute_path), fault.message)
sys.exit(1 if faults else 0)
