import type { DialogTranslation } from './en-dialogs.ts';

/** Español */
export const spanishDialogs: DialogTranslation = () => ({
  keysTitle: 'Teclas para mensajes',
  keys: {
    move: 'ir de mensaje en mensaje',
    ends: 'ir al primero, al último',
    into: 'a lo que contiene',
    actions: 'todo lo que se puede hacer con él',
    reply: 'responder',
    react: 'reaccionar',
    edit: 'editar el tuyo',
    remove: 'eliminar el tuyo',
    editLast: 'en un campo vacío: editar el último',
    leave: 'salir de lo que está abierto',
    parts: 'a la parte siguiente de la página',
  },
  close: 'Cerrar',
  findEmoji: 'Buscar un emoji',
  noEmoji: 'Ningún emoji se llama así.',
  emojiGroups: 'Clases de emoji',
  emojiPicker: {
    recent: 'Usados hace poco',
    smileys: 'Caras y emociones',
    people: 'Personas y cuerpo',
    nature: 'Animales y naturaleza',
    food: 'Comida y bebida',
    travel: 'Viajes y lugares',
    activities: 'Actividades',
    objects: 'Objetos',
    symbols: 'Símbolos',
    flags: 'Banderas',
    tone: 'Tono de piel',
  },
  alertDesktop: 'Mostrar una notificación',
  alertSound: 'Tocar un sonido suave',
  alertHint: 'Cuando alguien escribe mientras miras a otra parte. Se guarda en este navegador.',
  alertDenied:
    'Este navegador bloquea las notificaciones de aquí. Sus ajustes para este sitio pueden permitirlas.',
  alertUnable: 'Este navegador no muestra notificaciones de páginas.',
});
