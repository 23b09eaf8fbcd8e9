import type { PanelTranslation } from './en.ts';

/** 日本語 */
export const japanese: PanelTranslation = ({ count, several }) => ({
  title: '接続の詳細',
  close: '閉じる',

  idle: '未接続',
  connecting: '接続中…',
  attempt: (n) => `${count(n)}回目の試行を開始…`,
  connectingBy: (way) => `${way} で接続中…`,
  syncing: '接続しました。最新の状態に更新中…',
  live: (way) => `${way} で接続中`,
  waiting: (n, at) => `切断されました。${at} に${count(n)}回目の再試行`,
  offline: (at) => `オフライン。1分ごとに再試行、次回は ${at}`,
  refused: (code) => `拒否：${code}`,
  left: 'ルームを退出しました',

  switches: '問題をシミュレート',
  switch: {
    websocket: 'WebSocket をブロック',
    events: 'Server-Sent Events をブロック',
    line: '切断する',
  },

  strategy: '再接続の方式',
  strategies: {
    exponential: '指数：毎回2倍',
    linear: '線形：毎回5秒ずつ延長',
    fixed: '固定：常に同じ',
    immediate: '即時：ほぼ待たない',
  },
  delays: '各試行前の最大待ち時間',
  jitter: '一斉に再接続しないよう、実際の待ち時間はこの範囲でランダムになります。',

  amounts: 'トラフィック',
  way: '通信方式',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-Sent Events',
    polling: 'ポーリング',
    other: 'その他のリクエスト',
  },
  opened: '接続数',
  sent: '送信',
  received: '受信',
  frames: (n) => several(n, { other: '#フレーム' }),

  life: 'ログ',
  newest: '新しい順。メッセージの本文は表示されません。',
  nothing: 'まだありません',
  more: (n) => `新しい${count(n)}件を表示`,
  clear: '消去',
  times: (n) => `${count(n)}回`,

  joined: (way) => `${way} で接続済み`,
  upgrade: 'アップグレードを要求',
  request: (what) => `リクエスト：${what}`,
  open: '接続完了',
  response: (what) => `レスポンス：${what}`,
  blocked: (what) => `ブロック：${what}`,
  failed: (what) => `失敗：${what}`,
  wasSent: (what) => `送信：${what || 'リクエスト'}`,
  wasReceived: (what) => `受信：${what || 'レスポンス'}`,
  pong: (ms) => `Pong（${count(ms)} ms）`,
  closed: (code) => `終了コード ${code}`,

  codes: '終了コード',
  known: {
    1000: '正常終了',
    1001: '相手が離脱',
    1005: 'コードなし',
    1006: '接続が切断',
    1011: 'サーバーエラー',
  },
  unknown: '不明なコード',
  retries: {
    never: '再接続しない',
    renew: 'トークンを更新して再接続',
    later: '待ってから再接続',
    now: 'すぐに再接続',
  },
});
