const KEY = 'derain4j.settings';

/** The model and the strength for photos to come; remembered, where the browser allows it. */
export class Settings {
  #model = document.getElementById('model');
  #strength = document.getElementById('strength');
  #models = new Map();

  /** @param {() => void} changed is told of every change */
  constructor(changed) {
    this.#strength.value = remembered().strength ?? 1;
    const show = () => {
      this.#show();
      changed();
    };
    this.#strength.addEventListener('input', show);
    this.#model.addEventListener('change', show);
    for (const control of [this.#strength, this.#model]) {
      control.addEventListener('change', () => remember(this.now()));
    }
    this.#show();
  }

  /** The choice that there is. */
  offer(models) {
    this.#models = new Map(models.map((each) => [each.name, each]));
    this.#model.replaceChildren(...models.map(({ name }) => new Option(name, name)));
    const before = remembered().model;
    this.#model.value = this.#models.has(before) ? before : (models.find((each) => each.default) ?? models[0]).name;
    this.#show();
  }

  now() {
    return { model: this.#model.value, strength: Number(this.#strength.value) };
  }

  #show() {
    const { model, strength } = this.now();
    const { about = '', licence = '' } = this.#models.get(model) ?? {};
    document.getElementById('about').textContent = about;
    const details = document.getElementById('licence');
    details.querySelector('summary').textContent = `Licence: ${licence.split(';')[0]}`; // the rest is long
    details.querySelector('p').textContent = licence;
    document.getElementById('percent').value = percent(strength);
    this.#strength.setAttribute('aria-valuetext', percent(strength));
  }
}

export const percent = (part) => `${Math.round(part * 100)} %`;

/** "m17n1, 70 %", or "70 %" of what was taken before the models were known */
export const described = ({ model, strength }) => [model, percent(strength)].filter(Boolean).join(', ');

export const same = (a, b) => a.model === b.model && a.strength === b.strength;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function remember(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // a private window: then it is forgotten
  }
}
