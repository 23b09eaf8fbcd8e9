import type { Language, Topic } from './words.ts';

/** Whole questions after folding, with their topic; `undefined` if the helper has no answer. */
type Phrases = readonly (readonly [phrase: RegExp, topic: Topic | undefined])[];

/**
 * Questions whose topic does not follow from their single words: "what do you do" asks for help,
 * but the helper has no answer to "do it". The first phrase that matches decides.
 */
export const PHRASES: { readonly [L in Language]: Phrases } = {
  en: [
    [
      /^(?:what (?:else )?(?:can|do) you do(?: here| for (?:me|us))?|how (?:does|do) (?:this|it|you) work(?: here)?|how (?:do|can) (?:i|we) use (?:you|this|it)|what (?:can|should) (?:i|we) ask(?: you)?|good (?:morning|afternoon|evening|day)(?: everyone| all)?)$/,
      'help',
    ],
    [
      /^(?:please )?(?:(?:catch|fill) (?:me|us) (?:up|in)|(?:bring|get) (?:me|us) up to (?:speed|date))(?: please)?$|^what (?:have|are|were) (?:people|they|we|you all|everyone|everybody) (?:been )?(?:saying|talking about|discussing)$|^whats? (?:is |was )?(?:this|the) (?:chat|conversation|discussion|talk) about$/,
      'recap',
    ],
    [
      /^(?:(?:can|could) you )?(?:please )?(?:list|show|tell)(?: me| us)? who (?:is|all is) (?:online|here|around)$|^(?:the )?names of (?:the |all )?(?:people|members|users)(?: here| online)?$|^who (?:has |just )?joined$|^who is (?:still )?active$/,
      'who',
    ],
    [
      /^(?:the )?number of (?:the )?(?:messages|people|members|users)(?: here| online)?$/,
      'figures',
    ],
    [
      /^who (?:am i|are we|is (?:this|that|it|last|first|next))$|^you said$|^do you (?:work|miss|use)\b|^how do you do$|\bhappened to (?:you|me|us|him|her|them)$|^(?:i |we )?miss (?:you|me|us|everyone)$|^this (?:room|chat) is busy$|^(?:(?:can|could|will|would) you )?(?:do|use|ask) (?:it|this|that)(?: for (?:me|us))?$|^(?:do|ask|work|use|count|keys?|name|you|hey you|name all people)$/,
      undefined,
    ],
  ],
  de: [
    [
      /^(?:guten (?:tag|morgen|abend)|hallo (?:zusammen|ihr|leute)|was machst du(?: hier)?)$/,
      'help',
    ],
    [
      /^fasst?(?: (?:das|es|alles))?(?: (?:mal|bitte|kurz))* zusammen$|^worum (?:ging|geht) es(?: hier| gerade)?$/,
      'recap',
    ],
    [/^was tun$|^wer (?:bin ich|sind wir|ist das)$/, undefined],
  ],
  es: [
    [/^buen(?:os d[ií]as|as tardes|as noches)$|^c[oó]mo (?:te uso|se usa(?: esto)?)$/, 'help'],
    [/^de qu[eé] (?:se habla|est[aá]n hablando|hablaban|hablaron)$/, 'recap'],
    [/^cu[aá]nta gente (?:hay|est[aá])(?: aqu[ií]| en l[ií]nea| conectada)?$/, 'figures'],
    [/^qui[eé]n (?:soy(?: yo)?|es(?: est[ea]| es[ea])?)$/, undefined],
  ],
  ar: [[/^(?:صباح|مساء) الخير$/, 'help']],
  ja: [
    [/^どう(?:やって)?使(?:うの|うんですか|いますか|えばいいですか?)$/, 'help'],
    [
      /^(?:何|なに)の話(?:ですか|をして(?:いるの|いたの|いますか|いましたか))?$|^(?:話|会話)の流れを(?:教えて(?:ください)?)$|^(?:何|なに)を話して(?:いるの|いたの|いますか|いましたか)$/,
      'recap',
    ],
    [/^お名前は(?:(?:何|なん)ですか)?$|^(?:ロボット|人間|ボット|ai)(?:ですか|なの)$/, 'about'],
    [/^人$/, undefined],
  ],
  'zh-Hant': [
    [/^(?:早安|午安|早上好|晚上好)$/, 'help'],
    [/^(?:成員|成员)(?:列表|名單|名单)$/, 'who'],
    [/^(?:大家|你們|你们)?(?:剛才|刚才|現在|现在)?在?(?:聊|談|谈)(?:些)?(?:什麼|什么)$/, 'recap'],
    [/^[你您]好(?:嗎|吗|不好)$|^人$/, undefined],
  ],
};
