import type { Words } from '../words.ts';

export const de: Words = {
  vocabulary: {
    about: 'du dich dein deine dir sie ihr name',
    who: 'wer leute mitglieder teilnehmer nutzer personen online jemand alle',
    recap:
      'zusammenfassung zusammenfassen fasse verpasst passiert geschah gesagt besprochen geschrieben rückblick',
    figures: 'zahlen zahl statistik statistiken viele wieviele wieviel',
    connect:
      'verbinden verbinde anschließen einrichten konfigurieren modell modelle ki api schlüssel openai anthropic ollama',
    help: 'hilfe hilf helfen befehle befehl kannst können hallo hi hey moin servus funktioniert fragen tun machst',
    besides:
      'bitte ein eine einen einem der die das den dem und von im in am an zu für ist sind war waren bin mir mich uns ich wir es dies dieser diesem diesen hier da raum chat kanal jetzt gerade heute nun mal denn so bisher gib zeig zeige sag nenne liste letzten letzte nachrichten gespräch unterhaltung danke ok',
    also: {
      about:
        'wer was bist sind welches welche wie heißt heißen heisst ein mensch echt bot roboter maschine ki modell chatgpt assistent eigentlich genau stell vor über wirklich',
      who: 'alles noch anwesend sonst dabei mit',
      recap: 'was habe hab ich haben wurde ist zusammen kurz kurze alles seitdem während weg ab',
      figures:
        'wie leute mitglieder teilnehmer personen online gibt los wurden geschrieben menschen',
      connect:
        'wie kann man du ich mein meinen eigenes eigene anderes richte ein schließe verknüpfe nutze mit chatgpt claude sprachmodell',
      help: 'du sie was wie man mir dich dir brauche brauchen alles helfen',
    },
  },
  whoIAm: 'Ich bin der eingebaute Helfer, kein KI-Modell.',
  cannot: 'Das kann ich nicht beantworten.',
  comma: ', ',
  help: [
    'Frag mich nach:',
    '',
    '- **Hilfe**: diese Liste',
    '- **wer** gerade online ist',
    '- **Zusammenfassung**: was zuletzt gesagt wurde',
    '- **Statistik**: wie viele Leute und Nachrichten',
    '- **verbinden**: wie man ein KI-Modell anschließt',
  ],
  online: (online) => `Gerade online: ${online}.`,
  here: (names, others) => `Gerade online: ${names}${others > 0 ? ` und ${others} weitere` : ''}.`,
  nothingSaid: 'Hier gibt es noch keine Nachrichten.',
  recap: 'Was zuletzt gesagt wurde, im Wortlaut:',
  said: (name, text) => `${name}: ${text}`,
  noFigures: (room, online) => `In #${room} gibt es noch keine Nachrichten; online: ${online}.`,
  figures: ({ room, online, messages, writers, since, longest, by }) => [
    `Statistik für #${room}:`,
    '',
    `- gerade online: ${online}`,
    `- die letzten ${messages} Nachrichten: von ${writers} ${writers === 1 ? 'Person' : 'Personen'}, seit ${since} UTC`,
    `- die längste davon: ${longest} Zeichen, von ${by}`,
  ],
  connect: [
    'Wer diesen Chat betreibt, kann ein Modell anschließen:',
    '',
    '- jeden OpenAI-kompatiblen Server (Ollama, vLLM, llama.cpp, Groq …): `AI_BASE_URL`, `AI_MODEL` und, wenn nötig, das Secret `AI_API_KEY`',
    '- OpenAI: das Secret `OPENAI_API_KEY`',
    '- Anthropic: das Secret `ANTHROPIC_API_KEY`',
    '- Workers AI: ein Binding namens `AI` in wrangler.toml',
    '',
    'Auf dem eigenen Rechner stehen Secrets in `.dev.vars`; nach dem Deployment setzt man sie mit `npx wrangler secret put`.',
  ],
};
