// The bitext as files: saving it, exporting and importing, and what to do when its file was changed outside.

import { get, post, upload } from "../server/api.js";
import { ask } from "../ground/dialog.js";
import { difference } from "../texts/difference.js";
import { h } from "../ground/dom.js";
import { shownChange } from "../frame/history.js";
import { moment, number, t, word } from "../ground/i18n.js";
import { printPairs } from "../frame/print.js";
import { say, sayError } from "../ground/say.js";
import { showLog, showStatistics } from "../frame/statistics.js";

/** Differences listed at once; more are only counted. */
const LISTED = 200;

export class Files {
  constructor({ state, store, focus, news, drafts }) {
    Object.assign(this, { state, store, focus, news, drafts });
    this.chooser = this.#chooser();
    this.#acceptDrops();
  }

  statistics = () => showStatistics(this.state).catch(sayError);
  log = () => showLog(this).catch(sayError);
  print = () => printPairs(this);

  /** Writes the bitext's file. */
  async save() {
    try {
      await this.drafts.settle();
      const { file, drafts = [] } = await post("/api/save");
      this.news.learn({ dirty: false });
      const unsaved = drafts.length > 0 && t("saved.drafts", drafts.join(", "));
      say([t("saved", file), unsaved].filter(Boolean).join(" — "), Boolean(unsaved));
    } catch (error) {
      if (error.status !== 409) return sayError(error);
      this.news.learn({ outside: error.body.outside });
      return this.outside();
    }
    return undefined;
  }

  /** Offers all formats; each is a download. */
  export() {
    const formats = [...this.state.formats, "mqm-csv"];
    const links = formats.map((format, i) =>
      h(
        "li",
        {},
        h(
          "a",
          {
            href: `/api/export?format=${encodeURIComponent(format)}`,
            download: true,
            autofocus: i === 0,
            data: { format },
          },
          h("b", {}, format),
          h("span", {}, word("format", format) === format ? "" : word("format", format)),
        ),
      ),
    );
    return ask(
      t("do.export"),
      [h("p", {}, t("export.what")), h("ul", { class: "formats" }, links)],
      [[t("close"), true, true]],
    );
  }

  /** Asks for a file and merges it. */
  import() {
    this.chooser.value = "";
    this.chooser.click();
  }

  /** Returns what asks for a file. It stands in the page: browsers may forget one that does not before they answer. */
  #chooser() {
    const input = h("input", {
      type: "file",
      hidden: true,
      "aria-label": t("do.import"),
      on: { change: () => input.files[0] && this.take(input.files[0]) },
    });
    document.body.append(input);
    return input;
  }

  /** Merges a colleague's copy of this bitext, and shows what could not be decided. */
  async take(file) {
    try {
      const { change, conflicts } = await upload(`/api/import?name=${encodeURIComponent(file.name)}`, file);
      this.news.took(change);
      say(t("imported", file.name, change.touched.length));
      await this.#undecided(conflicts);
    } catch (error) {
      sayError(error);
    }
  }

  /** Shows where both had changed the same; the review's stands. */
  async #undecided(conflicts) {
    if (conflicts.length > 0)
      await ask(t("import.conflicts", conflicts.length), differences(conflicts), [[t("close"), true, true]], {
        className: "wide",
      });
  }

  #acceptDrops() {
    const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    addEventListener("dragover", (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    for (const event of ["dragleave", "drop"])
      addEventListener(event, () => document.body.classList.remove("dropping"));
    addEventListener("drop", (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      this.take(event.dataTransfer.files[0]);
    });
  }

  /** Shows how the file outside differs, and does what the person chooses. */
  async outside() {
    try {
      const { differences: list, n_differences: count } = await get("/api/outside");
      const answer = await ask(
        t("outside.title", count),
        [h("p", {}, t("outside.what")), differences(list)],
        [
          [t("outside.later"), null, false],
          [t("outside.theirs"), "theirs", false],
          [t("outside.ours"), "ours", false],
          [t("outside.merge"), "merge", true],
        ],
        { className: "wide" },
      );
      if (!answer) return;
      const { change, conflicts } = await post("/api/outside", { take: answer });
      this.news.took(change);
      this.news.learn({ outside: null });
      say(t("outside.done"));
      await this.#undecided(conflicts);
    } catch (error) {
      sayError(error);
    }
  }
}

/** Returns the name of a field with what it is here and there. */
function changedField([name, ours, theirs]) {
  const shown =
    name === "status"
      ? [h("del", {}, decision(ours)), " ", h("ins", {}, decision(theirs))]
      : difference(ours, theirs);
  return h("p", {}, h("small", {}, `${word("field", name)} `), h("span", { dir: "auto" }, shown));
}

/** Returns a decision as people say it; with who decided, and when, if that is told: `accepted (Luc, 2026-…)`. */
function decision(value) {
  const [, status, who, at] = value.match(/^(\w*)(?: \((.*), (\S+)\))?$/) ?? [null, value];
  return [word("status", status), who && `(${who}, ${moment(at)})`].filter(Boolean).join(" ");
}

/** Returns a list of differences: our pairs, and theirs, as changes of ours. */
function differences(list) {
  const entry = ({ id, ours, theirs, fields }) =>
    h(
      "li",
      {},
      h("b", {}, h("bdi", {}, id ?? "")),
      fields.length > 0 ? fields.map(changedField) : shownChange({ before: ours, after: theirs }),
    );
  return h(
    "div",
    { class: "differences", tabindex: "0" },
    h("ul", {}, list.slice(0, LISTED).map(entry)),
    list.length > LISTED && h("p", {}, t("andMore", number(list.length - LISTED))),
  );
}
