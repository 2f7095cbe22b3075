import { forget, isThere, send, stateOf, Trouble } from './client.js';
import { Places } from './places.js';
import { Watch } from './watch.js';

const watch = new Watch();

/** At the server at once: enough for it to be busy, few enough to leave room in its queue for others. */
const there = new Places(6);

/** On the way to it: one by one, so that the order stays that of the list. */
const sending = new Places(1);

/**
 * A photo on its way. Its state is waiting, sending, queued, working, done, failed or cancelled; beside it stand what belongs to that state:
 * `part` (0 to 1), `place`, `note` (why it waits), `sentence` (why it failed), `result`.
 */
export class Work {
  #stop = new AbortController();

  /** @param {(work: Work) => void} changed is told of every change */
  constructor(file, name, settings, changed) {
    Object.assign(this, { file, name, settings, changed, state: 'waiting' });
  }

  get isOver() {
    return ['done', 'failed', 'cancelled'].includes(this.state);
  }

  /** Begins, or begins once more. */
  async start() {
    const stop = this.#stop = new AbortController();
    this.id = undefined;
    this.#be('waiting');
    try {
      await there.hold(stop.signal, async () => {
        const first = await sending.hold(stop.signal, () => this.#send(stop.signal));
        this.id = first.id;
        if (stop.signal.aborted) {
          forget(first.id);
          return;
        }
        await this.#follow(first, stop.signal);
      });
    } catch (e) {
      if (!stop.signal.aborted) {
        this.#be('failed', { sentence: e.message });
      }
    }
  }

  cancel() {
    if (!this.isOver) {
      this.#end();
      this.#be('cancelled');
    }
  }

  /** Ends and forgets it, here and there. */
  remove() {
    this.#end();
  }

  /** Fails if the server has it no longer, for it keeps results for a while only. */
  async check() {
    try {
      await stateOf(this.id);
    } catch (e) {
      if (e.status === 404 && this.state === 'done') {
        this.#be('failed', { sentence: 'The server keeps results for a while only, and this one is gone; “try again” makes it once more.' });
      }
    }
  }

  #end() {
    this.#stop.abort();
    if (this.id) {
      watch.drop(this.id);
      forget(this.id);
      this.id = undefined;
    }
  }

  #be(state, more = {}) {
    Object.assign(this, { state, part: 0, place: undefined, note: undefined, sentence: undefined, result: undefined }, more);
    this.changed(this);
  }

  async #send(signal) {
    for (let broken = 0;;) {
      await this.#readable();
      signal.throwIfAborted();
      try {
        this.#be('sending');
        return await send(this.file, this.name, this.settings, signal, (part) => this.#be('sending', { part }));
      } catch (e) {
        signal.throwIfAborted();
        // A connection that breaks again and again while the server is well is refused by it, and its answer was lost on the way.
        const isRefused = e.status === 0 && await isThere();
        signal.throwIfAborted();
        if (isRefused && ++broken === 3) {
          throw new Trouble('The server ended the connection while the photo was sent; perhaps it is larger than the server takes.');
        }
        if (!e.wait) {
          throw e;
        }
        const why = e.status ? 'The server is busy' : 'The server does not answer';
        this.#be('waiting', {note: `${why}; next try in ${e.wait} s`});
        await pause(e.wait, signal);
      }
    }
  }

  async #readable() {
    try {
      await this.file.slice(0, 1).arrayBuffer();
    } catch {
      throw new Trouble('The file cannot be read, or was changed since it was chosen; choose it once more.');
    }
  }

  #follow(first, signal) {
    return new Promise((resolve) => {
      const tell = (now) => {
        if (signal.aborted) {
          return;
        }
        if (now.state === 'unreachable') {
          this.note = 'The server does not answer; it is asked again';
          this.changed(this);
        } else {
          this.#be(now.state, { part: now.part ?? 0, place: now.place, sentence: now.error, result: now.result });
        }
        if (this.isOver) {
          resolve();
        }
      };
      signal.addEventListener('abort', resolve);
      tell(first);
      if (!this.isOver) {
        watch.add(first.id, tell);
      }
    });
  }
}

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  }).then(() => signal.throwIfAborted());
}
