import type { Translation } from '../language.ts';

/** 繁體中文 */
export const traditionalChinese: Translation = ({ count, several }) => ({
  faults: {
    unreachable: '無法連線到伺服器。',
    rate_limited: '操作太快，請稍後再試。',
    overloaded: '聊天室目前非常忙碌。',
    room_full: '聊天室已滿，有人離開後就能加入。',
    storage_full: '聊天室空間已滿，無法新增訊息。',
    banned: '你已被禁止進入這個聊天室。',
    room_closed: '這個聊天室已關閉。',
    bad_room: '聊天室名稱須為 1 到 64 個字元：a–z、0–9、- 和 _。',
    bad_name: '這個名稱無法使用，請選擇其他名稱。',
    not_allowed: '你沒有權限執行這項操作。',
    unauthorized: '你的工作階段已過期，請重新載入頁面。',
    origin_not_allowed: '這個網站尚未啟用聊天功能。',
    unsupported_protocol: '此頁面版本過舊，請重新載入。',
    too_many_errors: '錯誤過多，請重新載入頁面。',
    too_large: '這則訊息太長了。',
    message_deleted: '該訊息已刪除。',
    not_found: '該訊息已不存在。',
    other_identity: '這是以其他名稱撰寫的。',
    assistant_busy: '助理目前忙碌中，請稍後再試。',
    assistant_limit: '已達到助理目前的使用上限。',
    assistant_refused: '模型拒絕回答。',
    assistant_too_long: '內容超過模型的長度上限。',
    assistant_timeout: '助理回應逾時。',
    assistant_unavailable: '助理目前無法使用。',
  },
  someFault: '發生錯誤。',
  pauses: {
    rate_limited: '你傳送得太快了。',
    overloaded: '聊天室目前非常忙碌。',
    storage_full: '聊天室空間已滿。',
  },
  somePause: '請稍候。',
  tryAgainIn: (seconds) => {
    const when =
      seconds === null ? '稍後' : seconds > 0 ? `在 ${count(seconds)}\u00a0秒後` : '現在';
    return `請${when}再試一次。`;
  },

  you: '你',
  messages: '訊息',
  deleted: '這則訊息已刪除。',
  edited: '已編輯',
  saidAt: (name, time) => `${name}，${time}`,
  today: '今天',
  yesterday: '昨天',

  newBelow: (n) => (n === 0 ? '跳到最新訊息' : several(n, { other: '# 則新訊息' })),
  announce: (n, name, text) => (n === 1 ? `${name}：${text}` : several(n, { other: '# 則新訊息' })),

  actions: (name) => `${name} 的訊息的操作`,
  react: '新增回應',
  reactWith: (emoji) => `以 ${emoji} 回應`,
  reactedBy: (emoji, names, rest) =>
    `${emoji} ${names.join('、')}${rest > 0 ? several(rest, { other: '和其他 # 人' }) : ''}`,
  reply: '回覆',
  edit: '編輯',
  remove: '刪除',
  earlierMessage: '較早的訊息',
  jumpTo: (name) => `前往 ${name} 的訊息`,

  fates: {
    message: { going: '傳送中…', paused: '稍後就會送出。', queued: '連線後就會送出。' },
    change: { going: '儲存中…', paused: '稍後就會儲存。', queued: '連線後就會儲存。' },
  },

  composer: '你的訊息',
  placeholder: (room) => `傳訊息到 ${room}`,
  send: '傳送',
  save: '儲存',
  cancel: '取消',
  editing: '編輯訊息',
  replyingTo: (name) => `回覆 ${name}`,

  nameLabel: '你叫什麼名字？',
  namePlaceholder: '你的名字',
  join: '加入',

  people: '線上',
  online: (n) => `${count(n)} 人在線上`,
  typing: (names) => (names.length > 3 ? '多人正在輸入' : `${names.join('、')} 正在輸入`),

  connecting: '連線中…',
  reconnecting: '重新連線中…',
  catchingUp: '更新中…',
  waiting: (seconds) =>
    `連線中斷，${seconds > 0 ? `${count(seconds)}\u00a0秒後` : '現在'}重新連線。`,
  transports: {
    events: '已連線，但未使用 WebSocket：這個網路封鎖了它。',
    polling: '連線較慢：訊息可能會晚幾秒送達。',
  },
  offline: '離線中。訊息會在恢復連線後送出。',
  left: '你已離開聊天室。',
  tryNow: '立即重試',
});
