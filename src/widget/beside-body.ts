/**
 * Moves the launcher of this page out of the body: what a page does to its body then passes the chat by.
 * Not before somebody has come to the chat: until then the page may hydrate, and whoever hydrates a
 * whole document expects nothing beside its body.
 */
export function moveBesideBody(chat: HTMLElement): void {
  if (chat !== window.Edgewise?.chat || chat.parentNode !== document.body) return;
  const page: Element & { moveBefore?: Element['moveBefore'] } = document.documentElement;
  // Where the browser can, with its focus and whatever else it holds.
  (page.moveBefore ?? page.insertBefore).call(page, chat, null);
}
