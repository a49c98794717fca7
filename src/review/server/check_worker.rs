//! Checks pairs while people wait, with what that takes kept at hand.
//!
//! The index of a model's words takes longer to make (some 30 ms) than a pair takes to check (half of
//! one), and it borrows the model. So a thread keeps both and takes pairs from a channel.

use crate::bitext::Bitext;
use crate::check::{Checker, Facts, Finding, Options};
use crate::model::Model;
use std::sync::{Arc, mpsc};

/// A thread that checks pairs, one after the other.
#[derive(Debug)]
pub(super) struct CheckWorker(mpsc::Sender<Job>);

/// What is asked: the findings of a pair of a bitext, by what is known of the whole.
#[derive(Debug)]
struct Job {
    bitext: Bitext,
    idx: usize,
    facts: Arc<Facts>,
    answer: mpsc::Sender<Vec<Finding>>,
}

impl CheckWorker {
    /// Returns a worker that ends when this is dropped.
    pub(super) fn new(model: Arc<Model>, options: Options) -> CheckWorker {
        let (ask, jobs) = mpsc::channel::<Job>();
        std::thread::spawn(move || {
            let checker = Checker::new(&model, &options);
            for Job { bitext, idx, facts, answer } in jobs {
                // A caller that has gone needs no answer.
                let _ = answer.send(checker.pair(&bitext, idx, &facts));
            }
        });
        CheckWorker(ask)
    }

    /// Returns the findings of a pair; none at all if a check has panicked: that ends the
    /// thread and leaves its work to the checks in the background.
    pub(super) fn check(
        &self,
        bitext: Bitext,
        idx: usize,
        facts: &Arc<Facts>,
    ) -> Option<Vec<Finding>> {
        let (answer, answered) = mpsc::channel();
        self.0.send(Job { bitext, idx, facts: Arc::clone(facts), answer }).ok()?;
        answered.recv().ok()
    }
}
