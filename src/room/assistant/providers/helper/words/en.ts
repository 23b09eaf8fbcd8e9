import type { Words } from '../words.ts';

export const en: Words = {
  vocabulary: {
    about: 'you your yourself',
    who: 'who whos people members users participants online anyone anybody someone somebody everyone',
    recap:
      'recap summary summarise summarize summarised summarized tldr tl miss missed happened said discussed',
    figures: 'figures figure stats stat statistics numbers many busy count',
    connect: 'connect configure setup model models api openai anthropic ollama key keys llm',
    help: 'help commands command options menu hi hello hey do ask work use',
    besides:
      'please a an the and of in on at to for is are was were am me us i we it this that here there room chat channel now right today currently just so far can could would will give show tell list name all last latest recent messages message conversation discussion talk thanks ok',
    also: {
      about:
        'who what whats which are kind real human person bot robot ai machine model llm chatgpt gpt claude openai assistant called name exactly really about introduce',
      who: 'else around connected present with how',
      recap:
        'dr you what whats catch up did have has been while away gone since everything short quick brief discussed up',
      figures: 'how people members users online have been written sent there number',
      connect:
        'how do you set up use add my own ai language chatgpt claude gpt another want like need plug with help',
      help: 'you what how does need out with',
    },
  },
  whoIAm: 'I’m the built-in helper, not an AI model.',
  cannot: 'I can’t answer that.',
  comma: ', ',
  help: [
    'Ask me for:',
    '',
    '- **help**: this list',
    '- **who**: who is online',
    '- **recap**: what people said last',
    '- **room stats**: how many people and messages',
    '- **connect**: how to connect an AI model',
  ],
  online: (online) => `${online} online.`,
  here: (names, others) => `Online now: ${names}${others > 0 ? ` and ${others} more` : ''}.`,
  nothingSaid: 'There are no messages here yet.',
  recap: 'What people said last, word for word:',
  said: (name, text) => `${name}: ${text}`,
  noFigures: (room, online) => `#${room} has ${online} online and no messages yet.`,
  figures: ({ room, online, messages, writers, since, longest, by }) => [
    `Stats for #${room}:`,
    '',
    `- online now: ${online}`,
    `- the last ${messages} messages: from ${writers} ${writers === 1 ? 'person' : 'people'}, since ${since} UTC`,
    `- the longest of them: ${longest} characters, by ${by}`,
  ],
  connect: [
    'The operator of this chat can connect a model:',
    '',
    '- any OpenAI-compatible server (Ollama, vLLM, llama.cpp, Groq …): `AI_BASE_URL`, `AI_MODEL` and, if it needs one, the secret `AI_API_KEY`',
    '- OpenAI: the secret `OPENAI_API_KEY`',
    '- Anthropic: the secret `ANTHROPIC_API_KEY`',
    '- Workers AI: a binding named `AI` in wrangler.toml',
    '',
    'On your own computer, put secrets in `.dev.vars`; once deployed, set them with `npx wrangler secret put`.',
  ],
};
