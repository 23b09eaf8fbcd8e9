import type { EmbedWords } from './en.ts';

/** 繁體中文 */
export const traditionalChinese: EmbedWords = {
  tag: 'zh-Hant',
  dir: 'ltr',
  title: '在你的網站加入聊天室',
  intro: '選擇外觀、試用，然後複製程式碼。預覽就是真正的聊天室。',

  room: '聊天室',
  badRoom: '聊天室名稱只能使用 a–z、0–9、- 和 _，最多 64 個字元。',
  takeName: (name) => `使用 ${name}`,
  mode: '版面配置',
  modes: { bubble: '角落的按鈕', inline: '頁面中的區塊' },
  position: '位置',
  positions: { end: '右側', start: '左側' },
  theme: '主題',
  themes: { auto: '系統', light: '淺色', dark: '深色' },
  accent: '強調色',
  language: '語言',
  pageLanguage: '與頁面相同',
  chatTitle: '標題',
  roomName: '聊天室名稱',
  placeholder: '提示文字',
  greeting: '歡迎語',
  greetingExample: '有問題嗎？歡迎提問',
  switches: {
    readonly: '唯讀',
    'hide-presence': '隱藏線上人數',
    preconnect: '開啟前顯示未讀數',
  },

  copy: '複製',
  copied: '已複製',
  copyFailed: '無法複製。請選取程式碼後自行複製。',
  hint: '聊天室在這個頁面的角落，開啟它試試看。',
};
