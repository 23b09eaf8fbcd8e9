import type { Translation } from '../language.ts';

/** Deutsch. */
export const german: Translation = ({ count, several, list }) => ({
  faults: {
    unreachable: 'Der Server ist nicht erreichbar.',
    rate_limited: 'Das ging zu schnell. Versuch es gleich noch einmal.',
    overloaded: 'In diesem Raum ist gerade sehr viel los.',
    room_full: 'Der Raum ist voll. Du kommst hinein, sobald jemand geht.',
    storage_full: 'In diesem Raum ist kein Platz mehr für neue Nachrichten.',
    banned: 'Du wurdest aus diesem Raum verbannt.',
    room_closed: 'Dieser Raum ist geschlossen.',
    bad_room: 'Raumnamen haben 1 bis 64 Zeichen: a–z, 0–9, - und _.',
    bad_name: 'Dieser Name ist nicht verfügbar. Wähle einen anderen.',
    not_allowed: 'Dazu fehlt dir die Berechtigung.',
    unauthorized: 'Deine Sitzung ist abgelaufen. Lade die Seite neu.',
    origin_not_allowed: 'Der Chat ist für diese Website nicht freigeschaltet.',
    unsupported_protocol: 'Diese Seite ist veraltet. Lade sie neu.',
    too_many_errors: 'Zu viele Fehler. Lade die Seite neu.',
    too_large: 'Diese Nachricht ist zu lang.',
    message_deleted: 'Diese Nachricht wurde gelöscht.',
    not_found: 'Diese Nachricht gibt es nicht mehr.',
    other_identity: 'Du hast das unter einem anderen Namen geschrieben.',
    assistant_busy: 'Der Assistent ist gerade ausgelastet. Versuch es später noch einmal.',
    assistant_limit: 'Das Limit für Fragen an den Assistenten ist vorerst erreicht.',
    assistant_refused: 'Das Modell hat eine Antwort abgelehnt.',
    assistant_too_long: 'Das ist zu lang für das Modell.',
    assistant_timeout: 'Der Assistent hat zu lange für die Antwort gebraucht.',
    assistant_unavailable: 'Der Assistent ist nicht verfügbar.',
  },
  someFault: 'Etwas ist schiefgegangen.',
  pauses: {
    rate_limited: 'Du sendest zu schnell.',
    overloaded: 'In diesem Raum ist gerade sehr viel los.',
    storage_full: 'In diesem Raum ist kein Platz mehr.',
  },
  somePause: 'Bitte warte kurz.',
  tryAgainIn: (seconds) => {
    const when =
      seconds === null ? 'gleich' : seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'jetzt';
    return `Versuch es ${when} noch einmal.`;
  },

  you: 'Du',
  messages: 'Nachrichten',
  deleted: 'Diese Nachricht wurde gelöscht.',
  edited: 'bearbeitet',
  today: 'Heute',
  yesterday: 'Gestern',

  newBelow: (n) =>
    n === 0
      ? 'Zum Neuesten springen'
      : several(n, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  announce: (n, name, text) =>
    n === 1 ? `${name}: ${text}` : several(n, { other: '# neue Nachrichten' }),

  actions: (name) => `Aktionen für die Nachricht von ${name}`,
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
      queued: 'Wird gesendet, sobald du verbunden bist.',
    },
    change: {
      going: 'Wird gespeichert …',
      paused: 'Wird gleich gespeichert.',
      queued: 'Wird gespeichert, sobald du verbunden bist.',
    },
  },

  composer: 'Deine Nachricht',
  placeholder: (room) => `Nachricht an ${room}`,
  send: 'Senden',
  save: 'Speichern',
  cancel: 'Abbrechen',
  editing: 'Nachricht bearbeiten',
  replyingTo: (name) => `Antwort an ${name}`,

  nameLabel: 'Wie heißt du?',
  namePlaceholder: 'Dein Name',
  join: 'Beitreten',

  people: 'Online',
  online: (n) => `${count(n)} online`,
  typing: (names) =>
    names.length > 3
      ? 'Mehrere Personen schreiben'
      : `${list(names)} ${names.length === 1 ? 'schreibt' : 'schreiben'}`,

  connecting: 'Verbindung wird hergestellt …',
  reconnecting: 'Verbindung wird wiederhergestellt …',
  catchingUp: 'Wird aktualisiert …',
  waiting: (seconds) =>
    `Verbindung verloren. Neuer Versuch ${seconds > 0 ? `in ${count(seconds)}\u00a0s` : 'jetzt'}.`,
  transports: {
    events: 'Verbunden ohne WebSockets: Dieses Netzwerk blockiert sie.',
    polling: 'Langsame Verbindung: Nachrichten kommen einige Sekunden später.',
  },
  offline: 'Offline. Nachrichten werden gesendet, sobald du wieder verbunden bist.',
  left: 'Du hast den Raum verlassen.',
  tryNow: 'Jetzt versuchen',
});
