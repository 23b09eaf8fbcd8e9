import type { Translation } from './language.ts';

/** 繁體中文 */
export const traditionalChinese: Translation = ({ count, several }) => ({
  faults: {
    unreachable: '無法連上伺服器。',
    rate_limited: '稍微太快了，馬上就會繼續。',
    overloaded: '聊天室非常忙碌，馬上就會繼續。',
    room_full: '聊天室已滿，有人離開後就能進入。',
    storage_full: '聊天室已沒有空間存放新訊息。',
    banned: '你已被禁止進入這個聊天室。',
    room_closed: '這個聊天室已關閉。',
    bad_room: '聊天室名稱為 1 到 64 個 a 到 z、數字、- 或 _。',
    not_allowed: '你沒有權限這麼做。',
    unauthorized: '伺服器已不認得你，請重新載入頁面。',
    origin_not_allowed: '這個網站不能使用該伺服器的聊天室。',
    unsupported_protocol: '這個頁面比伺服器舊，請重新載入。',
    too_many_errors: '伺服器不再接受這個頁面的請求，請重新載入。',
    message_deleted: '該訊息已被刪除。',
    not_found: '該訊息已不在這裡。',
    other_identity: '這是以另一個名字寫的，因此沒有送出。',
  },
  someFault: '發生了問題。',
  pauses: {
    rate_limited: '稍微太快了。',
    overloaded: '聊天室非常忙碌。',
    storage_full: '聊天室已沒有空間。',
  },
  somePause: '聊天室請你稍候。',
  goesOn: (seconds) => {
    const when = seconds === null ? '稍後' : seconds > 0 ? `${count(seconds)}\u00a0秒後` : '現在';
    return `你寫的內容會保留，${when}繼續傳送。`;
  },

  you: '你',
  messages: '訊息',
  deleted: '這則訊息已被刪除。',
  edited: '已編輯',
  saidAt: (name, time) => `${name}，${time}`,
  today: '今天',
  yesterday: '昨天',

  empty: '這裡還沒有人說話。',
  beginning: '對話從這裡開始。',
  earlier: '顯示較早的訊息',
  loadingEarlier: '正在載入較早的訊息…',
  newBelow: (n) => (n === 0 ? '前往最新' : several(n, { other: '# 則新訊息' })),
  announce: (n, name, text) => (n === 1 ? `${name}：${text}` : several(n, { other: '# 則新訊息' })),

  actions: (name) => `對 ${name} 的訊息的操作`,
  react: '表情回應',
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
  notKept: '這個瀏覽器不會為此頁保留資料：重新載入會失去尚未送出的內容。',
  reacting: (emoji, on) => (on ? `回應 ${emoji}` : `收回回應 ${emoji}`),
  notSent: (why) => `未送出。${why}`,
  retry: '再試一次',
  discard: '捨棄',

  composer: '你的訊息',
  placeholder: (room) => `傳訊息到 ${room}`,
  send: '送出',
  save: '儲存',
  cancel: '取消',
  editing: '正在編輯你的訊息',
  replyingTo: (name) => `回覆 ${name}`,
  charactersLeft: (n) => several(n, { other: '還可輸入 # 個字元' }),
  charactersOver: (n) => several(n, { other: '超出 # 個字元' }),

  nameLabel: '我們該怎麼稱呼你？',
  namePlaceholder: '你的名字',
  join: '加入對話',

  people: '目前在場',
  online: (n) => `${count(n)} 人在場`,
  readers: (n) => several(n, { other: '# 位讀者' }),
  typing: (names) => (names.length > 3 ? '好幾個人正在輸入' : `${names.join('、')} 正在輸入`),

  connection: '連線詳情',

  connecting: '連線中…',
  reconnecting: '重新連線中…',
  catchingUp: '正在補上錯過的內容…',
  waiting: (seconds) =>
    `連線中斷，${seconds > 0 ? `${count(seconds)}\u00a0秒後` : '現在'}再試一次。`,
  rungs: {
    events: '已連線，但沒有使用 WebSocket，因為它在這裡不通。',
    polling: '已連線，但較慢：這裡只有一般請求能通過。',
  },
  offline: '離線中。你寫的內容會保留在這裡，連線後送出。',
  left: '你已離開聊天室。',
  tryNow: '立即嘗試',
});
