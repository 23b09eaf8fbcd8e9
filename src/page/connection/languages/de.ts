import type { PanelTranslation } from './en.ts';

/** Deutsch. */
export const german: PanelTranslation = ({ count, several }) => ({
  title: 'Verbindungsdetails',
  close: 'Schließen',

  idle: 'Noch nicht verbunden',
  connecting: 'Verbindung wird hergestellt …',
  attempt: (n) => `Versuch ${count(n)} beginnt …`,
  connectingBy: (way) => `Verbindung über ${way} wird hergestellt …`,
  syncing: 'Verbunden. Wird aktualisiert …',
  live: (way) => `Verbunden über ${way}`,
  waiting: (n, at) => `Getrennt. Versuch ${count(n)} um ${at}`,
  offline: (at) => `Offline. Ein Versuch pro Minute, der nächste um ${at}`,
  refused: (code) => `Abgelehnt: ${code}`,
  left: 'Du hast den Raum verlassen',

  switches: 'Probleme simulieren',
  switch: {
    websocket: 'WebSocket blockieren',
    events: 'Server-Sent Events blockieren',
    line: 'Verbindung trennen',
  },

  strategy: 'Strategie beim Wiederverbinden',
  strategies: {
    exponential: 'Exponentiell: jedes Mal doppelt so lang',
    linear: 'Linear: jedes Mal 5 s länger',
    fixed: 'Fest: immer gleich lang',
    immediate: 'Sofort: fast ohne Wartezeit',
  },
  delays: 'Längste Wartezeit vor jedem Versuch',
  jitter:
    'Gewartet wird ein zufälliger Teil davon, damit sich nicht alle gleichzeitig neu verbinden.',

  amounts: 'Datenverkehr',
  way: 'Transport',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-Sent Events',
    polling: 'Polling',
    other: 'Andere Anfragen',
  },
  opened: 'Geöffnet',
  sent: 'Gesendet',
  received: 'Empfangen',
  frames: (n) => several(n, { one: '# Frame', other: '# Frames' }),

  life: 'Protokoll',
  newest: 'Neueste zuerst. Nachrichtentexte werden hier nie angezeigt.',
  nothing: 'Noch nichts',
  more: (n) => `${count(n)} neue anzeigen`,
  clear: 'Leeren',
  times: (n) => `${count(n)}-mal`,

  joined: (way) => `Bereits verbunden über ${way}`,
  upgrade: 'Upgrade angefragt',
  request: (what) => `Anfrage: ${what}`,
  open: 'Offen',
  response: (what) => `Antwort: ${what}`,
  blocked: (what) => `Blockiert: ${what}`,
  failed: (what) => `Fehlgeschlagen: ${what}`,
  wasSent: (what) => `Gesendet: ${what || 'Anfrage'}`,
  wasReceived: (what) => `Empfangen: ${what || 'Antwort'}`,
  pong: (ms) => `Pong nach ${count(ms)} ms`,
  closed: (code) => `Geschlossen mit ${code}`,

  codes: 'Close-Codes',
  known: {
    1000: 'normales Ende',
    1001: 'Gegenseite geht',
    1005: 'kein Code angegeben',
    1006: 'Verbindung verloren',
    1011: 'Serverfehler',
  },
  unknown: 'unbekannter Code',
  retries: {
    never: 'keine neue Verbindung',
    renew: 'Token erneuern, dann neu verbinden',
    later: 'warten, dann neu verbinden',
    now: 'sofort neu verbinden',
  },
});
