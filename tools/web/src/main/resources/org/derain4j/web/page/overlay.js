/** Boxes and masks over a side of the stage: elements of their own, so that they can be taken away, and lines are thin at any zoom. */

const FONT = '600 12px system-ui, sans-serif';
const CHIP_HEIGHT = 18;
const CHIP_PADDING = 5;
const MOST_LETTERS = 40;

/** What boxes are, in the order in which they are told. */
export const KINDS = { right: 'Right', wrong: 'Wrong', missed: 'Missed', label: 'Labelled' };

/** The name space of SVG, as the browser has it: the page holds no address, not even of what is never asked for. */
const { namespaceURI: SVG } = Object.assign(document.createElement('div'), { innerHTML: '<svg></svg>' }).firstChild;

const measure = document.createElement('canvas').getContext('2d');

/** Of one side: `{boxes: [{x, y, width, height, kind, label}], mask?, classes: [{name, colour, percent}]}`. */
class Layer {
  #boxes = [];

  constructor(side) {
    this.mask = side.querySelector('.mask');
    this.svg = side.querySelector('.boxes');
  }

  /** Shows it; nothing if there is none. */
  show(overlay, caption) {
    this.mask.hidden = !overlay?.mask;
    if (overlay?.mask) {
      this.mask.src = overlay.mask;
    }
    const lines = svgElement('g');
    const chips = svgElement('g');
    this.#boxes = (overlay?.boxes ?? []).map((box) => ({ box, line: lineOf(box), ...chipOf(box) }));
    // Small ones upon large ones; the order of chips stays, as the first ones come before the others.
    lines.append(...this.#boxes.toSorted((a, b) => area(b.box) - area(a.box)).map(({ line }) => line));
    chips.append(...this.#boxes.map(({ chip }) => chip));
    this.svg.replaceChildren(lines, chips);
    this.svg.toggleAttribute('hidden', this.#boxes.length === 0);
    this.svg.setAttribute('aria-label', `${caption}, ${wordsOf(overlay?.boxes ?? [])}`);
  }

  /** Puts it where the picture is; labels that would lie upon others wait until there is room. */
  place({ x, y, width, height, scale }, off, border) {
    Object.assign(this.mask.style, { width: `${width}px`, height: `${height}px`, transform: `translate(${x}px, ${y}px)` });
    const taken = [];
    for (const { box, line, chip, chipWidth } of this.#boxes) {
      const left = snapped(x + box.x * scale);
      const top = snapped(y + box.y * scale);
      const right = snapped(x + (box.x + box.width) * scale);
      const bottom = snapped(y + (box.y + box.height) * scale);
      for (const rect of line.children) {
        setAll(rect, { x: left, y: top, width: right - left, height: bottom - top });
      }
      // Above the box, within it at the upper border of the stage, and not beyond what is seen of the side.
      const place = {
        x: Math.max(left - 1, Math.min(border, right - chipWidth)),
        y: top < CHIP_HEIGHT ? Math.min(Math.max(top, 0), bottom) : top - CHIP_HEIGHT,
        width: chipWidth,
      };
      const isOff = off.has(box.kind);
      const isCovered = taken.some((other) => Math.abs(other.y - place.y) < CHIP_HEIGHT
        && place.x < other.x + other.width && other.x < place.x + place.width);
      line.toggleAttribute('hidden', isOff);
      chip.toggleAttribute('hidden', isOff || isCovered);
      if (!isOff && !isCovered) {
        taken.push(place);
        chip.setAttribute('transform', `translate(${place.x}, ${place.y})`);
      }
    }
  }
}

/** Both sides of a stage, and what switches them. */
export class Overlays {
  #off = new Set();
  #zoom;
  #divider;

  /** @param {HTMLElement} root of the viewer */
  constructor(root) {
    this.root = root;
    this.left = new Layer(root.querySelector('.left'));
    this.right = new Layer(root.querySelector('.right'));
    this.tools = root.querySelector('.drawing');
    this.button = this.tools.querySelector('button');
    this.opacity = this.tools.querySelector('label');
    this.button.addEventListener('click', () => this.toggle());
    this.opacity.addEventListener('input', ({ target }) => this.#fade(target));
    root.addEventListener('change', ({ target }) => target.name === 'kind' && this.#switch(target));
    this.#fade(this.opacity.querySelector('input'));
  }

  /** Kinds of boxes that are not seen. */
  get off() {
    return this.#off;
  }

  /** Has the switches that the sides of a picture call for; none for most. */
  offer(sides) {
    const overlays = sides.map((side) => side?.overlay).filter((overlay) => overlay);
    this.tools.hidden = overlays.length === 0;
    this.opacity.hidden = !overlays.some(({ mask }) => mask);
    this.root.querySelector('.overlay-key').hidden = overlays.length === 0;
  }

  /** Shows what belongs to the two sides, each `{overlay, caption}`. */
  show(left, right) {
    this.left.show(left.overlay, left.caption);
    this.right.show(right.overlay, right.caption);
    this.#replace();
  }

  /** Puts all where the picture is; labels of the right side are beyond the divider, whose place is in CSS pixels. */
  place(zoom, divider) {
    this.#zoom = zoom;
    this.#divider = divider;
    this.#replace();
  }

  #replace() {
    this.left.place(this.#zoom, this.#off, 0);
    this.right.place(this.#zoom, this.#off, this.#divider);
  }

  toggle() {
    if (!this.tools.hidden) {
      const isOn = this.button.getAttribute('aria-pressed') !== 'true';
      this.button.setAttribute('aria-pressed', isOn);
      this.root.classList.toggle('bare', !isOn);
    }
  }

  #switch({ value, checked }) {
    this.#off[checked ? 'delete' : 'add'](value);
    this.#replace();
  }

  #fade({ value }) {
    this.root.style.setProperty('--mask-opacity', value / 100);
  }
}

function lineOf(box) {
  const group = svgElement('g', { 'data-kind': box.kind });
  group.append(svgElement('rect', { class: 'edge' }), svgElement('rect', { class: 'line' }));
  return group;
}

function chipOf(box) {
  const letters = [...box.label];
  const words = letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : box.label;
  measure.font = FONT;
  const chipWidth = Math.ceil(measure.measureText(words).width) + 2 * CHIP_PADDING;
  const chip = svgElement('g', { 'data-kind': box.kind });
  const text = svgElement('text', { x: CHIP_PADDING, y: CHIP_HEIGHT - CHIP_PADDING });
  text.textContent = words;
  text.style.font = FONT;
  chip.append(svgElement('rect', { class: 'chip', width: chipWidth, height: CHIP_HEIGHT }), text);
  return { chip, chipWidth };
}

/** For who does not see them. */
function wordsOf(boxes) {
  return Object.entries(KINDS).map(([kind, words]) => [words, boxes.filter((box) => box.kind === kind)])
    .filter(([, some]) => some.length > 0)
    .map(([words, some]) => `${words.toLowerCase()}: ${some.map(({ label }) => label).join(', ')}`).join('; ');
}

function area({ width, height }) {
  return width * height;
}

/** On a pixel of the screen, so that lines are sharp. */
function snapped(place) {
  return Math.round(place * devicePixelRatio) / devicePixelRatio;
}

function svgElement(tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  setAll(element, attributes);
  return element;
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
}
