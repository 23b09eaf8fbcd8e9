import { describe, expect, it } from 'vitest';
import { builtinProvider } from '../../../../src/room/assistant/providers/builtin.ts';
import { withoutSecrets } from '../../../../src/room/assistant/providers/helper/secrets.ts';
import { understand } from '../../../../src/room/assistant/providers/helper/understand.ts';
import { providerOf } from '../../../../src/room/assistant/providers/select.ts';
import { Clock, settle } from '../../../support/scripted-provider.ts';
import { REQUEST } from './world.ts';

describe('the built-in helper', () => {
  const says = async (question: string, room: Partial<(typeof REQUEST)['room']> & object = {}) => {
    const provider = builtinProvider(() => Promise.resolve());
    let text = '';
    const request = { ...REQUEST, question, room: { ...REQUEST.room, ...room } };
    for await (const part of provider.answer(request, new AbortController().signal))
      if (part.type === 'text') text += part.text;
    return text;
  };

  it('always says what it is', async () => {
    for (const question of ['help', 'who?', 'recap', 'room stats', 'connect', 'what is love?', ''])
      expect(await says(question)).toMatch(/^I’m the built-in helper, not an AI model\./);
  });

  it('goes quiet as soon as it is stopped', async () => {
    const clock = new Clock();
    const stop = new AbortController();
    const provider = providerOf({ provider: 'builtin' }, clock);
    const parts = provider?.answer(REQUEST, stop.signal)[Symbol.asyncIterator]();
    await parts?.next();
    const next = parts?.next();
    await settle();
    expect(clock.pending).toBe(1);
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(clock.pending).toBe(0);
  });

  it('helps where it can, and says when it cannot', async () => {
    const recent = [
      { from: 'An*n', text: 'We meet\nat **noon**', at: 0 },
      { from: 'Bob', text: 'x'.repeat(300), at: 1 },
    ];
    expect(await says('who is here', { members: ['Ann', 'Bob'], online: 5 } as object)).toContain(
      'Online now: Ann, Bob and 3 more.',
    );
    const recap = await says('recap please', { recent } as object);
    // Quoted text is escaped, so its markup has no effect.
    expect(recap).toContain('- An\\*n: We meet at \\*\\*noon\\*\\*');
    expect(recap).toContain(`${'x'.repeat(140)} …`);
    expect(await says('figures', { recent } as object)).toContain('from 2 people');
    expect(await says('how do I connect a model')).toContain('AI_BASE_URL');
    expect(await says('what is love?')).toContain('I can’t answer that.');
  });

  it.each([
    [
      'de',
      'Wer ist hier?',
      'Ich bin der eingebaute Helfer, kein KI-Modell.',
      'Gerade online: Ann.',
    ],
    [
      'es',
      '¿Quién está aquí?',
      'Soy el asistente integrado, no un modelo de IA.',
      'En línea ahora: Ann.',
    ],
    ['ar', 'من هنا؟', 'أنا المساعد المدمج', 'المتصلون الآن: Ann.'],
    [
      'ja',
      '誰がいますか？',
      '私は内蔵ヘルパーで、AI モデルではありません。',
      '現在オンライン：Ann。',
    ],
    ['zh-Hant', '誰在這裡？', '我是內建小幫手，不是 AI 模型。', '目前線上：Ann。'],
  ])('answers in %s and says in that language what it is', async (_, question, who, here) => {
    const said = await says(question, { members: ['Ann'], online: 1 } as object);
    expect(said.startsWith(who)).toBe(true);
    expect(said).toContain(here);
  });

  it('says that it cannot help in the language of the question', async () => {
    expect(await says('Wer hat die Weltmeisterschaft gewonnen?')).toContain('nicht beantworten');
    expect(await says('¿Quién ganó el mundial?')).toContain('No puedo responder');
    expect(await says('من فاز بكأس العالم؟')).toContain('لا أستطيع');
    expect(await says('ワールドカップで優勝したのは誰？')).toContain('お答えできません');
    expect(await says('誰贏了世界盃？')).toContain('無法回答');
  });

  it('does not repeat secrets, and keeps what is not secret', async () => {
    const secrets = [
      'sk-12345',
      'sk-proj-abcDEF123456',
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      'AKIAIOSFODNN7EXAMPLE',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N',
      'xoxb-1234-5678-abcd',
      'hunter2!',
      'q7Xz0LmN4pRt8VwY2bCd6Fg',
      'correct-pass@db',
    ];
    const recent = [
      ...secrets.slice(0, 6).map((secret) => ({ from: 'Ann', text: `it is ${secret} ok`, at: 0 })),
    ];
    const more = [
      { from: 'Ann', text: `password: ${secrets[6]}`, at: 0 },
      { from: 'Ann', text: `${'x '.repeat(60)}${secrets[7]}`, at: 0 },
      { from: 'Ann', text: `postgres://ann:s3cret@db.example/x`, at: 0 },
      { from: 'Ann', text: 'write to ann.lovelace1815@example.org', at: 0 },
      {
        from: 'Ann',
        text: 'the api-version of our key-value store, in internationalization',
        at: 0,
      },
    ];
    const said =
      (await says('recap', { recent } as object)) +
      (await says('recap', { recent: more } as object));
    for (const secret of secrets) expect(said).not.toContain(secret.slice(0, 8));
    expect(said).not.toContain('s3cret');
    expect(said).toContain('•••');
    expect(said).toContain('ann.lovelace1815@example.org');
    expect(said).toContain('the api-version of our key-value store, in internationalization');
  });
});

it.each([
  ['pw: hunter2', 'hunter2'],
  ['my pin is 4321', '4321'],
  ['{"password": "hunter 2"}', 'hunter'],
  ["secret = 'a b c'", 'b c'],
  ['Das Passwort lautet geheim99', 'geheim99'],
  ['mot de passe : abricot', 'abricot'],
  ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['https://x.example/?a=1&access_token=abcdef&b=2', 'abcdef'],
  ['r8_abcdefghijklmnop', 'abcdef'],
  ['4111 1111 1111 1111', '1111'],
  ['DE89 3704 0044 0532 0130 00', '0532'],
])('hides the secret of %j in a recap', (text, secret) => {
  expect(withoutSecrets(text)).toContain('•••');
  expect(withoutSecrets(text)).not.toContain(secret);
});

it.each([
  'Order 1234567890123 is on its way, call 030 1234567 8',
  'spinning: a basic understanding of opinions is best',
  'see https://x.example/?page=2&sort=name',
  'AB12 is a gate',
])('keeps %j in a recap', (text) => expect(withoutSecrets(text)).toBe(text));

describe('the built-in helper recognises', () => {
  it.each([
    [
      'who',
      'en',
      [
        'who?',
        'who is here',
        "who's online right now?",
        'Is anybody here?',
        'list the members',
        'who all is in this room',
      ],
    ],
    [
      'about',
      'en',
      [
        'who are you?',
        'What are you',
        'are you a real person?',
        'are you ChatGPT?',
        "what's your name?",
      ],
    ],
    [
      'recap',
      'en',
      [
        'recap please',
        'What did I miss?',
        'tl;dr',
        'can you summarize the conversation so far',
        'catch me up on what happened',
      ],
    ],
    [
      'figures',
      'en',
      ['and figures?', 'stats', 'room stats', 'how many people are here?', 'how busy is it'],
    ],
    ['connect', 'en', ['connect', 'how do I connect a model?', 'how can we set up OpenAI here']],
    [
      'help',
      'en',
      ['help', 'Can you help me?', 'what can you do?', 'hello there', 'How does this work?'],
    ],
    ['who', 'de', ['Wer ist hier?', 'wer ist gerade online', 'Ist jemand da?']],
    ['about', 'de', ['Wer bist du?', 'Bist du ein Mensch?', 'Wie heißt du?']],
    [
      'recap',
      'de',
      ['Zusammenfassung bitte', 'Was habe ich verpasst?', 'Fasse das Gespräch zusammen'],
    ],
    ['figures', 'de', ['Statistik', 'Wie viele Leute sind hier?', 'Zahlen bitte']],
    ['connect', 'de', ['Wie verbinde ich ein Modell?']],
    ['help', 'de', ['Hilfe', 'Kannst du mir helfen?', 'Was kannst du?']],
    ['who', 'es', ['¿Quién está aquí?', '¿Hay alguien?', '¿quién está en línea ahora?']],
    ['about', 'es', ['¿Quién eres?', '¿Eres una persona real?', '¿Cómo te llamas?']],
    ['recap', 'es', ['Resumen por favor', '¿Qué me perdí?', '¿Qué ha pasado?']],
    ['figures', 'es', ['estadísticas', '¿Cuántas personas hay?']],
    ['connect', 'es', ['¿Cómo conecto un modelo?']],
    ['help', 'es', ['ayuda', '¿Qué puedes hacer?', '¿Me puedes ayudar?']],
    ['who', 'ar', ['من هنا؟', 'من هو متصل الآن؟', 'هل يوجد أحد؟']],
    ['about', 'ar', ['من أنت؟', 'هل أنت إنسان؟', 'ما اسمك؟']],
    ['recap', 'ar', ['ملخص', 'ماذا فاتني؟', 'لخص المحادثة من فضلك']],
    ['figures', 'ar', ['إحصائيات الغرفة', 'كم عدد الأعضاء؟']],
    ['connect', 'ar', ['كيف يمكنني ربط نموذج؟']],
    ['help', 'ar', ['مساعدة', 'ساعدني', 'المساعدة من فضلك', 'ماذا تستطيع أن تفعل؟']],
    ['who', 'ja', ['誰がいますか？', '今だれがいるの？', 'ここにいる人を教えてください']],
    ['about', 'ja', ['あなたは誰ですか？', 'あなたはAIですか', '自己紹介してください']],
    [
      'recap',
      'ja',
      [
        '要約してください',
        'これまでの会話をまとめて',
        '何を話していましたか'.replace('話していました', '話した'),
      ],
    ],
    ['figures', 'ja', ['このルームの統計', '何人いますか？']],
    ['connect', 'ja', ['モデルを接続する方法を教えて']],
    ['help', 'ja', ['助けて', 'ヘルプ', '使い方を教えてください', '何ができますか？']],
    ['who', 'zh-Hant', ['誰在這裡？', '現在有誰在線上？', '谁在这里', '有人在嗎']],
    ['about', 'zh-Hant', ['你是誰？', '你是真人嗎？', '你叫什麼名字']],
    ['recap', 'zh-Hant', ['摘要', '請總結一下對話', '我錯過了什麼？', '大家說了什麼']],
    ['figures', 'zh-Hant', ['統計', '有多少人？']],
    ['connect', 'zh-Hant', ['如何連接模型？']],
    ['help', 'zh-Hant', ['幫助', '救命', '你能做什麼？', '說明一下']],
  ] as const)('%s, in %s', (topic, language, questions) => {
    for (const question of questions)
      expect([question, understand(question)]).toEqual([question, { language, topic }]);
  });

  it.each([
    ['help', ['Good morning', 'how do I use this', 'Guten Tag', 'hallo zusammen', 'buenos días']],
    ['help', ['¿Cómo te uso?', 'どうやって使うの？', 'صباح الخير', '早安', 'what do you do?']],
    ['recap', ['catch me up', 'bring me up to speed', 'what have people been saying?']],
    ['recap', ['fass zusammen', 'Worum ging es?', '¿de qué se habla?', '何の話ですか']],
    ['recap', ['会話の流れを教えて', '何を話していましたか', '大家在聊什麼？']],
    ['who', ['can you list who is online', 'names of the people here', 'who joined?', '成員列表']],
    ['figures', ['number of messages', '¿Cuánta gente hay?']],
    ['about', ['お名前は？', 'ロボットですか']],
    ['connect', ['كيف أربط نموذجا']],
  ] as const)('%s, when it is the whole question', (topic, questions) => {
    for (const question of questions)
      expect([question, understand(question).topic]).toEqual([question, topic]);
  });

  it.each([
    'who won the world cup',
    'Who is the president of France?',
    'what people eat in Japan',
    'how many goals did Messi score',
    'help me with my tax return',
    'summarize the French revolution',
    'what is love?',
    'the model of this car',
    'how are you going to pay',
    'Wer hat die WM gewonnen?',
    'Wie viele Einwohner hat Berlin?',
    '¿Quién ganó el mundial?',
    '¿Cuántos años tiene?',
    'من فاز بكأس العالم؟',
    'ワールドカップで誰が勝った？',
    '誰贏了世界盃？',
    '東京の人口は何人ですか',
    ...['who am I', 'who are we', 'Do you work here?', 'How do you do', 'what happened to you?'],
    ...['I miss you', 'this room is busy', 'can you do it for me', 'do', 'count', 'you said'],
    ...['Was tun?', 'Wer bin ich', '¿Quién soy?', '人', '你好嗎？'],
    '',
    '???',
  ])('no topic in %j', (question) => expect(understand(question).topic).toBeUndefined());
});
