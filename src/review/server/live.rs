//! Tells all browsers what happens, as server-sent events.

use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::Value;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

/// How many events a slow browser may be behind before it has to load anew.
const MAX_BEHIND: usize = 1024;

/// Somebody who has not been heard of for so long has gone.
const GONE_AFTER: Duration = Duration::from_secs(90);

/// What is told.
#[derive(Clone, Debug)]
struct News {
    name: &'static str,
    data: String,
}

/// Who listens, and who is where.
#[derive(Debug)]
pub(super) struct Live {
    /// None once the server stops: the streams end, and with them the connections.
    news: Mutex<Option<broadcast::Sender<News>>>,
    people: Mutex<BTreeMap<String, (Option<u64>, Instant)>>,
}

impl Live {
    pub(super) fn new() -> Live {
        let news = Mutex::new(Some(broadcast::channel(MAX_BEHIND).0));
        Live { news, people: Mutex::default() }
    }

    /// Tells everybody.
    pub(super) fn tell(&self, name: &'static str, data: &Value) {
        if let Some(news) = super::lock(&self.news).as_ref() {
            // Nobody may be listening.
            let _ = news.send(News { name, data: data.to_string() });
        }
    }

    /// Ends all streams.
    pub(super) fn stop(&self) {
        super::lock(&self.news).take();
    }

    /// Remembers where somebody is, and tells the others.
    pub(super) fn put(&self, who: &str, key: Option<u64>) {
        super::lock(&self.people).insert(who.to_owned(), (key, Instant::now()));
        self.tell("people", &self.people());
    }

    /// Returns who is where.
    pub(super) fn people(&self) -> Value {
        let mut people = super::lock(&self.people);
        people.retain(|_, (_, seen)| seen.elapsed() < GONE_AFTER);
        let person = |(who, (key, _)): (&String, &(Option<u64>, Instant))| serde_json::json!({ "who": who, "key": key });
        serde_json::json!({ "people": people.iter().map(person).collect::<Value>() })
    }

    /// Returns the stream of one browser.
    pub(super) fn stream(&self) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
        let receiver = super::lock(&self.news).as_ref().map(broadcast::Sender::subscribe);
        let closed = || broadcast::channel(1).1;
        let stream = BroadcastStream::new(receiver.unwrap_or_else(closed));
        let event = |news: Result<News, _>| {
            Ok(match news {
                Ok(News { name, data }) => Event::default().event(name).data(data),
                // It has missed something and loads anew.
                Err(_) => Event::default().event("reload").data("{}"),
            })
        };
        Sse::new(stream.map(event)).keep_alive(KeepAlive::default())
    }
}

#[cfg(test)]
impl Live {
    /// Returns what a test hears: the data of each event.
    pub(super) fn listen(&self) -> Ear {
        Ear(super::lock(&self.news).as_ref().expect("not stopped").subscribe())
    }
}

/// What a test listens with.
#[cfg(test)]
pub(super) struct Ear(broadcast::Receiver<News>);

#[cfg(test)]
impl Ear {
    pub(super) async fn recv(&mut self) -> Option<String> {
        self.0.recv().await.ok().map(|news| news.data)
    }
}
