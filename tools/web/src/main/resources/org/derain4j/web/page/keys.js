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
        && !takes(event.target, key)) {
      event.preventDefault();
      action();
    }
  });
}

/** Whether a key means something to the element: sliders and choices take arrows, but no letters. */
function takes(element, key) {
  const isChoice = element.matches('input:is([type="range"], [type="radio"], [type="checkbox"])');
  return element.isContentEditable
    || element.matches('textarea, select')
    || (element.matches('input') && !isChoice)
    || (isChoice && key.includes('Arrow') && !element.matches('.divider'));
}
