import { partOf, stateOf } from './client.js';

const POLL_MILLISECONDS = 1500;

const isFinal = (now) => ['done', 'failed', 'cancelled'].includes(now.state);

/**
 * Tells of jobs. One at a time is listened to by server-sent events: the one whose turn comes next, for a browser has six connections for all
 * the tabs of a server, and a stream keeps one. How far the queue before the others has come is asked now and then.
 */
export class Watch {
  #tells = new Map(); // by job, in the order of the queue
  #streamed;
  #stream;
  #timer;

  /** Tells of each state until the final one; a failure to learn of it is told as state "unreachable". */
  add(id, tell) {
    this.#tells.set(id, tell);
    this.#listen();
    this.#timer ??= setInterval(() => this.#poll(), POLL_MILLISECONDS);
  }

  drop(id) {
    this.#tells.delete(id);
    if (id === this.#streamed) {
      this.#stream?.close();
      this.#streamed = undefined;
      this.#listen();
    }
    if (!this.#tells.size) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #listen() {
    const [id] = this.#tells.keys();
    if (this.#streamed || !id) {
      return;
    }
    this.#streamed = id;
    const stream = this.#stream = new EventSource(partOf(id, 'events'));
    stream.addEventListener('state', (event) => this.#tell(id, JSON.parse(event.data)));
    stream.onerror = () => {
      // The browser connects again by itself only where the stream broke, not where the server refused it; so we do it.
      stream.close();
      this.#ask(id).then(() => setTimeout(() => {
        if (this.#streamed === id && this.#stream === stream) {
          this.#streamed = undefined;
          this.#listen();
        }
      }, POLL_MILLISECONDS));
    };
  }

  async #poll() {
    for (const id of [...this.#tells.keys()].filter((each) => each !== this.#streamed)) {
      await this.#ask(id);
    }
  }

  async #ask(id) {
    try {
      this.#tell(id, await stateOf(id));
    } catch (e) {
      const lost = e.status >= 400 && e.status < 500;
      this.#tell(id, e.status === 404
        ? { state: 'failed', error: 'The server does not know this photo any more, perhaps because it was started anew; “try again” sends it once more.' }
        : lost ? { state: 'failed', error: e.message } : { state: 'unreachable' });
    }
  }

  #tell(id, now) {
    const tell = this.#tells.get(id);
    if (tell && isFinal(now)) {
      this.drop(id);
    }
    tell?.(now);
  }
}
