/** What is known of the shown picture, in words and numbers. */

const SIDES = [['before', 'Before'], ['after', 'After'], ['truth', 'Truth']];

/** Fills the element with a picture's name, its files and how near they are to the truth. */
export function showDetails(element, picture) {
  const sides = SIDES.filter(([side]) => picture[side]).map(([side, label]) => ({ label, ...picture[side] }));
  element.replaceChildren(heading(picture), files(sides), ...scores(sides));
}

function heading({ name, before }) {
  const { width, height, shownWidth = width, shownHeight = height } = before;
  const size = create('p', 'size', `${width} × ${height}`);
  if (shownWidth !== width || shownHeight !== height) {
    size.append(create('span', 'reduced', ` shown at ${shownWidth} × ${shownHeight} of ${width} × ${height}`));
    size.firstChild.remove();
  }
  const header = create('header');
  header.append(create('h2', '', name), size);
  return header;
}

function files(sides) {
  const list = create('dl', 'files');
  for (const { label, name, bytes } of sides) {
    const value = create('dd');
    value.append(create('span', 'name', name));
    if (bytes !== undefined) {
      value.append(' ', create('span', 'bytes', inWords(bytes)));
    }
    list.append(create('dt', '', label), value);
  }
  return list;
}

function scores(sides) {
  const scored = sides.filter(({ psnr }) => psnr !== undefined);
  if (scored.length === 0) {
    return [];
  }
  const table = create('table', 'scores');
  const of = scored.find(({ scoreOf }) => scoreOf)?.scoreOf;
  const caption = table.createCaption();
  caption.append('Nearness to the truth', ...(of ? [' ', create('span', 'of', of)] : []));
  const head = table.createTHead().insertRow();
  head.append(...['', ...scored.map(({ label }) => label)].map((text) => cell('col', text)));
  const body = table.createTBody();
  addRow(body, 'PSNR', scored.map(({ psnr }) => (Number.isFinite(psnr) ? `${psnr.toFixed(2)} dB` : '∞ dB')));
  addRow(body, 'SSIM', scored.map(({ ssim }) => ssim.toFixed(4)));
  return [table];
}

function addRow(body, label, values) {
  const row = body.insertRow();
  row.append(cell('row', label), ...values.map((value) => create('td', '', value)));
}

function cell(scope, text) {
  if (!text) {
    return create('td');
  }
  const header = create('th', '', text);
  header.scope = scope;
  return header;
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
