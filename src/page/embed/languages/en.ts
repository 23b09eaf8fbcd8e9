/** English. */
export const english = {
  /** As BCP 47 names the language, and from which side it is read. */
  tag: 'en' as string,
  dir: 'ltr' as 'ltr' | 'rtl',
  title: 'Add the chat to your site',
  intro: 'Choose how it looks, try it, and copy the code. The preview is a real chat.',

  room: 'Room',
  badRoom: 'A room name can only have a–z, 0–9, - and _, and up to 64 characters.',
  takeName: (name: string) => `Use ${name}`,
  mode: 'Layout',
  modes: { bubble: 'Button in the corner', inline: 'Block in the page' },
  position: 'Position',
  positions: { end: 'Right', start: 'Left' },
  theme: 'Theme',
  themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  accent: 'Accent color',
  language: 'Language',
  pageLanguage: 'Same as the page',
  chatTitle: 'Title',
  roomName: 'Room name',
  placeholder: 'Placeholder',
  greeting: 'Greeting',
  greetingExample: 'Questions? Ask us.',
  switches: {
    readonly: 'Read-only',
    'hide-presence': 'Hide online count',
    preconnect: 'Show the unread count before it’s opened',
  },

  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Couldn’t copy. Select the code and copy it instead.',
  hint: 'The chat is in the corner of this page. Open it to try it.',
};

export type EmbedWords = typeof english;
