import { partOf } from './client.js';
import { inWords as bytes } from './details.js';
import { described, percent, same } from './settings.js';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** What can be done with a photo in each state. */
const actions = {
  waiting: ['cancel'],
  sending: ['cancel'],
  queued: ['cancel'],
  working: ['cancel'],
  done: ['show', 'download', 'again', 'remove'],
  failed: ['retry', 'remove'],
  cancelled: ['retry', 'remove'],
};

/** A photo's line in the list. */
export class Line {
  #element = document.getElementById('line').content.firstElementChild.cloneNode(true);
  #work;

  /** @param {Object} does what each button does with the work, by the button's class */
  constructor(work, does) {
    this.#work = work;
    this.#part('.name').textContent = work.name;
    this.#part('.name').title = work.name;
    this.#part('progress').setAttribute('aria-label', `Progress of ${work.name}`);
    for (const button of this.#buttons()) {
      button.setAttribute('aria-label', `${button.className === 'remove' ? 'Remove' : button.textContent}: ${work.name}`);
      button.addEventListener('click', () => does[button.className](work));
    }
    this.#thumbnail(work.file);
  }

  get element() {
    return this.#element;
  }

  /** Shows the state that the work is in. */
  show() {
    const work = this.#work;
    const [state, progress] = [this.#part('.state'), this.#part('progress')];
    state.textContent = inOneLine(work);
    state.classList.toggle('sentence', work.state === 'failed');
    progress.value = work.part;
    if (this.#element.dataset.state !== work.state) {
      this.#enter();
    }
  }

  /** Whether running again would make another result. */
  offer(settings) {
    const again = this.#part('.again');
    again.disabled = same(settings, this.#work.settings);
    again.title = again.disabled ? 'Choose another model or strength first' : `With ${described(settings)}`;
  }

  /** Puts the focus on the first of its buttons. */
  focus() {
    this.#buttons().find((button) => !button.hidden).focus();
  }

  #buttons() {
    return [...this.#part('.actions').children, ...this.#part('.corner').children];
  }

  #enter() {
    const { state, id, result } = this.#work;
    const focused = document.activeElement; // the page itself as soon as that is hidden
    this.#element.dataset.state = state;
    for (const button of this.#buttons()) {
      button.hidden = !actions[state].includes(button.className);
    }
    if (state === 'done') {
      Object.assign(this.#part('.download'), { href: partOf(id, 'result'), download: result.name });
    }
    this.#notes(result?.notes ?? []);
    if (this.#element.contains(focused) && !focused.checkVisibility()) {
      this.focus();
    }
  }

  #notes(notes) {
    const details = this.#part('.notes');
    details.hidden = !notes.length;
    details.querySelector('summary').textContent = notes.length === 1 ? '1 note' : `${notes.length} notes`;
    details.querySelector('ul').replaceChildren(...notes.map((note) => {
      const item = document.createElement('li');
      item.textContent = note;
      return item;
    }));
  }

  #thumbnail(file) {
    const image = this.#part('img');
    const source = URL.createObjectURL(file);
    const over = () => URL.revokeObjectURL(source);
    image.addEventListener('load', over, { once: true });
    image.addEventListener('error', () => { // a TIFF, or no picture
      over();
      image.remove();
    }, { once: true });
    image.src = source;
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

function inOneLine({ state, part, place, note, sentence, result, settings }) {
  if (note) {
    return note;
  }
  switch (state) {
    case 'waiting':
      return 'waits to be sent';
    case 'sending':
      return part < 1 ? `sending, ${percent(part)}` : 'sent';
    case 'queued':
      return place > 1 ? `${place}${ending[ordinals.select(place)]} in the queue` : 'next in the queue';
    case 'working':
      return percent(part);
    case 'done':
      return ['done', result.bytes != null && bytes(result.bytes), seconds(result.milliseconds), described(settings)].filter(Boolean).join(' · ');
    case 'failed':
      return sentence;
    default:
      return state;
  }
}

function seconds(milliseconds = {}) {
  const work = ['decode', 'network', 'encode'].reduce((sum, stage) => sum + (milliseconds[stage] ?? 0), 0);
  return work ? `${(work / 1000).toFixed(work < 10000 ? 1 : 0)} s` : '';
}
