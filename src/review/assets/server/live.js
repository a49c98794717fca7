// Hears from the server what others do, and says so when the server is away.

/** How long after the stream broke it is tried again, in ms. */
const AGAIN = 1500;

/**
 * Listens until the page goes. `on` holds what to do at each kind of event, when the stream
 * is `open` (also after a break), when too much was missed (`reload`) and when it is `lost`.
 */
export function listenToServer(who, on) {
  const stream = new EventSource(`/api/events?who=${encodeURIComponent(who)}`);
  for (const name of ["change", "draft", "people", "state", "stopped", "reload"])
    stream.addEventListener(name, (event) => on[name](JSON.parse(event.data)));
  stream.addEventListener("open", on.open);
  stream.addEventListener("error", () => {
    on.lost();
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listenToServer(who, on), AGAIN);
  });
  addEventListener("pagehide", () => stream.close(), { once: true });
}
