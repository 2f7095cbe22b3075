import { KINDS } from './overlay.js';
import { sidesTable } from './table.js';

/** Which colour is what, how much of it is on each side; kinds of boxes are switched here. */
export function legendsOf(sides, off) {
  const drawn = sides.filter(({ overlay }) => overlay);
  return [...boxes(drawn, off), ...classes(drawn.filter(({ overlay }) => overlay.classes.length > 0))];
}

function boxes(sides, off) {
  const count = ({ overlay }, kind) => overlay.boxes.filter((box) => box.kind === kind).length;
  const kinds = Object.keys(KINDS).filter((kind) => sides.some((side) => count(side, kind) > 0));
  return sidesTable('legend', ['Boxes'], sides, kinds.map((kind) =>
    [choice(kind, !off.has(kind)), (side) => count(side, kind)]));
}

function choice(kind, checked) {
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'kind', value: kind, checked });
  const colour = swatch();
  colour.dataset.kind = kind;
  label.append(box, colour, KINDS[kind]);
  return label;
}

function classes(sides) {
  const colours = new Map(sides.flatMap(({ overlay }) => overlay.classes.map(({ name, colour }) => [name, colour])));
  return sidesTable('legend', ['Classes, % of the pixels'], sides, [...colours].map(([name, colour]) => {
    const label = document.createElement('span');
    label.className = 'class';
    const square = swatch();
    square.style.background = colour;
    label.append(square, name);
    return [label, ({ overlay }) => percent(overlay.classes.find((one) => one.name === name))];
  }));
}

function percent(found) {
  return found ? found.percent.toFixed(1) : '–';
}

function swatch() {
  const square = document.createElement('span');
  square.className = 'swatch';
  return square;
}
