"""Reads SARIF by the models of its schema (sarif-pydantic), and as sarif-tools shows it."""
import json
import sys

from sarif import loader
from sarif_pydantic import Sarif

with open(sys.argv[1], encoding="utf-8") as file:
    plain = json.load(file)
log = Sarif.model_validate(plain)
run = log.runs[0]
rules = [rule.id for rule in run.tool.driver.rules]
for result in run.results:
    assert rules[result.rule_index] == result.rule_id, result.rule_id
    assert result.message.text and result.partial_fingerprints
    assert result.locations[0].physical_location.artifact_location.uri

shown = loader.load_sarif_file(sys.argv[1]).get_records()
assert len(shown) == sum(not result.get("suppressions") for result in plain["runs"][0]["results"]), len(shown)
print(json.dumps([[result.rule_id, result.message.text] for result in run.results]))
