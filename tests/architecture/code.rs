//! Reads a tree of Rust files as the compiler does, and says which file names
//! which.
//!
//! ```text
//! src/**/*.rs ─syn─► modules, without tests ─paths─► names: file:line uses module ─► the file that defines it
//! ```
//!
//! A path is followed through `use` groups, `self`, `super`, `crate` and
//! re-exports to the file that defines the item. Modules under `#[cfg(test)]`,
//! and only they, are left out. Not known: what a macro writes, and methods,
//! which carry no path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// A module: `crate` is the empty path.
pub type ModulePath = Vec<String>;

/// A place where a file names something of this crate.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Name {
    /// The module that names it.
    pub from: ModulePath,
    /// The file and the line.
    pub file: PathBuf,
    pub line: usize,
    /// The whole path, from the root of the crate, or of another crate.
    pub path: Vec<String>,
    /// Whether the path starts in this crate.
    pub is_local: bool,
}

/// A module as it was parsed.
#[derive(Debug)]
pub struct Module {
    pub file: PathBuf,
    pub head: String,
    pub is_inline: bool,
    /// Re-exports: the name in this module, and where it stands.
    exports: Vec<(String, Vec<String>)>,
    pub names: Vec<Name>,
    /// The macros that are called: name and line.
    pub macros: Vec<(String, usize)>,
}

/// A crate.
#[derive(Debug, Default)]
pub struct Crate {
    pub modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads the crate whose root is `src/lib.rs` under `root`.
    pub fn read(root: &Path) -> Crate {
        let mut tree = Crate::default();
        tree.file(root, &root.join("src/lib.rs"), Vec::new());
        tree
    }

    fn file(&mut self, root: &Path, file: &Path, path: ModulePath) {
        let text = fs::read_to_string(file).unwrap_or_else(|_| panic!("{}", file.display()));
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        let head = text.lines().next().unwrap_or_default().to_owned();
        let shown = file.strip_prefix(root).unwrap().to_owned();
        self.items(root, file, &shown, &parsed.items, path, head, false);
    }

    #[allow(clippy::too_many_arguments, reason = "one recursion over files and inline modules")]
    fn items(
        &mut self,
        root: &Path,
        file: &Path,
        shown: &Path,
        items: &[syn::Item],
        path: ModulePath,
        head: String,
        is_inline: bool,
    ) {
        let mut reader = Reader { from: path.clone(), file: shown.to_owned(), ..Reader::default() };
        for item in items {
            if is_test(attributes(item)) {
                continue;
            }
            let syn::Item::Mod(module) = item else {
                reader.visit_item(item);
                continue;
            };
            let mut inner = path.clone();
            inner.push(module.ident.to_string());
            reader.locals.insert(module.ident.to_string());
            match &module.content {
                Some((_, items)) => {
                    self.items(root, file, shown, items, inner, head.clone(), true);
                }
                None => self.file(root, &file_of(file, &path, module), inner),
            }
        }
        let Reader { exports, names, macros, .. } = reader;
        self.modules.insert(
            path,
            Module { file: shown.to_owned(), head, is_inline, exports, names, macros },
        );
    }

    /// Returns the module that defines what a local path names: the longest
    /// prefix that is a module, followed through re-exports.
    pub fn definer(&self, path: &[String]) -> ModulePath {
        self.follow(path, 0)
    }

    fn follow(&self, path: &[String], n_steps: usize) -> ModulePath {
        let n =
            (0..=path.len()).rev().find(|n| self.modules.contains_key(&path[..*n])).unwrap_or(0);
        let module = &path[..n];
        let Some(item) = path.get(n).filter(|_| n_steps < 8) else { return module.to_vec() };
        let exported = self.modules.get(module).and_then(|module| {
            module.exports.iter().find(|(name, _)| name == item).map(|(_, target)| target)
        });
        match exported {
            Some(target) => {
                let mut target = target.clone();
                target.extend(path[n + 1..].iter().cloned());
                self.follow(&target, n_steps + 1)
            }
            None => module.to_vec(),
        }
    }

    /// Returns all names, in the order of the files.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.modules.values().flat_map(|module| &module.names)
    }
}

/// Returns the file of `mod name;` in a file that holds the module `path`.
fn file_of(file: &Path, path: &[String], module: &syn::ItemMod) -> PathBuf {
    let is_folder_root = path.is_empty() || file.file_name().is_some_and(|name| name == "mod.rs");
    let folder =
        if is_folder_root { file.parent().unwrap().to_owned() } else { file.with_extension("") };
    let name = module.ident.to_string();
    let flat = folder.join(format!("{name}.rs"));
    if flat.is_file() { flat } else { folder.join(name).join("mod.rs") }
}

/// Tells whether an item is compiled for tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_cfg = attribute.path().is_ident("cfg");
        is_cfg && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
            || attribute.path().is_ident("test")
    })
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Collects what one module names.
#[derive(Default)]
struct Reader {
    from: ModulePath,
    file: PathBuf,
    locals: BTreeSet<String>,
    exports: Vec<(String, Vec<String>)>,
    names: Vec<Name>,
    macros: Vec<(String, usize)>,
}

impl Reader {
    /// Returns a path from the root of its crate, and whether that is ours.
    fn absolute(&self, path: &[String]) -> (Vec<String>, bool) {
        let mut base = self.from.clone();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => base.clear(),
            Some("self") => {}
            Some("super") => {
                base.pop();
            }
            Some(first) if self.locals.contains(first) => {
                base.extend(path.iter().cloned());
                return (base, true);
            }
            _ => return (path.to_vec(), false),
        }
        rest = &rest[1..];
        while rest.first().is_some_and(|step| step == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend(rest.iter().cloned());
        (base, true)
    }

    fn name(&mut self, path: &[String], line: usize) {
        let (path, is_local) = self.absolute(path);
        let (from, file) = (self.from.clone(), self.file.clone());
        self.names.push(Name { from, file, line, path, is_local });
    }

    fn tree(&mut self, tree: &syn::UseTree, prefix: &[String], is_public: bool) {
        let with = |ident: &syn::Ident| -> Vec<String> {
            prefix.iter().cloned().chain([ident.to_string()]).collect()
        };
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident), is_public),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.tree(item, prefix, is_public));
            }
            syn::UseTree::Glob(glob) => self.leaf(prefix, line(glob), None),
            syn::UseTree::Name(name) if name.ident == "self" => {
                let own = prefix.last().cloned().filter(|_| is_public);
                self.leaf(prefix, line(name), own);
            }
            syn::UseTree::Name(name) => {
                let own = is_public.then(|| name.ident.to_string());
                self.leaf(&with(&name.ident), line(name), own);
            }
            syn::UseTree::Rename(rename) => {
                let own = is_public.then(|| rename.rename.to_string());
                self.leaf(&with(&rename.ident), line(rename), own);
            }
        }
    }

    fn leaf(&mut self, path: &[String], line: usize, export: Option<String>) {
        if let Some(own) = export {
            let (target, is_local) = self.absolute(path);
            if is_local {
                self.exports.push((own, target));
            }
            return;
        }
        self.name(path, line);
    }
}

fn line(of: &impl syn::spanned::Spanned) -> usize {
    of.span().start().line
}

impl<'a> Visit<'a> for Reader {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let is_public = !matches!(item.vis, syn::Visibility::Inherited);
        self.tree(&item.tree, &[], is_public);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let steps: Vec<String> = path.segments.iter().map(|step| step.ident.to_string()).collect();
        if steps.len() > 1 {
            self.name(&steps, line(path));
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let name = call.path.segments.last().map(|step| step.ident.to_string()).unwrap_or_default();
        self.macros.push((name, line(&call.path)));
        syn::visit::visit_macro(self, call);
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            syn::visit::visit_impl_item_fn(self, item);
        }
    }
}
