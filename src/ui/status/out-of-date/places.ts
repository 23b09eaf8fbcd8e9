/** Where a visitor is told. */
export type Place = {
  readonly parent: Element;
  /** The languages to say it in, the dearest first. */
  readonly languages: readonly string[];
  /** Whether the page is ours, to be loaded anew by a button. */
  readonly isPage: boolean;
};

/** @param script the first file of what is out of date: a page's own, or that of the widgets in it. */
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

/** The chats in a document, those in the shadow of other elements included. */
const chatsIn = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((element) =>
    element.localName === 'edgewise-chat'
      ? [element]
      : element.shadowRoot
        ? chatsIn(element.shadowRoot)
        : [],
  );
