import type { EmbedWords } from './en.ts';

/** 日本語 */
export const japanese: EmbedWords = {
  tag: 'ja',
  dir: 'ltr',
  title: 'サイトにチャットを追加',
  intro: '見た目を選び、試して、コードをコピーしてください。プレビューは実際のチャットです。',

  room: 'ルーム',
  badRoom: 'ルーム名に使えるのは a〜z、0〜9、-、_ で、64文字までです。',
  takeName: (name) => `${name} を使う`,
  mode: 'レイアウト',
  modes: { bubble: '隅のボタン', inline: 'ページ内のブロック' },
  position: '位置',
  positions: { end: '右', start: '左' },
  theme: 'テーマ',
  themes: { auto: 'システム', light: 'ライト', dark: 'ダーク' },
  accent: 'アクセントカラー',
  language: '言語',
  pageLanguage: 'ページと同じ',
  chatTitle: 'タイトル',
  roomName: 'ルーム名',
  placeholder: 'プレースホルダー',
  greeting: 'あいさつ',
  greetingExample: 'ご質問はこちらへ',
  switches: {
    readonly: '閲覧のみ',
    'hide-presence': 'オンライン人数を隠す',
    preconnect: '開く前に未読数を表示',
  },

  copy: 'コピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした。コードを選択してコピーしてください。',
  hint: 'チャットはこのページの隅にあります。開いて試してみてください。',
};
