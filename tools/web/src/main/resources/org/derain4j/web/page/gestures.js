/**
 * Mouse, pen, fingers and wheel on the stage. One pointer drags the divider, or the picture where that is larger than the
 * stage; two pinch. At rest the page still scrolls by a finger that moves up or down (`touch-action` in the style sheet).
 */

const TAP_MILLISECONDS = 300;
const TAP_PIXELS = 24;
const START_PIXELS = 6;
const PIXELS_OF_A_LINE = 16;

/**
 * Listens on the stage; places are in CSS pixels from its corner.
 *
 * @param {HTMLElement} stage
 * @param actions canPan(), canZoomOut(), press(), moveDivider(x), panBy(dx, dy), zoomBy(factor, x, y), toggleZoom(x, y)
 */
export function listen(stage, actions) {
  const pointers = new Map();
  let drag = null;
  let start = { x: 0, y: 0 };
  let lastTap = { time: -Infinity, x: 0, y: 0 };
  let moved = 0;

  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - stage.clientLeft, y: event.clientY - box.top - stage.clientTop };
  };

  const dragOf = (event) => {
    const onHandle = event.target.closest('.handle');
    return onHandle || !actions.canPan() ? 'divider' : 'pan';
  };

  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.target.closest('label, button')) {
      return;
    }
    pointers.set(event.pointerId, place(event));
    stage.setPointerCapture(event.pointerId);
    moved = pointers.size > 1 ? Infinity : 0;
    drag = pointers.size > 1 ? 'pinch' : dragOf(event);
    actions.press();
    start = place(event);
    if (drag === 'divider' && event.pointerType === 'mouse') {
      actions.moveDivider(start.x);
    } else if (drag === 'divider' && event.pointerType === 'touch') {
      drag = 'undecided'; // it may be about to scroll the page, or to tap twice
    }
    stage.classList.toggle('panning', drag === 'pan');
  });

  // The divider keeps the focus that a press has given it, and nothing is dragged out of the page.
  stage.addEventListener('mousedown', (event) => {
    if (!event.target.closest('label, button')) {
      event.preventDefault();
    }
  });

  stage.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = place(event);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (drag === 'pinch') {
      pinch(event.pointerId, before, now);
    } else if (drag === 'pan') {
      actions.panBy(now.x - before.x, now.y - before.y);
    } else if (drag === 'divider' || (drag === 'undecided' && goesSideways(now))) {
      drag = 'divider';
      actions.moveDivider(now.x);
    }
    pointers.set(event.pointerId, now);
  });

  const goesSideways = ({ x, y }) =>
    Math.abs(x - start.x) > Math.max(START_PIXELS, Math.abs(y - start.y));

  const pinch = (id, before, now) => {
    const other = [...pointers].find(([key]) => key !== id)?.[1];
    if (!other) {
      return;
    }
    const distance = (point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    actions.panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
    actions.zoomBy(distance(now) / distance(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  };

  const lift = (event) => {
    if (!pointers.delete(event.pointerId)) {
      return;
    }
    drag = pointers.size > 1 ? 'pinch' : 'pan'; // a finger that stays after a pinch must not tear the divider away
    if (pointers.size === 0) {
      stage.classList.remove('panning');
    }
    if (event.type === 'pointerup' && moved < TAP_PIXELS / 4) {
      tap(event);
    }
  };
  stage.addEventListener('pointerup', lift);
  stage.addEventListener('pointercancel', lift);

  // Not `dblclick`: not every touch screen sends it.
  const tap = (event) => {
    const { x, y } = place(event);
    const again = event.timeStamp - lastTap.time < TAP_MILLISECONDS
      && Math.hypot(x - lastTap.x, y - lastTap.y) < TAP_PIXELS;
    lastTap = { time: again ? -Infinity : event.timeStamp, x, y };
    if (again) {
      actions.toggleZoom(x, y);
    }
  };

  stage.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && event.deltaY > 0 && !actions.canZoomOut()) {
      return; // the page scrolls on
    }
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PIXELS_OF_A_LINE);
    const speed = event.ctrlKey ? 0.01 : 0.002; // with ctrlKey it is a pinch on a touch pad, in small steps
    const { x, y } = place(event);
    actions.zoomBy(Math.exp(-Math.max(-0.3, Math.min(0.3, pixels * speed))), x, y);
  }, { passive: false });

  // Two fingers are ours even where touch-action allows one to scroll.
  stage.addEventListener('touchmove', (event) => {
    if (event.touches.length > 1 && event.cancelable) {
      event.preventDefault();
    }
  }, { passive: false });

  // Safari's touch pad: neither pointers nor a wheel.
  let gestureScale = 1;
  stage.addEventListener('gesturestart', (event) => {
    event.preventDefault();
    gestureScale = 1;
  });
  stage.addEventListener('gesturechange', (event) => {
    event.preventDefault();
    if (pointers.size === 0) {
      const { x, y } = place(event);
      actions.zoomBy(event.scale / gestureScale, x, y);
      gestureScale = event.scale;
    }
  });
}
