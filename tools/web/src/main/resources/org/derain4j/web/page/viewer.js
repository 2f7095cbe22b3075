import { showDetails } from './details.js';
import { drawDifference } from './difference.js';
import { listen } from './gestures.js';
import { listenToKeys } from './keys.js';
import { Overlays } from './overlay.js';
import { Zoom } from './zoom.js';

const LABELS = { before: 'Before', after: 'After', rain: 'Rain', difference: 'Difference', truth: 'Truth' };
const RIGHT = ['after', 'rain', 'difference', 'truth'];
const OVERLAY = '<img class="mask" alt="" draggable="false" decoding="sync" hidden><svg class="boxes" role="img" hidden></svg>';
const PIXELATED_FROM = 2;
const PAN_STEP = 80;

const TEMPLATE = `
  <div class="stage" dir="ltr">
    <div class="side left"><img class="before" alt="" draggable="false" decoding="sync">${OVERLAY}<span class="label"></span></div>
    <div class="side right">
      <img class="after" alt="" draggable="false" decoding="sync">
      <canvas class="difference" role="img" hidden></canvas>
      ${OVERLAY}
      <span class="label"></span>
    </div>
    <input type="range" class="divider" min="0" max="100" step="0.1" value="50">
    <div class="handle" aria-hidden="true"></div>
    <label class="gain" hidden>Gain <input type="range" min="1" max="8" step="1" value="4"> <output>4 ×</output></label>
  </div>
  <div class="tools">
    <fieldset class="choice">
      <legend>Right side</legend>
      ${RIGHT.map((value) =>
        `<label><input type="radio" name="right" value="${value}"><span></span></label>`).join('')}
    </fieldset>
    <div class="drawing" role="group" aria-label="Over the pictures" hidden>
      <button type="button" aria-pressed="true">Overlay</button>
      <label>Mask <input type="range" min="10" max="100" step="5" value="60"></label>
    </div>
    <div class="zooming" role="group" aria-label="Zoom">
      <button type="button" data-action="zoom-out" aria-label="Zoom out">−</button>
      <output class="zoom">100 %</output>
      <button type="button" data-action="zoom-in" aria-label="Zoom in">+</button>
      <button type="button" data-action="zoom-fit" aria-label="Fit the picture in">Fit</button>
      <button type="button" data-action="zoom-actual" aria-label="1:1, actual pixels">1:1</button>
    </div>
  </div>
  <ol class="pictures" aria-label="Pictures"></ol>
  <div class="details" role="group" aria-label="About the picture"></div>
  <details class="keys">
    <summary>Keys</summary>
    <div class="panel">
      <dl>
        <div><dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>move the divider</dd></div>
        <div><dt><kbd>b</kbd> <kbd>a</kbd></dt><dd>whole before, whole after; again: back</dd></div>
        <div><dt><kbd>r</kbd> <kbd>d</kbd> <kbd>t</kbd></dt><dd>rain, difference, truth; again: after</dd></div>
        <div class="overlay-key" hidden><dt><kbd>o</kbd></dt><dd>what is drawn over the pictures; again: back</dd></div>
        <div><dt><kbd>+</kbd> <kbd>−</kbd></dt><dd>zoom</dd></div>
        <div><dt><kbd>0</kbd> <kbd>1</kbd></dt><dd>fit, actual pixels</dd></div>
        <div><dt><kbd>Shift</kbd> + arrows</dt><dd>move the picture</dd></div>
        <div><dt><kbd>[</kbd> <kbd>]</kbd></dt><dd>previous, next picture</dd></div>
      </dl>
      <label><input type="checkbox" checked> Single keys work everywhere on the page</label>
    </div>
  </details>`;

/**
 * Pictures before and after, one at a time, with a divider between the two that are compared. A picture is
 * `{name, about?, before, after, rain?, truth?}`, each side `{src, name, width, height, shownWidth?, shownHeight?, bytes?, psnr?, ssim?,
 * scoreOf?, figures?, overlay?}`: width and height are the real picture's, `shown...` those of its image where it is reduced; of `rain`
 * only `src`. An overlay is as in overlay.js, figures are pairs of name and value.
 */
export class Viewer {
  #pictures = []; // a removed one leaves its place empty, so that the others keep their indices
  #current = -1;
  #zoom = new Zoom();
  #right = 'after';
  #wholeFrom = 50;
  #pressed = { time: -Infinity, divider: 50 };
  #rain = new Image();

  /** Builds all that is seen in an element, which stays hidden until there is a picture; sides can have other words than usual. */
  constructor(root, labels = {}) {
    this.root = root;
    this.labels = { ...LABELS, ...labels };
    root.classList.add('viewer');
    root.setAttribute('aria-label', root.getAttribute('aria-label') ?? 'Before and after');
    root.hidden = true;
    root.innerHTML = TEMPLATE;
    const find = (selector) => root.querySelector(selector);
    this.stage = find('.stage');
    this.before = find('img.before');
    this.after = find('img.after');
    this.canvas = find('canvas.difference');
    this.divider = find('.divider');
    this.gain = find('.gain');
    this.list = find('.pictures');
    this.details = find('.details');
    this.overlays = new Overlays(root);
    find('.left .label').textContent = this.labels.before;
    RIGHT.forEach((right) => this.#radio(right).nextSibling.append(this.labels[right]));
    this.divider.setAttribute('aria-label', `Divider between ${this.#inText('before')} and ${this.#inText('after')}`);
    this.#listen(find);
    this.#drawDivider();
  }

  #listen(find) {
    this.divider.addEventListener('input', () => this.#drawDivider());
    this.root.addEventListener('change', ({ target }) => target.name === 'right' && this.#show(target.value));
    this.root.addEventListener('click', ({ target }) => this.#click(target.closest('button')));
    this.gain.addEventListener('input', () => this.#drawDifference());
    this.#rain.addEventListener('load', () => this.#drawDifference());
    new ResizeObserver(() => {
      if (!this.root.hidden) {
        this.#zoom.setStage(this.stage.clientWidth, this.stage.clientHeight);
        this.#reachDetails();
        this.#draw();
      }
    }).observe(this.stage);
    listen(this.stage, {
      canPan: () => this.#zoom.canPan,
      canZoomOut: () => this.#zoom.zoom > this.#zoom.least * 1.001,
      press: () => this.#press(),
      moveDivider: (x) => this.#setDivider(100 * x / this.stage.clientWidth),
      panBy: (dx, dy) => this.#change((zoom) => zoom.panBy(dx, dy)),
      zoomBy: (factor, x, y) => this.#change((zoom) => zoom.zoomTo(zoom.zoom * factor, x, y)),
      toggleZoom: (x, y) => this.#toggleZoom(x, y),
    });
    listenToKeys(find('.keys input'), {
      '+': () => this.#change((zoom) => zoom.step(1)),
      '=': () => this.#change((zoom) => zoom.step(1)),
      '-': () => this.#change((zoom) => zoom.step(-1)),
      0: () => this.#change((zoom) => zoom.fitIn()),
      1: () => this.#change((zoom) => zoom.zoomTo(1)),
      '[': () => this.#move(-1),
      ']': () => this.#move(1),
      b: () => this.#toggleWhole(100),
      a: () => this.#toggleWhole(0),
      r: () => this.#toggleRight('rain'),
      d: () => this.#toggleRight('difference'),
      t: () => this.#toggleRight('truth'),
      o: () => this.overlays.toggle(),
      ArrowLeft: () => this.#setDivider(Number(this.divider.value) - 1),
      ArrowRight: () => this.#setDivider(Number(this.divider.value) + 1),
      'Shift ArrowLeft': () => this.#change((zoom) => zoom.panBy(PAN_STEP, 0)),
      'Shift ArrowRight': () => this.#change((zoom) => zoom.panBy(-PAN_STEP, 0)),
      'Shift ArrowUp': () => this.#change((zoom) => zoom.panBy(0, PAN_STEP)),
      'Shift ArrowDown': () => this.#change((zoom) => zoom.panBy(0, -PAN_STEP)),
    });
  }

  /** Takes a picture and shows it if it is the only one. */
  add(picture) {
    const index = this.#pictures.push(picture) - 1;
    const item = this.list.appendChild(document.createElement('li'));
    item.innerHTML = '<button type="button"><img alt="" loading="lazy" decoding="async"><span></span></button>';
    item.firstChild.dataset.index = index;
    item.querySelector('img').src = picture.after.src;
    item.querySelector('span').textContent = picture.name;
    this.list.hidden = this.list.children.length < 2;
    if (this.#current < 0) {
      this.select(index);
    }
    return index;
  }

  /** Shows the picture of an index that `add` has given. */
  select(index) {
    const picture = this.#pictures[index];
    if (!picture) {
      return;
    }
    this.#current = index;
    this.root.hidden = false;
    for (const button of this.list.querySelectorAll('button')) {
      button.toggleAttribute('aria-current', false);
      if (Number(button.dataset.index) === index) {
        button.setAttribute('aria-current', 'true');
        reveal(this.list, button.parentElement);
      }
    }
    this.before.src = picture.before.src;
    this.before.alt = `${this.labels.before}: ${picture.before.name}`;
    for (const right of RIGHT) {
      this.#radio(right).parentElement.hidden = !this.#has(right);
    }
    this.#zoom.setPicture(picture.before.width, picture.before.height);
    this.overlays.offer([picture.before, picture.after, picture.truth]);
    this.#show(this.#has(this.#right) ? this.#right : 'after');
    showDetails(this.details, picture, this.labels, this.overlays.off);
    this.#reachDetails();
    this.#draw();
  }

  /** Forgets a picture; the next one is shown in its place. */
  remove(index) {
    this.list.querySelector(`[data-index="${index}"]`)?.parentElement.remove();
    delete this.#pictures[index];
    this.list.hidden = this.list.children.length < 2;
    if (index === this.#current) {
      this.#current = -1;
      this.root.hidden = this.list.children.length === 0;
      const next = this.#pictures.findIndex((picture, i) => picture && i > index);
      this.select(next < 0 ? this.#pictures.findLastIndex((picture) => picture) : next);
    }
  }

  /** What scrolls is reached by keys. */
  #reachDetails() {
    this.details.tabIndex = this.details.scrollHeight > this.details.clientHeight ? 0 : -1;
  }

  #radio(value) {
    return this.root.querySelector(`input[name="right"][value="${value}"]`);
  }

  /** Whether there is that to show of the current picture. */
  #has(right) {
    return Boolean(this.#pictures[this.#current]?.[right === 'difference' ? 'rain' : right]);
  }

  /** What is to be seen on the right side. */
  #show(right) {
    const picture = this.#pictures[this.#current];
    this.#right = right;
    this.#radio(right).checked = true;
    this.stage.querySelector('.right .label').textContent = this.labels[right];
    const isDifference = right === 'difference';
    const alt = `${this.labels[right]}: ${picture[right]?.name ?? picture.name}`;
    this.after.hidden = isDifference;
    this.canvas.hidden = !isDifference;
    this.gain.hidden = !isDifference;
    if (isDifference) {
      this.canvas.setAttribute('aria-label', alt);
      this.canvas.width = 0; // nothing of another picture is seen until this one's rain has come
      this.#rain.src = picture.rain.src;
    } else {
      this.after.src = picture[right].src;
      this.after.alt = alt;
    }
    this.overlays.show({ caption: this.labels.before, overlay: picture.before.overlay },
      { caption: this.labels[right], overlay: picture[right]?.overlay });
  }

  /** What a side is called within a sentence. */
  #inText(side) {
    return this.labels[side].toLowerCase();
  }

  #drawDifference() {
    const gain = this.gain.querySelector('input').value;
    this.gain.querySelector('output').textContent = `${gain} ×`;
    if (this.#right === 'difference' && this.#rain.complete && this.#rain.naturalWidth > 0) {
      drawDifference(this.canvas, this.#rain, gain);
    }
  }

  #setDivider(percent) {
    this.divider.value = percent;
    this.#drawDivider();
  }

  #drawDivider() {
    this.stage.style.setProperty('--divider', `${this.divider.value}%`);
    this.divider.setAttribute('aria-valuetext', `${Math.round(this.divider.value)} % ${this.#inText('before')}`);
    this.#placeOverlays();
  }

  #placeOverlays() {
    this.overlays.place(this.#zoom, this.#zoom.stageWidth * this.divider.value / 100);
  }

  /** The first press of two that become a double one has moved the divider: that is taken back by the second. */
  #press() {
    const now = performance.now();
    if (now - this.#pressed.time > 500) {
      this.#pressed = { time: now, divider: this.divider.value };
    }
    this.divider.focus({ preventScroll: true });
  }

  #toggleZoom(x, y) {
    if (!this.#zoom.canPan) {
      this.#setDivider(this.#pressed.divider);
    }
    this.#change((zoom) => (zoom.fitted ? zoom.zoomTo(zoom.fit < 0.9 ? 1 : zoom.fit * 2, x, y) : zoom.fitIn()));
  }

  #toggleWhole(percent) {
    const isWhole = Number(this.divider.value) === percent;
    if (Number(this.divider.value) % 100 !== 0) {
      this.#wholeFrom = this.divider.value;
    }
    this.#setDivider(isWhole ? this.#wholeFrom : percent);
  }

  #toggleRight(right) {
    if (this.#has(right)) {
      this.#show(this.#right === right ? 'after' : right);
    }
  }

  #move(by) {
    const here = this.list.querySelector('[aria-current]')?.parentElement;
    const there = by > 0 ? here?.nextElementSibling : here?.previousElementSibling;
    if (there) {
      this.select(Number(there.firstChild.dataset.index));
    }
  }

  #click(button) {
    const actions = {
      'zoom-out': (zoom) => zoom.step(-1),
      'zoom-in': (zoom) => zoom.step(1),
      'zoom-fit': (zoom) => zoom.fitIn(),
      'zoom-actual': (zoom) => zoom.zoomTo(1),
    };
    if (button?.dataset.action in actions) {
      this.#change(actions[button.dataset.action]);
    } else if (button?.dataset.index) {
      this.select(Number(button.dataset.index));
    }
  }

  #change(how) {
    how(this.#zoom);
    this.#draw();
  }

  /** Puts both sides where the zoom says: always in step, as they get the very same numbers. */
  #draw() {
    const { zoom, x, y, width, height, fitted, canPan } = this.#zoom;
    for (const layer of [this.before, this.after, this.canvas]) {
      layer.style.width = `${width}px`;
      layer.style.height = `${height}px`;
      layer.style.transform = `translate(${x}px, ${y}px)`;
    }
    this.#placeOverlays();
    this.stage.dataset.zoom = Number(zoom.toFixed(4));
    this.stage.classList.toggle('pixelated', zoom >= PIXELATED_FROM && !fitted);
    this.stage.classList.toggle('larger', canPan);
    this.root.querySelector('output.zoom').textContent = `${Math.round(zoom * 100)} %`;
  }
}

/** Scrolls the list alone, never the page. */
function reveal(list, item) {
  list.scrollTo({
    left: item.offsetLeft - (list.clientWidth - item.offsetWidth) / 2,
    top: item.offsetTop - (list.clientHeight - item.offsetHeight) / 2,
  });
}
