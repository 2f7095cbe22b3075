/**
 * Where the picture lies on the stage, without a word of how it is drawn. A zoom of 1 shows each pixel of the picture on one
 * of the screen; `x` and `y` are the picture's top left corner, in CSS pixels from the stage's.
 */

const MOST = 16;
const MOST_FITTED = 4;
const STOPS = [1 / 16, 1 / 12, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16];

export class Zoom {
  zoom = 1;
  x = 0;
  y = 0;
  fitted = true;
  #picture = { width: 1, height: 1 };
  #stage = { width: 1, height: 1 };
  #ratio = devicePixelRatio; // for which x and y hold

  /** CSS pixels that a pixel of the picture takes. */
  get scale() {
    return this.zoom / devicePixelRatio;
  }

  get width() {
    return this.#picture.width * this.scale;
  }

  get height() {
    return this.#picture.height * this.scale;
  }

  get stageWidth() {
    return this.#stage.width;
  }

  /** The zoom at which the whole picture is seen; small ones are enlarged, but not to a blur. */
  get fit() {
    const { width, height } = this.#picture;
    const contained = Math.min(this.#stage.width / width, this.#stage.height / height) * devicePixelRatio;
    return Math.min(contained, MOST_FITTED);
  }

  get least() {
    return Math.min(this.fit, 1);
  }

  /** Whether some of the picture is outside the stage. */
  get canPan() {
    return this.width > this.#stage.width + 0.5 || this.height > this.#stage.height + 0.5;
  }

  /** Another picture: one of the same size keeps its place, so that the same detail of both can be looked at. */
  setPicture(width, height) {
    const same = width === this.#picture.width && height === this.#picture.height;
    this.#picture = { width, height };
    if (same) {
      this.#settle();
    } else {
      this.fitIn();
    }
  }

  /** What was in the middle of the stage stays there, also on a screen with larger or smaller pixels. */
  setStage(width, height) {
    const grown = this.#ratio / devicePixelRatio;
    this.x = width / 2 - (this.#stage.width / 2 - this.x) * grown;
    this.y = height / 2 - (this.#stage.height / 2 - this.y) * grown;
    this.#stage = { width, height };
    this.#ratio = devicePixelRatio;
    if (this.fitted) {
      this.fitIn();
    } else {
      this.#settle();
    }
  }

  fitIn() {
    this.zoom = this.fit;
    this.fitted = true;
    this.#settle();
  }

  /** To a zoom, about a point of the stage, which shows the same of the picture after it. */
  zoomTo(zoom, x = this.#stage.width / 2, y = this.#stage.height / 2) {
    const next = Math.min(MOST, Math.max(this.least, zoom));
    this.x = x - (x - this.x) * next / this.zoom;
    this.y = y - (y - this.y) * next / this.zoom;
    this.zoom = next;
    this.fitted = Math.abs(next / this.fit - 1) < 1e-6;
    this.#settle();
  }

  /** To the next of the round zooms, in or out. */
  step(direction) {
    const stops = [...STOPS, this.fit].sort((a, b) => a - b);
    const beyond = direction > 0
      ? stops.find((stop) => stop > this.zoom * 1.001)
      : stops.findLast((stop) => stop < this.zoom * 0.999);
    this.zoomTo(beyond ?? this.zoom);
  }

  panBy(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.#settle();
  }

  #settle() {
    this.x = settled(this.x, this.width, this.#stage.width);
    this.y = settled(this.y, this.height, this.#stage.height);
  }
}

/** In the middle where there is room, else without a gap at either end; on a pixel of the screen, so that 1:1 is sharp. */
function settled(start, length, room) {
  const place = length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, start));
  return Math.round(place * devicePixelRatio) / devicePixelRatio;
}
