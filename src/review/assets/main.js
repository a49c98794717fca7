// Starts the page: language and theme, then the review, then the name of whoever signs.

import { listen } from "./actions/keys.js";
import { App } from "./app.js";
import { preparePrinting } from "./frame/print.js";
import { language, t } from "./ground/i18n.js";
import { prefs } from "./ground/prefs.js";
import { sayError } from "./ground/say.js";
import { learnSigner, signer } from "./ground/signer.js";
import { get } from "./server/api.js";
import { listenToServer } from "./server/live.js";

document.documentElement.lang = language;
document.documentElement.dataset.theme = prefs.theme ?? "";
document.querySelector("noscript").remove();

try {
  const state = await get("/api/state");
  const isNew = learnSigner(state);
  const app = new App(state);
  await app.start();
  listen({ turns: app.turns, take: (name) => app.takeKey(name), run: (command) => command?.run(app) });
  preparePrinting(app, document.getElementById("print"));
  listenToServer(signer.name || state.reviewer, {
    change: (change) => app.news.heard(change),
    draft: (draft) => draft.who === signer.name && app.drafts.heard(draft),
    people: ({ people }) => app.presence.heard(people),
    state: (news) => app.news.heardState(news),
    stopped: (stopped) => app.news.heardStop(stopped),
    reload: () => app.news.reload(),
    open: () => app.news.found(),
    lost: () => app.news.lost(),
  });
  document.documentElement.dataset.ready = "";
  if (isNew) await app.askName();
} catch (error) {
  sayError(error);
  document.title = t("error.title");
}
