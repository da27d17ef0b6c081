"""Findings as failed tests in JUnit's XML: a suite a file, beside one test that every run passes.

An empty report is an error to some readers; and the suite of that test holds the summary, for which XML of JUnit has
no other place.
"""

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kvtool.diagnostics import Diagnostic
from kvtool.format import one_line
from kvtool.verdict import Verdict
from kvtool.words.safe import safe_text

FROM_REPOSITORY = True
NAME = "kvtool lint"


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings, in ASCII, since a terminal may not take more; no times, so that the same findings give the same bytes."""
    number = len(answer.findings)
    root = Element("testsuites", name=NAME, tests=str(number + 1), failures=str(number), errors="0")
    properties = SubElement(_suite(root, NAME, 1, 0), "properties")
    for name, value in answer.totals.items():
        SubElement(properties, "property", name=name, value=str(value))
    SubElement(root[0], "testcase", classname=NAME, name="all records are judged")
    for path, findings in groupby(answer.findings, lambda one: one.path):
        _of_file(root, safe_text(path), list(findings))
    indent(root)
    text = tostring(root, "us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: Element, name: str, tests: int, failures: int) -> Element:
    return SubElement(root, "testsuite", name=name, tests=str(tests), failures=str(failures), errors="0", skipped="0")


def _of_file(root: Element, path: str, findings: list[Diagnostic]) -> None:
    suite = _suite(root, path, len(findings), len(findings))
    names: set[str] = set()
    for one in findings:
        name = _new(f"{one.code} {one.name} {one_line(one.field)}".rstrip(), names)
        case = SubElement(suite, "testcase", classname=path, name=name)
        failure = SubElement(case, "failure", message=one_line(one.message), type=one.severity.value)
        failure.text = f"{path}:{one.line}:{one.column}: {safe_text(one.message)}"
        if one.help:
            failure.text += f"\nhelp: {safe_text(one.help)}"


def _new(name: str, names: set[str]) -> str:
    """A name that no other test of its file has, since readers take only the first of each."""
    number = 1
    new = name
    while new in names:
        number += 1
        new = f"{name} ({number})"
    names.add(new)
    return new
