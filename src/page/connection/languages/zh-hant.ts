import type { PanelTranslation } from './en.ts';

/** 繁體中文 */
export const traditionalChinese: PanelTranslation = ({ count, several }) => ({
  title: '連線詳細資料',
  close: '關閉',

  idle: '尚未連線',
  connecting: '連線中…',
  attempt: (n) => `開始第 ${count(n)} 次嘗試…`,
  connectingBy: (way) => `正在透過 ${way} 連線…`,
  syncing: '已連線，更新中…',
  live: (way) => `已透過 ${way} 連線`,
  waiting: (n, at) => `連線中斷，${at} 第 ${count(n)} 次重試`,
  offline: (at) => `離線中，每分鐘重試一次，下次在 ${at}`,
  refused: (code) => `遭拒：${code}`,
  left: '你已離開聊天室',

  switches: '模擬問題',
  switch: { websocket: '封鎖 WebSocket', events: '封鎖 Server-Sent Events', line: '中斷連線' },

  strategy: '重新連線策略',
  strategies: {
    exponential: '指數：每次加倍',
    linear: '線性：每次增加 5 秒',
    fixed: '固定：每次相同',
    immediate: '立即：幾乎不等待',
  },
  delays: '每次嘗試前的最長等待時間',
  jitter: '實際等待時間是其中的隨機部分，以免所有用戶端同時重新連線。',

  amounts: '流量',
  way: '傳輸方式',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-Sent Events',
    polling: '輪詢',
    other: '其他請求',
  },
  opened: '已開啟',
  sent: '已傳送',
  received: '已接收',
  frames: (n) => several(n, { other: '# 個訊框' }),

  life: '記錄',
  newest: '最新的在最上方。這裡不會顯示訊息內容。',
  nothing: '尚無記錄',
  more: (n) => `顯示 ${count(n)} 筆新記錄`,
  clear: '清除',
  times: (n) => `${count(n)} 次`,

  joined: (way) => `已透過 ${way} 連線`,
  upgrade: '已要求升級',
  request: (what) => `請求：${what}`,
  open: '已開啟',
  response: (what) => `回應：${what}`,
  blocked: (what) => `已封鎖：${what}`,
  failed: (what) => `失敗：${what}`,
  wasSent: (what) => `已傳送：${what || '請求'}`,
  wasReceived: (what) => `已接收：${what || '回應'}`,
  pong: (ms) => `${count(ms)} ms 後收到 Pong`,
  closed: (code) => `已關閉，代碼 ${code}`,

  codes: '關閉代碼',
  known: {
    1000: '正常結束',
    1001: '對方離開',
    1005: '沒有代碼',
    1006: '連線中斷',
    1011: '伺服器錯誤',
  },
  unknown: '未知代碼',
  retries: {
    never: '不重新連線',
    renew: '更新權杖後重新連線',
    later: '稍候再重新連線',
    now: '立即重新連線',
  },
});
