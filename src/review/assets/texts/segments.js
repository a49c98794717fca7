// The segments of a side as lines of a text area, and back: a line is a segment.

/** A line break inside a segment is shown as this, because a line is a segment. */
const INNER_BREAK = "↵";

/** Returns the segments of a side as lines. */
export const toLines = (segments) => segments.map((segment) => segment.text.replaceAll("\n", INNER_BREAK)).join("\n");

/** Returns the texts of the segments; `before` are the segments of the side, which may have line breaks inside. */
export function toSegments(text, before) {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const hadBreaks = before.some((segment) => segment.text.includes("\n"));
  return hadBreaks ? lines.map((line) => line.replaceAll(INNER_BREAK, "\n")) : lines;
}
