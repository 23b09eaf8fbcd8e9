import type { EmbedWords } from './en.ts';

/** Español. */
export const spanish: EmbedWords = {
  tag: 'es',
  dir: 'ltr',
  title: 'Añade el chat a tu sitio',
  intro: 'Elige su aspecto, pruébalo y copia el código. La vista previa es un chat real.',

  room: 'Sala',
  badRoom: 'El nombre de la sala solo admite a–z, 0–9, - y _, hasta 64 caracteres.',
  takeName: (name) => `Usar ${name}`,
  mode: 'Diseño',
  modes: { bubble: 'Botón en la esquina', inline: 'Bloque en la página' },
  position: 'Posición',
  positions: { end: 'Derecha', start: 'Izquierda' },
  theme: 'Tema',
  themes: { auto: 'Sistema', light: 'Claro', dark: 'Oscuro' },
  accent: 'Color de acento',
  language: 'Idioma',
  pageLanguage: 'El de la página',
  chatTitle: 'Título',
  roomName: 'Nombre de la sala',
  placeholder: 'Texto de ejemplo',
  greeting: 'Saludo',
  greetingExample: '¿Tienes preguntas? Escríbenos.',
  switches: {
    readonly: 'Solo lectura',
    'hide-presence': 'Ocultar cuántas personas hay en línea',
    preconnect: 'Mostrar los no leídos antes de abrirlo',
  },

  copy: 'Copiar',
  copied: 'Copiado',
  copyFailed: 'No se pudo copiar. Selecciona el código y cópialo.',
  hint: 'El chat está en la esquina de esta página. Ábrelo para probarlo.',
};
