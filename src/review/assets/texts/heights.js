// Knows where each pair stands when 50,000 of them are under one another.
//
// The heights are kept in a Fenwick tree: changing one and asking for the sum before one are both
// O(log n), so that a pair can be measured when it is drawn without adding up all the others.

/** Lines of a side are estimated by this width of a letter, in parts of the font size (Georgia, measured). */
const LETTER = 0.5;

/** Returns a function from the lengths of the sides to the height, in pixels, of a pair on `canvas` in `grid`. */
export function estimator(canvas, grid) {
  const style = getComputedStyle(canvas);
  const size = parseFloat(style.fontSize);
  const line = parseFloat(style.lineHeight);
  const isNarrow = grid.clientWidth < 40 * size;
  const width = isNarrow ? grid.clientWidth - 3 * size : (Math.min(grid.clientWidth, 80 * size) - 9 * size) / 2;
  const lines = (letters) => Math.max(1, Math.ceil((letters * size * LETTER) / width));
  return ([src, tgt] = [0, 0]) =>
    size + line * (isNarrow ? lines(src) + lines(tgt) : Math.max(lines(src), lines(tgt)));
}

export class Heights {
  /** Takes the heights of all rows, in pixels. */
  constructor(values) {
    this.values = Float64Array.from(values);
    this.tree = new Float64Array(this.values.length + 1);
    for (let i = 1; i < this.tree.length; i++) {
      this.tree[i] += this.values[i - 1];
      const parent = i + (i & -i);
      if (parent < this.tree.length) this.tree[parent] += this.tree[i];
    }
  }

  set(index, height) {
    const change = height - this.values[index];
    if (change === 0) return;
    this.values[index] = height;
    for (let i = index + 1; i < this.tree.length; i += i & -i) this.tree[i] += change;
  }

  /** Returns the sum of the heights before a row: where it begins. */
  before(index) {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  get total() {
    return this.before(this.values.length);
  }

  /** Returns the row that covers a place, in pixels from the top; the last one below the end. */
  at(place) {
    let index = 0;
    let left = place;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.values.length))); step > 0; step /= 2) {
      if (index + step < this.tree.length && this.tree[index + step] <= left) {
        index += step;
        left -= this.tree[index];
      }
    }
    return Math.min(index, Math.max(0, this.values.length - 1));
  }
}
