/** Where to show the notice. */
export type Place = {
  readonly parent: Element;
  /** The preferred languages of the notice, in order. */
  readonly languages: readonly string[];
  /** Whether this is the chat's own page, which a button can reload. */
  readonly isPage: boolean;
};

/**
 * Finds where to show the notice.
 * @param script the first script of what is out of date: that of a page, or that of the widgets in
 * it.
 */
export function placesOf(script: string): Place[] {
  const own = navigator.languages;
  const isPage = [...document.scripts].some(({ src }) => src === script);
  if (isPage)
    return [{ parent: document.querySelector('.talk') ?? document.body, languages: own, isPage }];
  return chatsIn(document).flatMap((chat) => {
    const parent = chat.shadowRoot?.querySelector('.talk');
    const { lang } = chat.closest<HTMLElement>('[lang]') ?? document.documentElement;
    return parent ? [{ parent, languages: [...(lang ? [lang] : []), ...own], isPage }] : [];
  });
}

/** The chats in a document, including those in shadow roots. */
const chatsIn = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((element) =>
    element.localName === 'edgewise-chat'
      ? [element]
      : element.shadowRoot
        ? chatsIn(element.shadowRoot)
        : [],
  );
