//! Holds what is built in to `deny.toml`, with nothing but cargo: licences, bans,
//! sources, and that the notices in the binary name every crate.
//!
//! `cargo deny check` does the same and more where it is installed.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// A crate that ends in the binary.
struct Crate {
    name: String,
    version: String,
    license: String,
    source: String,
}

/// Returns the crates that the binary is made of, or nothing where cargo cannot
/// tell without a network.
fn crates() -> Option<Vec<Crate>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    if !output.status.success() {
        eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let known: Value = serde_json::from_slice(&output.stdout).unwrap();
    let linked = linked(&known);
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let packages = known["packages"].as_array().unwrap().iter();
    let packages = packages.filter(|package| linked.contains(package["id"].as_str().unwrap()));
    let of = |package: &Value| Crate {
        name: text(package, "name"),
        version: text(package, "version"),
        license: text(package, "license"),
        source: text(package, "source"),
    };
    Some(packages.map(of).collect())
}

/// Returns the ids of what is linked, without what only tests and builds use.
fn linked(known: &Value) -> BTreeSet<String> {
    let nodes = known["resolve"]["nodes"].as_array().unwrap();
    let by_id: BTreeMap<&str, &Value> =
        nodes.iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let mut open = vec![known["resolve"]["root"].as_str().unwrap()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        for dependency in by_id[id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            let target = dependency["pkg"].as_str().unwrap();
            let is_linked = kinds.iter().any(|kind| kind["kind"].is_null());
            if is_linked && seen.insert(target.to_owned()) {
                open.push(target);
            }
        }
    }
    seen
}

fn rules() -> toml::Table {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join("deny.toml")).unwrap().parse().unwrap()
}

/// Tells whether one may be held to allowed licences only: of what `OR` joins one
/// has to be allowed, of what `AND` joins each. `AND` binds tighter; brackets are
/// around `OR` only.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ");
    let (mut depth, mut ands, mut part) = (0, Vec::new(), String::new());
    for word in expression.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
        match word {
            "(" => depth += 1,
            ")" => depth -= 1,
            "AND" if depth == 0 => ands.push(std::mem::take(&mut part)),
            word => part.extend([word, " "]),
        }
    }
    ands.push(part);
    ands.iter().all(|part| part.split(" OR ").any(|one| allowed.contains(&one.trim())))
}

#[test]
fn every_crate_has_an_allowed_licence_and_comes_from_the_registry() {
    let Some(crates) = crates() else { return };
    let rules = rules();
    let allowed: Vec<&str> = rules["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one.as_str())
        .collect();
    let banned = rules["bans"]["deny"].as_array().unwrap();
    let banned: Vec<&str> = banned.iter().filter_map(|one| one["name"].as_str()).collect();
    for Crate { name, version, license, source } in crates {
        assert!(is_allowed(&license, &allowed), "{name} {version}: {license}");
        assert!(!banned.contains(&name.as_str()), "{name} is banned");
        assert!(source.starts_with("registry+"), "{name} comes from {source}");
    }
}

#[test]
fn the_notices_in_the_binary_name_every_crate() {
    let Some(crates) = crates() else { return };
    let notices = include_str!("../src/cli/notices.txt");
    let named: BTreeSet<&str> =
        notices.lines().skip(2).map_while(|line| line.split(' ').next()).collect();
    let missing: Vec<String> = crates
        .iter()
        .filter(|one| !named.contains(one.name.as_str()))
        .map(|one| format!("{} {}", one.name, one.version))
        .collect();
    let hint = "run `tools/notices.py > src/cli/notices.txt`";
    assert!(missing.is_empty(), "{hint}: {}", missing.join(", "));
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed = ["MIT", "Apache-2.0", "BSD-3-Clause"];
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("Zlib/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(Zlib OR MIT) AND BSD-3-Clause", true),
        ("(Zlib OR MIT) AND Unicode-3.0", false),
        ("", false),
    ] {
        assert_eq!(expected, is_allowed(expression, &allowed), "{expression}");
    }
}
