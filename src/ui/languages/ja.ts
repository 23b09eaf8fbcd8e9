import type { Translation } from './language.ts';

/** 日本語 */
export const japanese: Translation = ({ count, several }) => ({
  faults: {
    unreachable: 'サーバーに接続できません。',
    rate_limited: '少し速すぎました。まもなく再開します。',
    overloaded: 'ルームが混み合っています。まもなく再開します。',
    room_full: 'ルームは満員です。誰かが出ると入れます。',
    storage_full: 'ルームに新しいメッセージの空きがありません。',
    banned: 'このルームへの参加は禁止されています。',
    room_closed: 'このルームは閉じられています。',
    bad_room: 'ルーム名は a〜z、数字、-、_ の1〜64文字です。',
    not_allowed: 'その操作は許可されていません。',
    unauthorized: 'サーバーがあなたを認識できません。ページを再読み込みしてください。',
    origin_not_allowed: 'このサイトはそのサーバーのチャットを利用できません。',
    unsupported_protocol: 'ページがサーバーより古いです。再読み込みしてください。',
    too_many_errors: 'このページからの受け付けを終了しました。再読み込みしてください。',
    message_deleted: 'そのメッセージは削除されました。',
    not_found: 'そのメッセージはもうありません。',
    other_identity: '別の名前で書かれたため、送信されませんでした。',
  },
  someFault: '問題が起きました。',
  pauses: {
    rate_limited: '少し速すぎました。',
    overloaded: 'ルームが混み合っています。',
    storage_full: 'ルームに空きがありません。',
  },
  somePause: 'ルームが待つよう求めています。',
  goesOn: (seconds) => {
    const when = seconds === null ? 'まもなく' : seconds > 0 ? `${count(seconds)}秒後に` : '今すぐ';
    return `書いたものは保存され、${when}送信を再開します。`;
  },

  you: 'あなた',
  messages: 'メッセージ',
  deleted: 'このメッセージは削除されました。',
  edited: '編集済み',
  saidAt: (name, time) => `${name}、${time}`,
  today: '今日',
  yesterday: '昨日',

  empty: 'まだ誰も発言していません。',
  beginning: '会話はここから始まります。',
  earlier: '以前のメッセージを表示',
  loadingEarlier: '以前のメッセージを読み込んでいます…',
  newBelow: (n) => (n === 0 ? '最新へ' : several(n, { other: '新着メッセージ#件' })),
  announce: (n, name, text) =>
    n === 1 ? `${name}：${text}` : several(n, { other: '新着メッセージ#件' }),

  actions: (name) => `${name}さんのメッセージの操作`,
  react: 'リアクション',
  reactWith: (emoji) => `${emoji}でリアクション`,
  reactedBy: (emoji, names, rest) =>
    `${emoji} ${names.join('、')}${rest > 0 ? several(rest, { other: '、ほか#人' }) : ''}`,
  reply: '返信',
  edit: '編集',
  remove: '削除',
  earlierMessage: '以前のメッセージ',
  jumpTo: (name) => `${name}さんのメッセージへ移動`,

  fates: {
    message: {
      going: '送信中…',
      paused: 'まもなく送信されます。',
      queued: '接続され次第、送信されます。',
    },
    change: {
      going: '保存中…',
      paused: 'まもなく保存されます。',
      queued: '接続され次第、保存されます。',
    },
  },
  notKept: 'このブラウザーには保存されません。再読み込みすると未送信のものは失われます。',
  reacting: (emoji, on) => (on ? `リアクション ${emoji}` : `リアクション ${emoji} の取り消し`),
  notSent: (why) => `送信されていません。${why}`,
  retry: '再試行',
  discard: '破棄',

  composer: 'メッセージを入力',
  placeholder: (room) => `${room} へのメッセージ`,
  send: '送信',
  save: '保存',
  cancel: 'キャンセル',
  editing: 'メッセージを編集中',
  replyingTo: (name) => `${name}さんに返信`,
  charactersLeft: (n) => several(n, { other: '残り#文字' }),
  charactersOver: (n) => several(n, { other: '#文字超過' }),

  nameLabel: 'お名前は？',
  namePlaceholder: '名前',
  join: '参加する',

  people: '今いる人',
  online: (n) => `${count(n)}人が参加中`,
  readers: (n) => several(n, { other: '閲覧者#人' }),
  typing: (names) =>
    names.length > 3 ? '数人が入力中' : `${names.map((name) => `${name}さん`).join('、')}が入力中`,

  connection: '接続の詳細',

  connecting: '接続しています…',
  reconnecting: '再接続しています…',
  catchingUp: '未取得分を読み込んでいます…',
  waiting: (seconds) =>
    `接続が切れました。${seconds > 0 ? `${count(seconds)}秒後に` : '今すぐ'}再試行します。`,
  rungs: {
    events: 'WebSocket が通らないため、別の方法で接続しています。',
    polling: '接続中ですが低速です。ここでは通常のリクエストしか通りません。',
  },
  offline: 'オフラインです。書いたものは保存され、接続され次第送信されます。',
  left: 'ルームを退出しました。',
  tryNow: '今すぐ試す',
});
