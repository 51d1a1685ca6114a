/**
 * What focus goes back to when a dialog or inspector closes that was opened from `element`: the element; of a line in a menu, which is
 * gone by then, the button of the menu; and of one that the page has laid out anew meanwhile, its like of the same name.
 */
export function openerOf(element: Element | null): () => HTMLElement | undefined {
  const menu = element?.closest('[role="menu"]')
  const opener = menu ? document.querySelector(`#${CSS.escape(menu.getAttribute('aria-labelledby') ?? '')}`) : element
  if (!(opener instanceof HTMLElement) || opener === document.body) return () => undefined
  const name = opener.textContent
  return () =>
    opener.isConnected
      ? opener
      : name === ''
        ? undefined
        : [...document.querySelectorAll<HTMLElement>(opener.tagName)].findLast((one) => one.textContent === name)
}
