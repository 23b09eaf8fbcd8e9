import type { Words } from '../words.ts';

export const ja: Words = {
  vocabulary: {
    about: 'あなた きみ 君 お前 何者 自己紹介 名前',
    who: '誰 だれ どなた メンバー 参加者 オンライン 人',
    recap: '要約 まとめて まとめる まとめ あらすじ 見逃し 見逃した 話した 話題 流れ 何があった',
    figures: '統計 数字 人数 何人 件数 何件',
    connect: '接続 設定 モデル つなぐ つなぎ つなげ キー api openai anthropic ollama',
    help: '助けて 助け ヘルプ 使い方 手伝って 何ができ なにができ できること コマンド こんにちは こんばんは おはよう はじめまして やあ',
    besides:
      'ください 下さい お願いします お願い して を が は に の と も へ で や か ね よ な ここ この 部屋 ルーム チャット 今 いま 現在 今日 これまで 最近 最新 教えて 見せて 一覧 みんな 全員 メッセージ 会話 です ます でしょう する しますか しました どう いう って ん ありがとう',
    also: {
      about:
        '誰 だれ 何 なに ai 人間 ロボット ボット モデル 本物 機械 どんな どなた です アシスタント chatgpt',
      who: 'いる います いますか いるの 居る 居ます 他 ほか たち',
      recap: '何 なに ました た 私 僕 が あった いない 間 最後 短く 簡単',
      figures: 'いる います 人 参加者 メンバー オンライン 件 ありますか ある',
      connect: 'どうやって 方法 どうすれば いい でき ますか ai 言語 自分 たい chatgpt claude たら',
      help: 'あなた 何 なに 教えて ござい でき ますか ある 何か',
    },
  },
  whoIAm: '私は内蔵ヘルパーで、AI モデルではありません。',
  cannot: 'それにはお答えできません。',
  comma: '、',
  help: [
    '次のことを聞いてください：',
    '',
    '- **ヘルプ**：この一覧',
    '- **誰**がいるか',
    '- **要約**：最近の発言',
    '- このルームの**統計**',
    '- **接続**：このルームで AI モデルを使う方法',
  ],
  online: (online) => `現在オンライン：${online}人。`,
  here: (names, others) => `現在オンライン：${names}${others > 0 ? `、ほか${others}人` : ''}。`,
  nothingSaid: 'まだメッセージはありません。',
  recap: '最近の発言（原文のまま）：',
  said: (name, text) => `${name}：${text}`,
  noFigures: (room, online) => `#${room} にはまだメッセージがありません。オンライン：${online}人。`,
  figures: ({ room, online, messages, writers, since, longest, by }) => [
    `#${room} の統計：`,
    '',
    `- 現在オンライン：${online}人`,
    `- 最近のメッセージ${messages}件：${writers}人から、${since} UTC 以降`,
    `- そのうち最長：${longest}文字、${by}`,
  ],
  connect: [
    'このチャットの運営者はモデルを接続できます：',
    '',
    '- OpenAI 互換サーバー（Ollama、vLLM、llama.cpp、Groq など）：`AI_BASE_URL`、`AI_MODEL`、必要ならシークレット `AI_API_KEY`',
    '- OpenAI：シークレット `OPENAI_API_KEY`',
    '- Anthropic：シークレット `ANTHROPIC_API_KEY`',
    '- Workers AI：wrangler.toml に `AI` という名前のバインディング',
    '',
    '手元のコンピューターではシークレットを `.dev.vars` に置き、デプロイ後は `npx wrangler secret put` で保存します。',
  ],
};
