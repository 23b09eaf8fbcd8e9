// A sample host page that includes the built `widget.js`.
import { render } from 'preact';
import { ROOM } from './cast.ts';

/**
 * Renders the host page with a chat.
 * @param place the element to render into.
 * @param attributes attributes of the chat element. The page also sets its `data-at` to the
 * connection state, which steps can wait for.
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
  // Not with JSX, which would set properties instead of attributes.
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
