import { Viewer } from './viewer.js';

/** The pictures stand in the page as plain figures, for who has no scripts and for print; here they go into the viewer. */
function pictureOf(article) {
  const sides = [...article.querySelectorAll('img')].map((img) => {
    const { side, name, bytes, psnr, ssim, scoreOf } = img.dataset;
    const number = (text) => (text === undefined ? undefined : Number(text));
    return [side, {
      src: img.src,
      name,
      width: Number(article.dataset.width),
      height: Number(article.dataset.height),
      shownWidth: number(img.getAttribute('width')),
      shownHeight: number(img.getAttribute('height')),
      bytes: number(bytes),
      psnr: number(psnr),
      ssim: number(ssim),
      scoreOf,
    }];
  });
  return { name: article.dataset.name, ...Object.fromEntries(sides) };
}

const plain = document.querySelector('.plain');
const viewer = new Viewer(document.querySelector('.viewer'));
for (const article of plain.querySelectorAll('article')) {
  viewer.add(pictureOf(article));
}
plain.classList.add('replaced');
