// Whether the list of people stands beside the conversation, or, where there is no room, over it.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { storedText, storeText } from '../ui/browser/stored-text.ts';

const KEY = 'edgewise:people';

/** As in page.css. */
const wide = matchMedia('(width >= 62rem)');

export class PeoplePanel {
  /** Beside the conversation: so unless somebody closed it, on this device. */
  readonly #beside = signal(!storedText(KEY));
  readonly #over = signal(false);
  readonly #isWide = signal(wide.matches);
  /** Whether it is seen. */
  readonly open: ReadonlySignal<boolean> = computed(() =>
    this.#isWide.value ? this.#beside.value : this.#over.value,
  );
  /** Whether it covers a part of the conversation. */
  readonly covers: ReadonlySignal<boolean> = computed(
    () => !this.#isWide.value && this.#over.value,
  );

  constructor() {
    wide.addEventListener('change', ({ matches }) => {
      this.#isWide.value = matches;
    });
  }

  /** Opens or closes it; beside the conversation it stays so. */
  toggle(): void {
    const shown = this.#isWide.peek() ? this.#beside : this.#over;
    shown.value = !shown.peek();
    storeText(KEY, this.#beside.peek() ? '' : '1');
  }

  /** Uncovers the conversation. */
  uncover(): void {
    this.#over.value = false;
  }
}
