//! The page, embedded: the tool needs no file but itself.
//!
//! The files are served as they lie in `src/review/assets/`: no build step, no
//! framework, nothing from elsewhere.
//!
//! | folder | holds |
//! |---|---|
//! | `ground` | what all others use: elements, dialogs, both dictionaries, who signs |
//! | `server` | what is exchanged with the server: pairs, edits, drafts, news |
//! | `texts` | the two facing pages: drawing, scrolling, the caret, the editor |
//! | `frame` | what stands around them: head, filters, details, dialogs |
//! | `actions` | the commands, their keys, and what they do |

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
    "app.js" "main.js"
    "actions/actions.js" "actions/commands.js" "actions/files.js" "actions/keys.js" "actions/many.js"
    "actions/notes.js" "actions/seeking.js" "actions/turns.js"
    "frame/banner.js" "frame/conflict.js" "frame/details.js" "frame/filters.js" "frame/history.js"
    "frame/keysdialog.js" "frame/looks.js" "frame/preview.js" "frame/print.js" "frame/statistics.js"
    "frame/toolbar.js"
    "ground/dialog.js" "ground/dom.js" "ground/en.js" "ground/fr.js" "ground/i18n.js" "ground/prefs.js"
    "ground/say.js" "ground/signer.js"
    "server/api.js" "server/drafts.js" "server/edits.js" "server/evidence.js" "server/live.js" "server/news.js"
    "server/presence.js" "server/store.js"
    "texts/caret.js" "texts/difference.js" "texts/editor.js" "texts/focus.js" "texts/folding.js"
    "texts/heights.js" "texts/mouse.js" "texts/row.js" "texts/segments.js" "texts/text.js" "texts/viewport.js"
];

/// Returns the file of a name.
pub(super) fn find(name: &str) -> Option<Asset> {
    ASSETS.iter().find(|asset| asset.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Returns the names of the files in a folder of the page, and below.
    fn files(folder: &str) -> Vec<String> {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/assets");
        let mut names = Vec::new();
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                names.extend(files(&format!("{name}/")));
            } else {
                names.push(name);
            }
        }
        names
    }

    #[test]
    fn every_file_of_the_page_is_served() {
        let names = files("");
        assert!(names.len() > 40, "{names:?}");
        for name in names {
            assert!(name == INDEX.name || find(&name).is_some(), "{name} is not listed");
        }
    }

    #[test]
    fn scripts_are_in_a_folder_and_narrow() {
        for Asset { name, text } in ASSETS.iter().filter(|asset| asset.name.ends_with(".js")) {
            assert!(name.contains('/') || ["app.js", "main.js"].contains(name), "{name}");
            let is_wide = |line: &&str| line.chars().count() > 120;
            assert_eq!(None, text.lines().find(is_wide), "{name}");
        }
    }

    #[test]
    fn nothing_else_is_served() {
        for name in
            ["", "..", "../mod.rs", "/etc/passwd", "assets/app.js", "texts", "texts/../app.js"]
        {
            assert!(find(name).is_none(), "{name}");
        }
    }

    /// Returns the names in a dictionary: one a line, `  name: …` or `  "a.name": …`.
    fn names_of(dictionary: &str) -> BTreeSet<&'static str> {
        let text = find(dictionary).unwrap().text;
        let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
        lines
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.trim_matches('"'))
            .collect()
    }

    #[test]
    fn the_page_says_the_same_in_both_languages() {
        let [english, french] = ["ground/en.js", "ground/fr.js"].map(names_of);
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
