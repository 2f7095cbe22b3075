/** A few places; who comes when all are taken waits in line. */
export class Places {
  #free;
  #line = [];

  constructor(number) {
    this.#free = number;
  }

  /** Does a task in one of the places, unless the signal is given before one is free. */
  async hold(signal, task) {
    if (this.#free > 0) {
      this.#free--;
    } else {
      await new Promise((resolve) => this.#line.push(resolve));
    }
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      const next = this.#line.shift();
      if (next) {
        next();
      } else {
        this.#free++;
      }
    }
  }
}
