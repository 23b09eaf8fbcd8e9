import type { Translation } from './language.ts';

/** Deutsch. */
export const german: Translation = ({ count, several, list }) => ({
  faults: {
    unreachable: 'Der Server ist nicht erreichbar.',
    rate_limited: 'Das war etwas schnell. Gleich geht es weiter.',
    overloaded: 'Im Raum ist sehr viel los. Gleich geht es weiter.',
    room_full: 'Der Raum ist voll. Sobald jemand geht, kommst du hinein.',
    storage_full: 'Im Raum ist kein Platz mehr für neue Nachrichten.',
    banned: 'Du wurdest aus diesem Raum verbannt.',
    room_closed: 'Dieser Raum ist geschlossen.',
    bad_room: 'Ein Raumname hat 1 bis 64 Buchstaben a bis z, Ziffern, - oder _.',
    not_allowed: 'Das darfst du nicht.',
    unauthorized: 'Der Server kennt dich nicht mehr. Lade die Seite neu, um von vorn zu beginnen.',
    origin_not_allowed: 'Diese Website darf den Chat jenes Servers nicht benutzen.',
    unsupported_protocol: 'Diese Seite ist älter als ihr Server. Lade sie neu.',
    too_many_errors: 'Der Server nimmt von dieser Seite nichts mehr an. Lade sie neu.',
    message_deleted: 'Diese Nachricht wurde gelöscht.',
    not_found: 'Diese Nachricht gibt es hier nicht mehr.',
    other_identity: 'Das wurde unter einem anderen Namen geschrieben und darum nicht gesendet.',
  },
  someFault: 'Etwas ist schiefgegangen.',
  pauses: {
    rate_limited: 'Das war etwas schnell.',
    overloaded: 'Im Raum ist sehr viel los.',
    storage_full: 'Im Raum ist kein Platz mehr.',
  },
  somePause: 'Der Raum bittet zu warten.',
  goesOn: (seconds) => {
    const when = seconds === null ? 'bald' : seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'jetzt';
    return `Was du schreibst, bleibt erhalten; ${when} wird weiter gesendet.`;
  },

  you: 'Du',
  messages: 'Nachrichten',
  deleted: 'Diese Nachricht wurde gelöscht.',
  edited: 'bearbeitet',
  today: 'Heute',
  yesterday: 'Gestern',

  empty: 'Hier hat noch niemand etwas gesagt.',
  beginning: 'Hier beginnt das Gespräch.',
  earlier: 'Frühere Nachrichten zeigen',
  loadingEarlier: 'Frühere Nachrichten werden geladen …',
  newBelow: (n) =>
    n === 0 ? 'Zum Neuesten' : several(n, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  announce: (n, name, text) =>
    n === 1 ? `${name}: ${text}` : several(n, { other: '# neue Nachrichten' }),

  actions: (name) => `Aktionen zur Nachricht von ${name}`,
  react: 'Reagieren',
  reactWith: (emoji) => `Mit ${emoji} reagieren`,
  reactedBy: (emoji, names, rest) =>
    `${emoji} ${list(rest > 0 ? [...names, several(rest, { one: '# weitere Person', other: '# weitere' })] : names)}`,
  reply: 'Antworten',
  edit: 'Bearbeiten',
  remove: 'Löschen',
  earlierMessage: 'eine frühere Nachricht',
  jumpTo: (name) => `Zur Nachricht von ${name}`,

  fates: {
    message: {
      going: 'Wird gesendet …',
      paused: 'Wird gleich gesendet.',
      queued: 'Wird gesendet, sobald es eine Verbindung gibt.',
    },
    change: {
      going: 'Wird gespeichert …',
      paused: 'Wird gleich gespeichert.',
      queued: 'Wird gespeichert, sobald es eine Verbindung gibt.',
    },
  },
  notKept:
    'Dieser Browser bewahrt hier nichts auf: Neuladen verwirft, was noch nicht gesendet ist.',
  reacting: (emoji, on) => (on ? `Reaktion ${emoji}` : `Zurücknehmen der Reaktion ${emoji}`),
  notSent: (why) => `Nicht gesendet. ${why}`,
  retry: 'Noch einmal',
  discard: 'Verwerfen',

  composer: 'Deine Nachricht',
  placeholder: (room) => `Nachricht an ${room}`,
  send: 'Senden',
  save: 'Speichern',
  cancel: 'Abbrechen',
  editing: 'Du bearbeitest deine Nachricht',
  replyingTo: (name) => `Antwort an ${name}`,
  charactersLeft: (n) => several(n, { other: 'Noch # Zeichen' }),
  charactersOver: (n) => several(n, { other: '# Zeichen zu viel' }),

  nameLabel: 'Wie dürfen wir dich nennen?',
  namePlaceholder: 'Dein Name',
  join: 'Mitreden',

  people: 'Gerade hier',
  online: (n) => `${count(n)} hier`,
  readers: (n) => several(n, { one: '# liest mit', other: '# lesen mit' }),
  typing: (names) =>
    names.length > 3
      ? 'Mehrere schreiben gerade'
      : `${list(names)} ${names.length === 1 ? 'schreibt' : 'schreiben'} gerade`,

  connection: 'Die Verbindung im Einzelnen',

  connecting: 'Verbindung wird hergestellt …',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  catchingUp: 'Verpasstes wird geholt …',
  waiting: (seconds) =>
    `Verbindung verloren. Neuer Versuch ${seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'jetzt'}.`,
  rungs: {
    events: 'Verbunden ohne WebSockets, die hier nicht durchkommen.',
    polling: 'Verbunden, aber langsam: Nur einfache Anfragen kommen hier durch.',
  },
  offline:
    'Offline. Was du schreibst, bleibt hier und wird gesendet, sobald es eine Verbindung gibt.',
  left: 'Du hast den Raum verlassen.',
  tryNow: 'Jetzt versuchen',
});
