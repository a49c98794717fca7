// All that can be done on this page, in one table: its name in the dictionaries, its keys, and what it does.
//
// The menu, the `?` dialog and the keyboard all read this table, so that nothing has a button and no key.
// "Shift+…" for what is the reverse, or the larger, of the plain letter.

export const GROUPS = ["moving", "deciding", "bounds", "noting", "looking", "file"];

export const COMMANDS = [
  { id: "next", group: "moving", keys: ["j", "ArrowDown"], run: (app) => app.focus.move(1) },
  { id: "previous", group: "moving", keys: ["k", "ArrowUp"], run: (app) => app.focus.move(-1) },
  { id: "pageDown", group: "moving", keys: ["PageDown"], run: (app) => app.focus.move(app.view.page) },
  { id: "pageUp", group: "moving", keys: ["PageUp"], run: (app) => app.focus.move(-app.view.page) },
  { id: "first", group: "moving", keys: ["Home", "Ctrl+Home"], run: (app) => app.focus.move(-Infinity) },
  { id: "last", group: "moving", keys: ["End", "Ctrl+End"], run: (app) => app.focus.move(Infinity) },
  { id: "nextDoubtful", group: "moving", keys: ["n"], run: (app) => app.seeking.next("doubtful", 1) },
  { id: "previousDoubtful", group: "moving", keys: ["p"], run: (app) => app.seeking.next("doubtful", -1) },
  { id: "nextFinding", group: "moving", keys: ["i"], run: (app) => app.seeking.next("finding", 1) },
  { id: "previousFinding", group: "moving", keys: ["Shift+I"], run: (app) => app.seeking.next("finding", -1) },
  { id: "nextNot11", group: "moving", keys: ["o"], run: (app) => app.seeking.next("not11", 1) },
  { id: "previousNot11", group: "moving", keys: ["Shift+O"], run: (app) => app.seeking.next("not11", -1) },
  { id: "nextUndecided", group: "moving", keys: ["."], run: (app) => app.seeking.next("undecided", 1) },
  { id: "nextBookmark", group: "moving", keys: ["Shift+B"], run: (app) => app.seeking.next("bookmarked", 1) },
  { id: "nextFlag", group: "moving", keys: ["Shift+F"], run: (app) => app.seeking.next("flagged", 1) },
  { id: "nextRemark", group: "moving", keys: ["Shift+C"], run: (app) => app.seeking.next("remark", 1) },
  { id: "goTo", group: "moving", keys: ["g"], run: (app) => app.seeking.goTo() },
  { id: "search", group: "moving", keys: ["/"], run: (app) => app.filters.enter() },

  { id: "accept", group: "deciding", keys: ["Enter", "a"], run: (app) => app.actions.decide("accepted", 1) },
  { id: "acceptHere", group: "deciding", keys: ["Shift+Enter"], run: (app) => app.actions.decide("accepted", 0) },
  { id: "reject", group: "deciding", keys: ["x"], run: (app) => app.actions.decide("rejected", 1) },
  { id: "undecide", group: "deciding", keys: ["r"], run: (app) => app.actions.decide("auto", 0) },
  { id: "acceptTo", group: "deciding", keys: ["Shift+A"], run: (app) => app.many.acceptTo() },
  { id: "acceptAbove", group: "deciding", keys: ["Shift+P"], run: (app) => app.many.acceptAbove() },
  { id: "acceptShown", group: "deciding", keys: ["Shift+T"], run: (app) => app.many.acceptShown() },
  { id: "undo", group: "deciding", keys: ["z", "Ctrl+Z"], run: (app) => app.actions.undo() },
  { id: "redo", group: "deciding", keys: ["Shift+Z", "Ctrl+Y", "Ctrl+Shift+Z"], run: (app) => app.actions.redo() },

  { id: "editTarget", group: "bounds", keys: ["e", "F2"], run: (app) => app.edit("tgt") },
  { id: "editSource", group: "bounds", keys: ["Shift+E"], run: (app) => app.edit("src") },
  { id: "merge", group: "bounds", keys: ["m"], run: (app) => app.actions.merge(1) },
  { id: "mergeBack", group: "bounds", keys: ["Shift+M"], run: (app) => app.actions.merge(-1) },
  { id: "split", group: "bounds", keys: ["s"], run: (app) => app.actions.split() },
  { id: "moveDown", group: "bounds", keys: ["d"], run: (app) => app.actions.moveSegment("down") },
  { id: "moveUp", group: "bounds", keys: ["u"], run: (app) => app.actions.moveSegment("up") },
  { id: "unlink", group: "bounds", keys: ["Shift+U"], run: (app) => app.actions.unlink() },
  {
    id: "shiftDown",
    group: "bounds",
    keys: ["Shift+ArrowDown"],
    run: (app) => app.many.shift(app.caret.side, "down"),
  },
  { id: "shiftUp", group: "bounds", keys: ["Shift+ArrowUp"], run: (app) => app.many.shift(app.caret.side, "up") },
  { id: "realignHere", group: "bounds", keys: ["Shift+J"], run: (app) => app.many.realignHere() },
  { id: "realign", group: "bounds", keys: ["Shift+R"], run: (app) => app.many.realign() },
  { id: "replace", group: "bounds", keys: ["Shift+G"], run: (app) => app.many.replace() },
  { id: "caret", group: "bounds", keys: ["v"], run: (app) => app.placeCaret() },
  { id: "sideSrc", group: "bounds", keys: ["1", "&"], run: (app) => app.chooseSide("src") },
  { id: "sideTgt", group: "bounds", keys: ["2", "é"], run: (app) => app.chooseSide("tgt") },

  { id: "flag", group: "noting", keys: ["f"], run: (app) => app.actions.toggle("flag", "flagged") },
  { id: "bookmark", group: "noting", keys: ["b"], run: (app) => app.actions.toggle("bookmark", "bookmarked") },
  { id: "comment", group: "noting", keys: ["c"], run: (app) => app.notes.remark() },
  { id: "mark", group: "noting", keys: ["q"], run: (app) => app.notes.mark() },
  { id: "dismiss", group: "noting", keys: ["y"], run: (app) => app.notes.dismiss() },

  { id: "details", group: "looking", keys: ["h"], run: (app) => app.details.toggle() },
  { id: "toDetails", group: "looking", keys: ["t"], run: (app) => app.details.enter() },
  { id: "words", group: "looking", keys: ["w"], run: (app) => app.looks.toggleWords() },
  { id: "findings", group: "looking", keys: ["Shift+W"], run: (app) => app.looks.toggleFindings() },
  { id: "theme", group: "looking", keys: ["Shift+D"], run: (app) => app.looks.changeTheme() },
  { id: "language", group: "looking", keys: ["Shift+L"], run: (app) => app.looks.changeLanguage() },
  { id: "keys", group: "looking", keys: ["?"], run: (app) => app.showKeys() },
  { id: "menu", group: "looking", keys: [","], run: (app) => app.toolbar.openMenu() },

  { id: "save", group: "file", keys: ["Ctrl+S"], run: (app) => app.files.save() },
  { id: "export", group: "file", keys: ["Shift+X"], run: (app) => app.files.export() },
  { id: "import", group: "file", keys: ["Shift+Y"], run: (app) => app.files.import() },
  { id: "statistics", group: "file", keys: ["Shift+S"], run: (app) => app.files.statistics() },
  { id: "log", group: "file", keys: ["Shift+H"], run: (app) => app.files.log() },
  { id: "print", group: "file", keys: ["Ctrl+P"], run: (app) => app.files.print() },
  { id: "name", group: "file", keys: ["Shift+N"], run: (app) => app.askName() },
];

export const command = (id) => COMMANDS.find((entry) => entry.id === id);
