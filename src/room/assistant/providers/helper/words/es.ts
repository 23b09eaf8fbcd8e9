import type { Words } from '../words.ts';

export const es: Words = {
  vocabulary: {
    about: 'eres tu tú ti te usted tuyo nombre',
    who: 'quién quien quiénes quienes gente miembros personas participantes usuarios línea conectados conectado alguien',
    recap:
      'resumen resume resumir resumas resúmeme resumeme perdí perdi perdido pasó paso pasado dijo dicho dijeron hablado',
    figures:
      'cifras cifra estadísticas estadisticas estadística números numeros cuántos cuantos cuántas cuantas datos',
    connect:
      'conectar conecto conecta configurar configuro modelo modelos api clave claves openai anthropic ollama ia',
    help: 'ayuda ayúdame ayudame ayudar ayudas comandos puedes haces hola buenas funciona funcionas preguntar preguntarte',
    besides:
      'por favor un una unos unas el la los las lo y o de del en a al para es son está esta están estan este me nos yo nosotros aquí aqui ahí ahora hoy ahorita sala chat canal mismo momento todo todos dame muestra muéstrame dime lista hasta últimos ultimos últimas mensajes conversación conversacion gracias ok hay',
    also: {
      about:
        'quién quien qué que cuál cual como cómo te llamas eres un una humano humana persona bot robot máquina ia modelo chatgpt real realmente exactamente preséntate presentate sobre asistente',
      who: 'más mas otro otros presente presentes con',
      recap: 'qué que he ha se mientras fuera estaba no hazme haz breve corto rápido puedes',
      figures: 'gente personas miembros usuarios línea conectados qué tan',
      connect:
        'cómo como se puedo puede quiero mi propio otra otro agregar añadir usar uso chatgpt claude lenguaje',
      help: 'qué que cómo como te se con necesito puedo me hacer esto',
    },
  },
  whoIAm: 'Soy el asistente integrado, no un modelo de IA.',
  cannot: 'No puedo responder a eso.',
  comma: ', ',
  help: [
    'Pregúntame por:',
    '',
    '- **ayuda**: esta lista',
    '- **quién** está en línea',
    '- **resumen**: lo último que se ha dicho',
    '- **estadísticas** de la sala',
    '- **conectar**: cómo conectar un modelo de IA',
  ],
  online: (online) => `En línea ahora: ${online}.`,
  here: (names, others) => `En línea ahora: ${names}${others > 0 ? ` y ${others} más` : ''}.`,
  nothingSaid: 'Aquí todavía no hay mensajes.',
  recap: 'Lo último que se ha dicho, tal cual:',
  said: (name, text) => `${name}: ${text}`,
  noFigures: (room, online) => `#${room} aún no tiene mensajes; en línea: ${online}.`,
  figures: ({ room, online, messages, writers, since, longest, by }) => [
    `Estadísticas de #${room}:`,
    '',
    `- en línea ahora: ${online}`,
    `- los últimos ${messages} mensajes: de ${writers} ${writers === 1 ? 'persona' : 'personas'}, desde ${since} UTC`,
    `- el más largo: ${longest} caracteres, de ${by}`,
  ],
  connect: [
    'Quien administra este chat puede conectar un modelo:',
    '',
    '- cualquier servidor compatible con OpenAI (Ollama, vLLM, llama.cpp, Groq…): `AI_BASE_URL`, `AI_MODEL` y, si hace falta, el secreto `AI_API_KEY`',
    '- OpenAI: el secreto `OPENAI_API_KEY`',
    '- Anthropic: el secreto `ANTHROPIC_API_KEY`',
    '- Workers AI: un enlace llamado `AI` en wrangler.toml',
    '',
    'En tu ordenador los secretos van en `.dev.vars`; una vez desplegado, se definen con `npx wrangler secret put`.',
  ],
};
