import type { Translation } from '../language.ts';

/** 日本語 */
export const japanese: Translation = ({ count, several }) => ({
  faults: {
    unreachable: 'サーバーに接続できません。',
    rate_limited: '操作が速すぎます。少し待ってからもう一度お試しください。',
    overloaded: 'ルームが混み合っています。',
    room_full: 'ルームは満員です。空きができ次第入れます。',
    storage_full: 'このルームには新しいメッセージの空きがありません。',
    banned: 'このルームへの参加は禁止されています。',
    room_closed: 'このルームは終了しました。',
    bad_room: 'ルーム名は a〜z、0〜9、-、_ の1〜64文字です。',
    bad_name: 'この名前は使用できません。別の名前にしてください。',
    not_allowed: 'この操作を行う権限がありません。',
    unauthorized: 'セッションの期限が切れました。ページを再読み込みしてください。',
    origin_not_allowed: 'このサイトではチャットを利用できません。',
    unsupported_protocol: 'ページが古くなっています。再読み込みしてください。',
    too_many_errors: 'エラーが多すぎます。ページを再読み込みしてください。',
    too_large: 'メッセージが長すぎます。',
    message_deleted: 'このメッセージは削除されました。',
    not_found: 'このメッセージは存在しません。',
    other_identity: '別の名前で書かれたメッセージです。',
    assistant_busy: 'アシスタントが混み合っています。後でもう一度お試しください。',
    assistant_limit: 'アシスタントの利用上限に達しました。',
    assistant_refused: 'モデルが回答を拒否しました。',
    assistant_too_long: 'モデルが扱える長さを超えています。',
    assistant_timeout: 'アシスタントの応答がありませんでした。',
    assistant_unavailable: 'アシスタントは現在利用できません。',
  },
  someFault: '問題が発生しました。',
  pauses: {
    rate_limited: '送信が速すぎます。',
    overloaded: 'ルームが混み合っています。',
    storage_full: 'ルームに空きがありません。',
  },
  somePause: 'しばらくお待ちください。',
  tryAgainIn: (seconds) => {
    const when = seconds === null ? '少し待ってから' : seconds > 0 ? `${count(seconds)}秒後に` : '';
    return `${when}もう一度お試しください。`;
  },

  you: 'あなた',
  messages: 'メッセージ',
  deleted: 'このメッセージは削除されました。',
  edited: '編集済み',
  saidAt: (name, time) => `${name}、${time}`,
  today: '今日',
  yesterday: '昨日',

  newBelow: (n) => (n === 0 ? '最新に移動' : several(n, { other: '新着メッセージ#件' })),
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
  jumpTo: (name) => `${name}さんのメッセージに移動`,

  fates: {
    message: {
      going: '送信中…',
      paused: 'まもなく送信されます。',
      queued: '接続後に送信されます。',
    },
    change: {
      going: '保存中…',
      paused: 'まもなく保存されます。',
      queued: '接続後に保存されます。',
    },
  },

  composer: 'メッセージを入力',
  placeholder: (room) => `${room} へのメッセージ`,
  send: '送信',
  save: '保存',
  cancel: 'キャンセル',
  editing: 'メッセージを編集中',
  replyingTo: (name) => `${name}さんに返信`,

  nameLabel: 'お名前を教えてください',
  namePlaceholder: '名前',
  join: '参加',

  people: 'オンライン',
  online: (n) => `${count(n)}人がオンライン`,
  typing: (names) =>
    names.length > 3
      ? '複数の人が入力中'
      : `${names.map((name) => `${name}さん`).join('、')}が入力中`,

  connecting: '接続中…',
  reconnecting: '再接続中…',
  catchingUp: '最新の状態に更新中…',
  waiting: (seconds) =>
    `接続が切れました。${seconds > 0 ? `${count(seconds)}秒後に` : '今すぐ'}再接続します。`,
  transports: {
    events: 'WebSocket がブロックされているため、別の方法で接続しています。',
    polling: '低速接続です。メッセージが数秒遅れて届くことがあります。',
  },
  offline: 'オフラインです。メッセージは接続後に送信されます。',
  left: 'ルームを退出しました。',
  tryNow: '今すぐ試す',
});
