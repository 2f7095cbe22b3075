/** Keys of the whole page: single ones, so never while somebody types, and they can be turned off. */

/**
 * @param {HTMLInputElement} enabled a check box
 * @param {Object<string, function(): void>} actions by the key
 */
export function listenToKeys(enabled, actions) {
  document.addEventListener('keydown', (event) => {
    const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift ${event.key}` : event.key;
    const action = actions[key];
    if (action && enabled.checked && !event.defaultPrevented && !event.ctrlKey && !event.altKey && !event.metaKey
        && !isTypedInto(event.target)) {
      event.preventDefault();
      action();
    }
  });
}

/** Sliders and choices take no letters. */
function isTypedInto(element) {
  return element.isContentEditable
    || element.matches('textarea, select, input:not([type="range"], [type="radio"], [type="checkbox"], [type="button"])');
}
