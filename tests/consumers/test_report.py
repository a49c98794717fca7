"""Prints what junitparser finds failed: the check and its message."""
import json
import sys

from junitparser import JUnitXml

report = JUnitXml.fromfile(sys.argv[1])
failed = [
    [failure.type, failure.message]
    for suite in report
    for case in suite
    for failure in case.result
    if type(failure).__name__ == "Failure"
]
assert report.failures == len({case.name for suite in report for case in suite if case.result}), "the counts"
print(json.dumps(failed))
