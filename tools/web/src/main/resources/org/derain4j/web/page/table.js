/**
 * A table with a column for each side; none where there are no sides or no rows.
 *
 * @param {string} className beside `sides`
 * @param {string[]} caption what it is about, and a smaller line if there is one
 * @param sides each with its `label`
 * @param rows of each what it is, text or an element, and what it says of a side
 */
export function sidesTable(className, [about, more], sides, rows) {
  if (sides.length === 0 || rows.length === 0) {
    return [];
  }
  const table = document.createElement('table');
  table.className = `sides ${className}`;
  const caption = table.createCaption();
  caption.append(about);
  if (more) {
    const line = document.createElement('span');
    line.className = 'of';
    line.textContent = more;
    caption.append(' ', line);
  }
  const head = table.createTHead().insertRow();
  head.append(document.createElement('td'), ...sides.map(({ label }) => header('col', label)));
  const body = table.createTBody();
  for (const [what, value] of rows) {
    const row = body.insertRow();
    row.append(header('row', what));
    sides.forEach((side) => row.insertCell().append(value(side)));
  }
  return [table];
}

function header(scope, content) {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.append(content);
  return cell;
}
