/**
 * Moves the corner chat out of the body, so that changes to the body do not affect it. Called on the first
 * interaction: before that the page may still hydrate, and frameworks that hydrate a whole document expect
 * nothing beside the body.
 */
export function moveOutsideBody(chat: HTMLElement): void {
  if (chat !== window.Edgewise?.chat || chat.parentNode !== document.body) return;
  const page: Element & { moveBefore?: Element['moveBefore'] } = document.documentElement;
  // `moveBefore` keeps the focus and other state.
  (page.moveBefore ?? page.insertBefore).call(page, chat, null);
}
