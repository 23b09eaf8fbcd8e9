import type { DialogTranslation } from './en-dialogs.ts';

/** Deutsch */
export const germanDialogs: DialogTranslation = () => ({
  keysTitle: 'Tasten für Nachrichten',
  keys: {
    move: 'von Nachricht zu Nachricht',
    ends: 'zur ersten, zur neuesten',
    into: 'zu dem, was in ihr steht',
    actions: 'alles, was man damit tun kann',
    reply: 'antworten',
    react: 'reagieren',
    edit: 'die eigene bearbeiten',
    remove: 'die eigene löschen',
    editLast: 'im leeren Feld: die letzte bearbeiten',
    leave: 'verlassen, was offen ist',
    parts: 'zum nächsten Teil der Seite',
  },
  close: 'Schließen',
  findEmoji: 'Emoji suchen',
  noEmoji: 'So heißt kein Emoji.',
  emojiGroups: 'Arten von Emoji',
  emojiPicker: {
    recent: 'Zuletzt benutzt',
    smileys: 'Smileys und Gefühle',
    people: 'Menschen und Körper',
    nature: 'Tiere und Natur',
    food: 'Essen und Trinken',
    travel: 'Reisen und Orte',
    activities: 'Aktivitäten',
    objects: 'Gegenstände',
    symbols: 'Symbole',
    flags: 'Flaggen',
    tone: 'Hautton',
  },
  alertDesktop: 'Benachrichtigung zeigen',
  alertSound: 'Leisen Ton spielen',
  alertHint: 'Wenn jemand schreibt, während du woanders bist. Wird in diesem Browser gemerkt.',
  alertDenied:
    'Dieser Browser blockiert Benachrichtigungen von hier. Seine Einstellungen für diese Website können sie erlauben.',
  alertUnable: 'Dieser Browser zeigt keine Benachrichtigungen für Seiten.',
});
