// Somebody's own page with the chat on it: the built `widget.js`, as any site includes it.
import { render } from 'preact';
import { ROOM } from './cast.ts';

/**
 * Draws the page, with the chat as the attributes say. How its connection is, the page writes on it,
 * for whoever waits for that.
 */
export function hostPage(place: Element, attributes: Readonly<Record<string, string>>): void {
  render(
    <main class="host">
      <h1>The harbour</h1>
      <p>Boats leave for the island every hour from six to ten, in summer until midnight.</p>
      <p>Dogs sail for free. Bicycles stand at the bow, and take turns in rough weather.</p>
    </main>,
    place,
  );
  // Not in JSX, which would set the properties of the same names.
  const chat = document.createElement('edgewise-chat');
  for (const [name, value] of Object.entries({
    server: 'https://chat.example',
    room: ROOM,
    ...attributes,
  }))
    chat.setAttribute(name, value);
  chat.addEventListener('edgewise-connection', (event) => {
    chat.dataset['at'] = (event as CustomEvent<{ state: string }>).detail.state;
  });
  place.firstElementChild?.append(chat);
}
