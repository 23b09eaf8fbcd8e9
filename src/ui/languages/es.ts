import type { Translation } from './language.ts';

/** Español. */
export const spanish: Translation = ({ count, several, list }) => ({
  faults: {
    unreachable: 'No se puede llegar al servidor.',
    rate_limited: 'Vas un poco rápido. Sigue en un momento.',
    overloaded: 'La sala está muy ocupada. Sigue en un momento.',
    room_full: 'La sala está llena. Entrarás en cuanto alguien salga.',
    storage_full: 'En la sala no queda sitio para mensajes nuevos.',
    banned: 'Te han expulsado de esta sala.',
    room_closed: 'Esta sala está cerrada.',
    bad_room: 'El nombre de una sala tiene de 1 a 64 letras de la a a la z, cifras, - o _.',
    not_allowed: 'Eso no te está permitido.',
    unauthorized: 'El servidor ya no te conoce. Recarga la página para empezar de nuevo.',
    origin_not_allowed: 'Este sitio no puede usar el chat de ese servidor.',
    unsupported_protocol: 'Esta página es más antigua que su servidor. Recárgala.',
    too_many_errors: 'El servidor ya no acepta nada de esta página. Recárgala.',
    message_deleted: 'Ese mensaje fue eliminado.',
    not_found: 'Ese mensaje ya no está aquí.',
    other_identity: 'Se escribió con otro nombre, así que no se envió.',
  },
  someFault: 'Algo salió mal.',
  pauses: {
    rate_limited: 'Vas un poco rápido.',
    overloaded: 'La sala está muy ocupada.',
    storage_full: 'En la sala no queda sitio.',
  },
  somePause: 'La sala pide esperar.',
  goesOn: (seconds) => {
    const when =
      seconds === null ? 'pronto' : seconds > 0 ? `en ${count(seconds)}\u00a0s` : 'ahora';
    return `Lo que escribes se guarda; el envío sigue ${when}.`;
  },

  you: 'Tú',
  messages: 'Mensajes',
  deleted: 'Este mensaje fue eliminado.',
  edited: 'editado',
  today: 'Hoy',
  yesterday: 'Ayer',

  empty: 'Aquí nadie ha dicho nada todavía.',
  beginning: 'Aquí empieza la conversación.',
  earlier: 'Ver mensajes anteriores',
  loadingEarlier: 'Cargando mensajes anteriores…',
  newBelow: (n) =>
    n === 0
      ? 'A lo más reciente'
      : several(n, { one: '# mensaje nuevo', other: '# mensajes nuevos' }),
  announce: (n, name, text) =>
    n === 1 ? `${name}: ${text}` : several(n, { other: '# mensajes nuevos' }),

  actions: (name) => `Acciones para el mensaje de ${name}`,
  react: 'Reaccionar',
  reactWith: (emoji) => `Reaccionar con ${emoji}`,
  reactedBy: (emoji, names, rest) =>
    `${emoji} ${list(rest > 0 ? [...names, several(rest, { one: '# más', other: '# más' })] : names)}`,
  reply: 'Responder',
  edit: 'Editar',
  remove: 'Eliminar',
  earlierMessage: 'un mensaje anterior',
  jumpTo: (name) => `Ir al mensaje de ${name}`,

  fates: {
    message: {
      going: 'Enviando…',
      paused: 'Se enviará en un momento.',
      queued: 'Se enviará cuando haya conexión.',
    },
    change: {
      going: 'Guardando…',
      paused: 'Se guardará en un momento.',
      queued: 'Se guardará cuando haya conexión.',
    },
  },
  notKept:
    'Este navegador no guarda nada aquí: al recargar se perdería lo que aún no se ha enviado.',
  reacting: (emoji, on) => (on ? `Reacción ${emoji}` : `Quitar la reacción ${emoji}`),
  notSent: (why) => `No enviado. ${why}`,
  retry: 'Reintentar',
  discard: 'Descartar',

  composer: 'Tu mensaje',
  placeholder: (room) => `Mensaje para ${room}`,
  send: 'Enviar',
  save: 'Guardar',
  cancel: 'Cancelar',
  editing: 'Editando tu mensaje',
  replyingTo: (name) => `Respuesta a ${name}`,
  charactersLeft: (n) => several(n, { one: 'Queda # carácter', other: 'Quedan # caracteres' }),
  charactersOver: (n) => several(n, { one: 'Sobra # carácter', other: 'Sobran # caracteres' }),

  nameLabel: '¿Cómo te llamamos?',
  namePlaceholder: 'Tu nombre',
  join: 'Participar',

  people: 'Ahora aquí',
  online: (n) => `${count(n)} aquí`,
  readers: (n) => several(n, { one: '# lector', other: '# lectores' }),
  typing: (names) =>
    names.length > 3
      ? 'Varias personas escriben'
      : `${list(names)} ${names.length === 1 ? 'escribe' : 'escriben'}`,

  connection: 'La conexión en detalle',

  connecting: 'Conectando…',
  reconnecting: 'Conectando otra vez…',
  catchingUp: 'Poniéndose al día…',
  waiting: (seconds) =>
    `Conexión perdida. Nuevo intento ${seconds > 0 ? `en ${count(seconds)}\u00a0s` : 'ahora'}.`,
  rungs: {
    events: 'Conectado sin WebSockets, que aquí no pasan.',
    polling: 'Conectado, pero despacio: aquí solo pasan peticiones sencillas.',
  },
  offline: 'Sin conexión. Lo que escribes se guarda aquí y se envía cuando la haya.',
  left: 'Has salido de la sala.',
  tryNow: 'Probar ahora',
});
