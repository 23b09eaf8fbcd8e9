// Whether the list of people is open: beside the conversation, or over it on small screens.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { storedText, storeText } from '../../ui/browser/stored-text.ts';

const KEY = 'edgewise:people';

/** The same as in page.css. */
const wide = matchMedia('(width >= 62rem)');

export class PeoplePanel {
  /** Open beside the conversation, unless closed on this device. */
  readonly #beside = signal(!storedText(KEY));
  readonly #over = signal(false);
  readonly #isWide = signal(wide.matches);
  /** Whether the list is visible. */
  readonly open: ReadonlySignal<boolean> = computed(() =>
    this.#isWide.value ? this.#beside.value : this.#over.value,
  );
  /** Whether the list covers part of the conversation. */
  readonly covers: ReadonlySignal<boolean> = computed(
    () => !this.#isWide.value && this.#over.value,
  );

  constructor() {
    wide.addEventListener('change', ({ matches }) => {
      this.#isWide.value = matches;
    });
  }

  /** Opens or closes the list. Beside the conversation, the choice is stored. */
  toggle(): void {
    const shown = this.#isWide.peek() ? this.#beside : this.#over;
    shown.value = !shown.peek();
    storeText(KEY, this.#beside.peek() ? '' : '1');
  }

  /** Closes the list if it covers the conversation. */
  uncover(): void {
    this.#over.value = false;
  }
}
