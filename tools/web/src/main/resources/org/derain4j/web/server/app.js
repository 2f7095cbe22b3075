import { Viewer } from './viewer.js';
import * as client from './client.js';
import { intake } from './intake.js';
import { Line } from './line.js';
import { described, Settings } from './settings.js';
import { Work } from './work.js';

const [list, work, view, soon, said, downloadAll, cancelAll] = ['jobs', 'work', 'view', 'soon', 'said', 'download-all', 'cancel-all']
  .map((id) => document.getElementById(id));

const lines = new Map(); // of works, in the order of the list
const shown = new Map(); // to the index of each work's picture in the viewer
const viewer = new Viewer(view.querySelector('.viewer'));

const settings = new Settings(() => lines.forEach((line) => line.offer(settings.now())));

/** Photos that somebody has chosen, or one once more. */
function take(files, name) {
  if (!files.length) {
    return;
  }
  document.body.classList.add('busy');
  work.hidden = view.hidden = false;
  for (const file of files) {
    const added = new Work(file, name ?? file.name, settings.now(), changed);
    const line = new Line(added, does);
    lines.set(added, line);
    line.offer(settings.now());
    list.append(line.element);
    added.start();
  }
  list.children[list.childElementCount - files.length].scrollIntoView({ block: 'nearest' });
}

const told = new WeakMap(); // the state that was last said of a work

function changed(one) {
  lines.get(one)?.show();
  if (told.get(one) === one.state) {
    return;
  }
  told.set(one, one.state);
  if (one.state === 'done') {
    show(one);
  } else {
    hide(one);
  }
  const { name, state, sentence } = one;
  const words = { queued: 'is in the queue', done: 'is done', failed: `failed. ${sentence}`, cancelled: 'is cancelled' }[state];
  if (words) {
    say(`${name} ${words}`);
  }
  buttons();
}

function buttons() {
  const all = [...lines.keys()];
  downloadAll.disabled = !all.some((each) => each.state === 'done');
  cancelAll.disabled = all.every((each) => each.isOver);
}

/** Tells those who listen; what was said before stays for a while, or it might be cut off. */
function say(sentence) {
  const line = document.createElement('p');
  line.textContent = sentence;
  said.append(line);
  while (said.childElementCount > 8) {
    said.firstElementChild.remove();
  }
}

/** Puts a result into the viewer, which looks at the first one by itself. */
function show(one) {
  shown.set(one, viewer.add(picture(one)));
  soon.hidden = true;
}

function picture({ id, name, file, settings: of, result }) {
  const side = (part, more) => ({
    src: client.partOf(id, part), width: result.width, height: result.height,
    shownWidth: result[part]?.width, shownHeight: result[part]?.height, ...more,
  });
  const hasTwin = [...lines.keys()].some((other) => other.id !== id && other.name === name);
  return {
    name: hasTwin ? `${name} (${described(of)})` : name,
    before: side('before', { name, bytes: file.size }),
    after: side('after', { name: result.name, bytes: result.bytes }),
    rain: side('rain'),
  };
}

function hide(one) {
  if (shown.has(one)) {
    viewer.remove(shown.get(one));
    shown.delete(one);
    soon.hidden = shown.size > 0;
  }
}

/** What the buttons of a line do. */
const does = {
  show(one) {
    viewer.select(shown.get(one));
    viewer.divider.focus({ preventScroll: true });
    viewer.stage.scrollIntoView({ block: 'nearest' });
    one.check();
  },
  download: (one) => one.check(), // beside the download, which the link does by itself
  again: (one) => take([one.file], one.name),
  retry(one) {
    one.settings = settings.now();
    one.start();
    lines.get(one).offer(settings.now());
  },
  cancel: (one) => one.cancel(),
  remove(one) {
    const { element } = lines.get(one);
    const beside = element.nextElementSibling ?? element.previousElementSibling;
    hide(one);
    one.remove();
    lines.delete(one);
    element.remove();
    const next = [...lines.values()].find((line) => line.element === beside);
    if (next) {
      next.focus();
    } else {
      document.getElementById('files').focus();
    }
    buttons();
  },
};

downloadAll.addEventListener('click', async () => {
  for (const one of [...lines.keys()].filter((each) => each.state === 'done')) {
    lines.get(one).element.querySelector('.download').click();
    await new Promise((resolve) => setTimeout(resolve, 400)); // browsers drop downloads that come at once
  }
});

cancelAll.addEventListener('click', () => {
  [...lines.keys()].forEach((each) => each.cancel());
  document.getElementById('work-title').focus(); // the button is disabled now
});

addEventListener('pagehide', () => lines.forEach((line, each) => each.cancel()));

function offerExamples(examples) {
  document.getElementById('examples').append(...examples.map(({ name, about, licence, width, height }) => {
    const [item, button, image] = ['li', 'button', 'img'].map((tag) => document.createElement(tag));
    button.type = 'button';
    button.title = `${about}. Licence: ${licence}`;
    Object.assign(image, {src: `/examples/${encodeURIComponent(name)}`, alt: about, width, height});
    button.append(image);
    button.addEventListener('click', async () => {
      try {
        const blob = await client.example(name);
        notice();
        take([new File([blob], name, { type: blob.type })]);
      } catch (e) {
        notice(e.message);
      }
    });
    item.append(button);
    return item;
  }));
}

/** Says what is wrong with the server, or nothing. */
function notice(sentence) {
  const place = document.getElementById('server');
  place.textContent = sentence ?? '';
  place.hidden = !sentence;
}

/** Asks what there is to choose, until the server answers. */
async function begin() {
  for (;;) {
    try {
      settings.offer(await client.models());
      offerExamples(await client.examples());
      notice();
      return;
    } catch (e) {
      notice(e.wait ? `${e.message.replace(/\.$/, '')}; it is asked again every ${e.wait} seconds.` : e.message);
      if (!e.wait) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, e.wait * 1000));
    }
  }
}

intake(take, notice);
begin();
