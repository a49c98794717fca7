// Starts the page: language, theme, name of the reviewer, then the review.

import { App } from "./app.js";
import { get } from "./api.js";
import { language, t } from "./i18n.js";
import { listen } from "./keys.js";
import { listenToServer } from "./live.js";
import { prefs } from "./prefs.js";
import { preparePrinting } from "./print.js";
import { sayError } from "./say.js";

document.documentElement.lang = language;
document.documentElement.dataset.theme = prefs.theme ?? "";
document.querySelector("noscript").remove();

try {
  const app = new App(await get("/api/state"));
  if (!prefs.name) await app.askName();
  await app.start();
  listen(app, (name) => app.takeKey(name));
  preparePrinting(app, document.getElementById("print"));
  listenToServer(prefs.name ?? app.state.reviewer, {
    change: (change) => app.news.heard(change),
    people: ({ people }) => app.presence.heard(people),
    state: (state) => app.news.heardState(state),
    reload: () => app.news.reload(),
    open: () => app.news.found(),
    lost: () => app.news.lost(),
  });
  document.documentElement.dataset.ready = "";
} catch (error) {
  sayError(error);
  document.title = t("error.title");
}
