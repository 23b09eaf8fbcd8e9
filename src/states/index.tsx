import type { JSX } from 'preact';
import type { Scene } from './scene.ts';

const LOOKS = ['', '?theme=dark', '?dir=rtl', '?width=360', '?width=360&theme=dark'];

/** Lists all states, with links to their variants. */
export function Index({ states }: { states: Readonly<Record<string, Scene>> }): JSX.Element {
  return (
    <main class="gallery">
      <h1>States</h1>
      {LOOKS.map((look) => (
        <section key={look}>
          <h2>{look || 'As the browser is set'}</h2>
          <ul>
            {Object.entries(states).map(([name, { title }]) => (
              <li key={name}>
                <a href={`/states/${name}${look}`}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
