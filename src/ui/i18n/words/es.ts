import type { Translation } from '../language.ts';

/** Español. */
export const spanish: Translation = ({ count, several, list }) => ({
  faults: {
    unreachable: 'No se puede conectar con el servidor.',
    rate_limited: 'Vas demasiado rápido. Inténtalo de nuevo en un momento.',
    overloaded: 'Hay mucha actividad en esta sala ahora mismo.',
    room_full: 'La sala está llena. Entrarás en cuanto alguien salga.',
    storage_full: 'No queda espacio en esta sala para mensajes nuevos.',
    banned: 'Te han expulsado de esta sala.',
    room_closed: 'Esta sala está cerrada.',
    bad_room: 'Los nombres de sala tienen de 1 a 64 caracteres: a–z, 0–9, - y _.',
    bad_name: 'Ese nombre no está disponible. Elige otro.',
    not_allowed: 'No tienes permiso para hacer eso.',
    unauthorized: 'Tu sesión ha caducado. Recarga la página.',
    origin_not_allowed: 'El chat no está habilitado para este sitio.',
    unsupported_protocol: 'Esta página está desactualizada. Recárgala.',
    too_many_errors: 'Demasiados errores. Recarga la página.',
    too_large: 'Este mensaje es demasiado largo.',
    message_deleted: 'Se eliminó ese mensaje.',
    not_found: 'Ese mensaje ya no existe.',
    other_identity: 'Lo escribiste con otro nombre.',
    assistant_busy: 'El asistente está ocupado. Inténtalo de nuevo más tarde.',
    assistant_limit: 'Se ha alcanzado por ahora el límite del asistente.',
    assistant_refused: 'El modelo no quiso responder.',
    assistant_too_long: 'Es demasiado largo para el modelo.',
    assistant_timeout: 'El asistente tardó demasiado en responder.',
    assistant_unavailable: 'El asistente no está disponible.',
  },
  someFault: 'Algo salió mal.',
  pauses: {
    rate_limited: 'Estás enviando demasiado rápido.',
    overloaded: 'Hay mucha actividad en esta sala ahora mismo.',
    storage_full: 'No queda espacio en esta sala.',
  },
  somePause: 'Espera un momento.',
  tryAgainIn: (seconds) => {
    const when =
      seconds === null ? 'en breve' : seconds > 0 ? `en ${count(seconds)}\u00a0s` : 'ahora';
    return `Inténtalo de nuevo ${when}.`;
  },

  you: 'Tú',
  messages: 'Mensajes',
  deleted: 'Se eliminó este mensaje.',
  edited: 'editado',
  today: 'Hoy',
  yesterday: 'Ayer',

  newBelow: (n) =>
    n === 0
      ? 'Ir a lo más reciente'
      : several(n, { one: '# mensaje nuevo', other: '# mensajes nuevos' }),
  announce: (n, name, text) =>
    n === 1 ? `${name}: ${text}` : several(n, { other: '# mensajes nuevos' }),

  actions: (name) => `Acciones para el mensaje de ${name}`,
  react: 'Reaccionar',
  reactWith: (emoji) => `Reaccionar con ${emoji}`,
  reactedBy: (emoji, names, rest) =>
    `${emoji} ${list(rest > 0 ? [...names, `${count(rest)} más`] : names)}`,
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

  composer: 'Tu mensaje',
  placeholder: (room) => `Mensaje a ${room}`,
  send: 'Enviar',
  save: 'Guardar',
  cancel: 'Cancelar',
  editing: 'Editar mensaje',
  replyingTo: (name) => `Respuesta a ${name}`,

  nameLabel: '¿Cómo te llamas?',
  namePlaceholder: 'Tu nombre',
  join: 'Unirse',

  people: 'En línea',
  online: (n) => `${count(n)} en línea`,
  typing: (names) =>
    names.length > 3
      ? 'Varias personas están escribiendo'
      : `${list(names)} ${names.length === 1 ? 'está' : 'están'} escribiendo`,

  connecting: 'Conectando…',
  reconnecting: 'Reconectando…',
  catchingUp: 'Actualizando…',
  waiting: (seconds) =>
    `Conexión perdida. Nuevo intento ${seconds > 0 ? `en ${count(seconds)}\u00a0s` : 'ahora'}.`,
  transports: {
    events: 'Conectado sin WebSockets: esta red los bloquea.',
    polling: 'Conexión lenta: los mensajes llegan unos segundos más tarde.',
  },
  offline: 'Sin conexión. Los mensajes se enviarán cuando vuelvas a estar en línea.',
  left: 'Has salido de la sala.',
  tryNow: 'Intentar ahora',
});
