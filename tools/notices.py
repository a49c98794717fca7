#!/usr/bin/env python3
"""Writes what we owe to others: the notices in the binary, or an SBOM.

    tools/notices.py > src/cli/notices.txt      what `enregard licenses` prints
    tools/notices.py --sbom > enregard.cdx.json a CycloneDX 1.5 bill of materials

Both come from `cargo metadata` of this checkout: the crates that end in the
binary, with all features, not those of tests and build scripts alone. A text of
a licence that several crates share is printed once. `tests/licences.rs` says
when the notices are out of date.
"""

import json
import pathlib
import subprocess
import sys


def crates():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    known = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in known["packages"]}
    nodes = {node["id"]: node for node in known["resolve"]["nodes"]}
    root = known["resolve"]["root"]
    seen, open_ = set(), [root]
    while open_:
        for dep in nodes[open_.pop()]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dep["dep_kinds"])
            if is_linked and dep["pkg"] not in seen:
                seen.add(dep["pkg"])
                open_.append(dep["pkg"])
    return packages[root], sorted((packages[one] for one in seen), key=lambda p: (p["name"], p["version"]))


def licence(package):
    return (package["license"] or "see its files").replace("/", " OR ")


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    names = ("license", "licence", "copying", "copyright", "notice", "unlicense")
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.lower().startswith(names) and path.suffix not in (".html", ".rs"):
            yield path.read_text("utf-8", "replace").replace("\r\n", "\n").strip()


def notices():
    _, others = crates()
    shared = {}
    print("enregard is built with these crates, whose authors we thank.\n")
    for package in others:
        print(f"{package['name']} {package['version']}: {licence(package)}")
        for text in texts(package):
            key = " ".join(text.split())
            shared.setdefault(key, (text, []))[1].append(package["name"])
    for text, users in shared.values():
        print(f"\n{'-' * 78}\n{', '.join(sorted(set(users)))}\n\n{text}")


def sbom():
    root, others = crates()
    component = lambda p, kind: {
        "type": kind,
        "bom-ref": f"pkg:cargo/{p['name']}@{p['version']}",
        "name": p["name"],
        "version": p["version"],
        "purl": f"pkg:cargo/{p['name']}@{p['version']}",
        "licenses": [{"expression": licence(p)}],
    }
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(root, "application")},
        "components": [component(package, "library") for package in others],
    }
    print(json.dumps(bill, indent=1))


sbom() if "--sbom" in sys.argv[1:] else notices()
