import { legendsOf } from './legend.js';
import { sidesTable } from './table.js';

/** What is known of the shown picture, in words and numbers. */

/**
 * Fills the element with a picture's name, its files, what was found in them, and how near they are to the truth.
 *
 * @param {Object<string, string>} labels what the sides are called
 * @param {Set<string>} off kinds of boxes that are not seen
 */
export function showDetails(element, picture, labels, off) {
  const sides = ['before', 'after', 'truth'].filter((side) => picture[side])
    .map((side) => ({ label: labels[side], ...picture[side] }));
  element.replaceChildren(heading(picture), ...files(sides, picture), ...legendsOf(sides, off), ...figures(sides),
    ...scores(sides));
}

function heading({ name, about, before }) {
  const { width, height, shownWidth = width, shownHeight = height } = before;
  const size = create('p', 'size', `${width} × ${height}`);
  if (shownWidth !== width || shownHeight !== height) {
    size.append(create('span', 'reduced', ` shown at ${shownWidth} × ${shownHeight} of ${width} × ${height}`));
    size.firstChild.remove();
  }
  const header = create('header');
  header.append(create('h2', '', name), ...(about ? [create('p', 'about', about)] : []), size);
  return header;
}

/** None where they say nothing that the picture's name does not. */
function files(sides, picture) {
  if (sides.every(({ name, bytes }) => name === picture.name && bytes === undefined)) {
    return [];
  }
  const list = create('dl', 'files');
  for (const { label, name, bytes } of sides) {
    const value = create('dd');
    value.append(create('span', 'name', name));
    if (bytes !== undefined) {
      value.append(' ', create('span', 'bytes', inWords(bytes)));
    }
    list.append(create('dt', '', label), value);
  }
  return [list];
}

function scores(sides) {
  const scored = sides.filter(({ psnr }) => psnr !== undefined);
  const of = scored.find(({ scoreOf }) => scoreOf)?.scoreOf;
  return sidesTable('scores', ['Nearness to the truth', of], scored, [
    ['PSNR', ({ psnr }) => (Number.isFinite(psnr) ? `${psnr.toFixed(2)} dB` : '∞ dB')],
    ['SSIM', ({ ssim }) => ssim.toFixed(4)],
  ]);
}

function figures(sides) {
  const told = sides.filter(({ figures: all }) => all?.length > 0);
  const names = new Set(told.flatMap((side) => side.figures.map(([name]) => name)));
  return sidesTable('told', ['In this picture'], told, [...names].map((name) =>
    [name, (side) => side.figures.find(([other]) => other === name)?.[1] ?? '']));
}

/** Bytes as people read them, to three digits. */
export function inWords(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

function create(tag, className = '', text = '') {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  element.textContent = text;
  return element;
}
