/** Selects elements of a page, including shadow trees. */
export type Query = {
  readonly css: string;
  /** Text that it contains. */
  readonly text?: string;
  /** Its accessible name: its label, or its text. */
  readonly name?: string;
  /** Within the first element that this finds. */
  readonly in?: Query;
};

/** An element as a user finds it. */
export type Seen = {
  readonly text: string;
  readonly value: string;
  readonly focused: boolean;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where a user would point at it, and whether that hits it. */
  readonly x: number;
  readonly y: number;
  readonly reachable: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

/**
 * Finds visible elements. It runs in the page, so it refers to nothing outside itself.
 * @param scroll scrolls to the first one, and waits until it has stopped moving.
 */
export async function look(query: Query, scroll: boolean): Promise<Seen[]> {
  const rootsIn = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? rootsIn(shadowRoot) : [],
    ),
  ];
  const roots = rootsIn(document);
  const wordsOf = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
  const find = (wanted: Query): Element[] => {
    const within = wanted.in === undefined ? roots : find(wanted.in).slice(0, 1);
    return within
      .flatMap((root) => [...root.querySelectorAll(wanted.css)])
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => wanted.text === undefined || wordsOf(element).includes(wanted.text))
      .filter(
        (element) =>
          wanted.name === undefined ||
          (element.getAttribute('aria-label') ?? wordsOf(element)) === wanted.name,
      );
  };
  const found = find(query);
  if (scroll && found[0]) {
    found[0].scrollIntoView({ block: 'nearest', behavior: 'instant' });
    for (let last = ''; ; ) {
      const { x, y, width } = found[0].getBoundingClientRect();
      const now = `${x} ${y} ${width}`;
      if (now === last) break;
      last = now;
      await new Promise(requestAnimationFrame);
    }
  }
  return found.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const x = left + width / 2;
    const y = top + height / 2;
    const root = element.getRootNode() as Document | ShadowRoot;
    const hit = root.elementFromPoint(x, y);
    return {
      ...{ text: wordsOf(element), value: (element as HTMLInputElement).value ?? '' },
      focused: root.activeElement === element,
      ...{ left, top, width, height, x, y },
      reachable: hit !== null && (element.contains(hit) || hit.contains(element)),
      attributes: Object.fromEntries([...element.attributes].map((it) => [it.name, it.value])),
    };
  });
}
