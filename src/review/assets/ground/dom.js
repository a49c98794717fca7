// Builds elements. Data only ever becomes a text node or an attribute, so that no text of a bitext
// can turn into markup; nothing on this page sets innerHTML.

/**
 * Returns a new element. Attributes: `on` holds listeners, `data` the data-* values; `true` sets an
 * attribute without a value, `false`, `null` and `undefined` leave it out. Children are nodes, texts,
 * lists of them, or nothing.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Returns a button that says `label` and does `run`. */
export function button(label, run, attributes = {}) {
  return h("button", { type: "button", on: { click: run }, ...attributes }, label);
}

/** Returns a `select` with options `[value, label]`. */
export function choice(options, attributes = {}, value = undefined) {
  const select = h(
    "select",
    attributes,
    options.map(([key, label]) => h("option", { value: key }, label)),
  );
  if (value !== undefined) select.value = value;
  return select;
}

/** Returns a label with a form field in it. */
export const field = (label, input) => h("label", { class: "field" }, h("span", {}, label), input);
