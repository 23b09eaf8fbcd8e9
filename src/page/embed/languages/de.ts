import type { EmbedWords } from './en.ts';

/** Deutsch. */
export const german: EmbedWords = {
  tag: 'de',
  dir: 'ltr',
  title: 'Den Chat in deine Website einbauen',
  intro:
    'Wähle das Aussehen, probiere es aus und kopiere den Code. Die Vorschau ist ein echter Chat.',

  room: 'Raum',
  badRoom: 'Ein Raumname darf nur a–z, 0–9, - und _ enthalten, höchstens 64 Zeichen.',
  takeName: (name) => `${name} verwenden`,
  mode: 'Layout',
  modes: { bubble: 'Button in der Ecke', inline: 'Block in der Seite' },
  position: 'Position',
  positions: { end: 'Rechts', start: 'Links' },
  theme: 'Design',
  themes: { auto: 'System', light: 'Hell', dark: 'Dunkel' },
  accent: 'Akzentfarbe',
  language: 'Sprache',
  pageLanguage: 'Wie die Seite',
  chatTitle: 'Titel',
  roomName: 'Raumname',
  placeholder: 'Platzhalter',
  greeting: 'Begrüßung',
  greetingExample: 'Fragen? Schreib uns.',
  switches: {
    readonly: 'Nur lesen',
    'hide-presence': 'Online-Zahl ausblenden',
    preconnect: 'Ungelesene schon vor dem Öffnen zählen',
  },

  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Kopieren nicht möglich. Markiere den Code und kopiere ihn selbst.',
  hint: 'Der Chat ist in der Ecke dieser Seite. Öffne ihn, um ihn auszuprobieren.',
};
