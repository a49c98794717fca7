//! The page, embedded: the tool needs no file but itself.
//!
//! The files are served as they lie in `src/review/assets/`: no build step, no
//! framework, nothing from elsewhere.

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asset {
    /// The name under `/assets/`.
    name: &'static str,
    /// What it says.
    pub(super) text: &'static str,
}

impl Asset {
    /// Returns its media type.
    pub(super) fn mime(self) -> &'static str {
        match self.name.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "text/javascript; charset=utf-8",
        }
    }
}

/// Makes the entry of a file.
macro_rules! asset {
    ($name:literal) => {
        Asset { name: $name, text: include_str!(concat!("../assets/", $name)) }
    };
}

/// Makes a list of entries.
macro_rules! assets {
    ($($name:literal)*) => {
        &[$(asset!($name)),*]
    };
}

/// The first page.
pub(super) const INDEX: Asset = asset!("index.html");

#[rustfmt::skip]
const ASSETS: &[Asset] = assets![
    "icon.svg" "review.css" "print.css"
    "api.js" "app.js" "banner.js" "caret.js" "commands.js" "conflict.js" "deeds.js"
    "details.js" "dialog.js" "difference.js" "dom.js" "drafts.js" "editor.js" "edits.js"
    "en.js" "evidence.js" "files.js" "filters.js" "fr.js" "heights.js" "history.js" "i18n.js"
    "keys.js" "keysdialog.js" "live.js" "looks.js" "main.js" "mouse.js" "news.js" "notes.js" "prefs.js"
    "presence.js" "print.js" "row.js" "say.js" "seeking.js" "statistics.js" "store.js" "text.js" "toolbar.js" "viewport.js"
];

/// Returns the file of a name.
pub(super) fn find(name: &str) -> Option<Asset> {
    ASSETS.iter().find(|asset| asset.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_of_the_page_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/assets");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(name == INDEX.name || find(&name).is_some(), "{name} is not listed");
        }
    }

    #[test]
    fn nothing_else_is_served() {
        for name in ["", "..", "../mod.rs", "/etc/passwd", "assets/app.js"] {
            assert!(find(name).is_none(), "{name}");
        }
    }

    /// Returns the names in a dictionary: one a line, `  name: …` or `  "a.name": …`.
    fn names_of(dictionary: &str) -> BTreeSet<&'static str> {
        let text = find(dictionary).unwrap().text;
        let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
        lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, _)| name.trim_matches('"'))
            .collect()
    }

    #[test]
    fn the_page_says_the_same_in_both_languages() {
        let [english, french] = ["en.js", "fr.js"].map(names_of);
        // What stands on keys differs from country to country.
        let missing =
            english.symmetric_difference(&french).filter(|name| !name.starts_with("key."));
        assert_eq!(Vec::<&&str>::new(), missing.collect::<Vec<_>>());
        assert!(english.len() > 200, "{}", english.len());
    }

    #[test]
    fn no_script_makes_markup_or_code_of_data() {
        let bad = [
            "innerHTML =",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ];
        for asset in ASSETS {
            for word in bad {
                assert!(!asset.text.contains(word), "{} has {word}", asset.name);
            }
        }
    }
}
