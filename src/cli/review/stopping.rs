//! Waits for somebody to end the review: Ctrl-C, the system, or a terminal that is closed.
//!
//! The first signal stops the server, which writes the bitext. A second one means at once: the log has
//! everything, and the bitext is replaced whole or not at all.

/// Listens from now on; what is returned waits for the first signal.
#[cfg(unix)]
pub(super) fn stopped() -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    // Whoever starts the review with `nohup` wants it to outlive the terminal.
    let mut hangup = if is_hangup_ignored() { None } else { Some(signal(SignalKind::hangup())?) };
    let mut next = async move || {
        let closed = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupt.recv() => SignalKind::interrupt(),
            _ = terminate.recv() => SignalKind::terminate(),
            _ = closed => SignalKind::hangup(),
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            let signal = next().await;
            std::process::exit(KILLED_BY + signal.as_raw_value());
        });
    })
}

/// What shells add to the number of the signal that ended a process.
#[cfg(unix)]
const KILLED_BY: i32 = 128;

/// Tells whether the process was started with hangups ignored, where the system says so (Linux).
#[cfg(unix)]
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // The first bit is signal 1, SIGHUP.
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 1 == 1)
}

/// Waits for Ctrl-C; a second one ends the process at once.
#[cfg(not(unix))]
pub(super) fn stopped() -> std::io::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        // Without a handler Ctrl-C ends the process at once; the log has everything.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::spawn(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(1);
            }
        });
    })
}
