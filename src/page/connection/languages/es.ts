import type { PanelTranslation } from './en.ts';

/** Español. */
export const spanish: PanelTranslation = ({ count, several }) => ({
  title: 'Detalles de la conexión',
  close: 'Cerrar',

  idle: 'Aún sin conexión',
  connecting: 'Conectando…',
  attempt: (n) => `Comienza el intento ${count(n)}…`,
  connectingBy: (way) => `Conectando por ${way}…`,
  syncing: 'Conectado. Actualizando…',
  live: (way) => `Conectado por ${way}`,
  waiting: (n, at) => `Desconectado. Intento ${count(n)} a las ${at}`,
  offline: (at) => `Sin conexión. Un intento por minuto, el próximo a las ${at}`,
  refused: (code) => `Rechazado: ${code}`,
  left: 'Has salido de la sala',

  switches: 'Simular problemas',
  switch: {
    websocket: 'Bloquear WebSocket',
    events: 'Bloquear server-sent events',
    line: 'Desconectar',
  },

  strategy: 'Estrategia de reconexión',
  strategies: {
    exponential: 'Exponencial: el doble cada vez',
    linear: 'Lineal: 5 s más cada vez',
    fixed: 'Fija: siempre igual',
    immediate: 'Inmediata: casi sin espera',
  },
  delays: 'Espera máxima antes de cada intento',
  jitter: 'Se espera una parte al azar, para que no se reconecten todos a la vez.',

  amounts: 'Tráfico',
  way: 'Transporte',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-sent events',
    polling: 'Polling',
    other: 'Otras peticiones',
  },
  opened: 'Abiertas',
  sent: 'Enviado',
  received: 'Recibido',
  frames: (n) => several(n, { one: '# trama', other: '# tramas' }),

  life: 'Registro',
  newest: 'Lo más reciente primero. Aquí nunca se muestran los textos de los mensajes.',
  nothing: 'Nada todavía',
  more: (n) => several(n, { one: 'Ver # nueva', other: 'Ver # nuevas' }),
  clear: 'Borrar',
  times: (n) => several(n, { one: '# vez', other: '# veces' }),

  joined: (way) => `Ya conectado por ${way}`,
  upgrade: 'Upgrade solicitado',
  request: (what) => `Petición: ${what}`,
  open: 'Abierta',
  response: (what) => `Respuesta: ${what}`,
  blocked: (what) => `Bloqueado: ${what}`,
  failed: (what) => `Error: ${what}`,
  wasSent: (what) => `Enviado: ${what || 'petición'}`,
  wasReceived: (what) => `Recibido: ${what || 'respuesta'}`,
  pong: (ms) => `Pong tras ${count(ms)} ms`,
  closed: (code) => `Cerrada con ${code}`,

  codes: 'Códigos de cierre',
  known: {
    1000: 'fin normal',
    1001: 'el otro lado se va',
    1005: 'sin código',
    1006: 'conexión perdida',
    1011: 'error del servidor',
  },
  unknown: 'código desconocido',
  retries: {
    never: 'sin reconexión',
    renew: 'renovar el token y reconectar',
    later: 'esperar y reconectar',
    now: 'reconectar enseguida',
  },
});
