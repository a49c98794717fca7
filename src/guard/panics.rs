//! Turns panics of foreign code into values, without a word on stderr.
//!
//! The panic hook prints before anybody can catch. It is silenced on threads
//! that are inside [`caught`], and on those only: a panic of our own code is
//! still told to the world.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Makes panics inside of [`caught`] silent; others are printed as ever.
pub fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !IS_CAUGHT.get() {
                loud(info);
            }
        }));
    });
}

/// Does some work of foreign code; what it panicked with is the error. What the
/// work was changing must not be used after that.
///
/// # Errors
///
/// The work panicked, with that message.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    quiet_panics();
    let was_caught = IS_CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(was_caught);
    outcome.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default();
        first.chars().take(MAX_SAID).collect()
    })
}

/// How much of what a panic says is passed on. By hand: a line.
const MAX_SAID: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_of_a_panic_is_its_error() {
        assert_eq!(Ok(3), caught(|| 3));
        assert_eq!(Err("no room".to_owned()), caught(|| panic!("no room")));
        assert_eq!(Err("no 7".to_owned()), caught(|| panic!("no {}\nat all", 7)));
    }
}
