import { Viewer } from './viewer.js';

/** The pictures stand in the page as plain figures, for who has no scripts and for print; here they go into the viewer. */
function pictureOf(article) {
  const { name, width, height } = article.dataset;
  const sides = [...article.querySelectorAll('figure')].map((figure) => {
    const img = figure.querySelector('img');
    return [img.dataset.side, { ...sideOf(img), width: Number(width), height: Number(height), ...foundOn(figure, img) }];
  });
  return { name, about: article.querySelector('.about')?.textContent, ...Object.fromEntries(sides) };
}

function sideOf(img) {
  const { name, bytes, psnr, ssim, scoreOf } = img.dataset;
  const number = (text) => (text === undefined ? undefined : Number(text));
  return {
    src: img.src,
    name,
    shownWidth: number(img.getAttribute('width')),
    shownHeight: number(img.getAttribute('height')),
    bytes: number(bytes),
    psnr: number(psnr),
    ssim: number(ssim),
    scoreOf,
  };
}

function foundOn(figure, img) {
  const all = (selector, read) => [...figure.querySelectorAll(selector)].map(read);
  const text = (element, selector) => element.querySelector(selector).textContent;
  const overlay = figure.querySelector('.drawn') && {
    boxes: all('[data-box]', (item) => {
      const [x, y, width, height] = item.dataset.box.split(' ').map(Number);
      return { x, y, width, height, kind: item.dataset.kind, label: text(item, 'span') };
    }),
    mask: img.dataset.mask,
    classes: all('[data-colour]', (item) =>
      ({ name: text(item, 'span'), colour: item.dataset.colour, percent: Number(item.dataset.percent) })),
  };
  return { figures: all('.figures > div', (item) => [text(item, 'dt'), text(item, 'dd')]), overlay };
}

const plain = document.querySelector('.plain');
const viewer = new Viewer(document.querySelector('.viewer'), { ...plain.dataset });
for (const article of plain.querySelectorAll('article')) {
  viewer.add(pictureOf(article));
}
plain.classList.add('replaced');
document.querySelector('.tables')?.classList.add('placed');
