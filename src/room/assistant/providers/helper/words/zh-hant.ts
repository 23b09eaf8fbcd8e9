import type { Words } from '../words.ts';

export const zhHant: Words = {
  vocabulary: {
    about: '你 您 自我介紹 自我介绍 名字',
    who: '誰 谁 哪些人 有人 成員 成员 線上 在線 在线',
    recap: '摘要 總結 总结 概要 回顧 回顾 錯過 错过 發生 发生 說了 说了 聊了',
    figures: '統計 统计 數據 数据 數字 数字 多少 幾個 几个 幾則',
    connect: '連接 连接 接上 設定 设置 配置 模型 金鑰 密钥 api openai anthropic ollama',
    help: '幫助 帮助 幫忙 帮忙 幫我 帮我 說明 说明 救命 指令 你好 您好 哈囉 嗨 能做 會做 会做 怎麼用 怎么用 可以做 求助',
    besides:
      '請 请 的 了 嗎 吗 呢 啊 吧 在 有 和 與 是 我 我們 我们 給 给 這裡 这里 這裏 這 这 此 房間 房间 聊天室 聊天 頻道 群組 群组 現在 现在 目前 今天 到 為止 剛才 刚才 最近 一下 看看 告訴 告诉 列出 所有 大家 訊息 消息 對話 对话 謝謝 谢谢 都 個',
    also: {
      about:
        '誰 谁 什麼 什么 叫 真人 人類 人类 機器人 机器人 模型 ai 哪個 哪个 助理 介紹 介绍 自己 人 真 還 还',
      who: '人 還 还 上 個 个 哪 線',
      recap: '什麼 什么 做 個 个 不 時 时 最後 最后',
      figures: '人 則 则 條 条 線上 在線 在线 成員 成员 上',
      connect: '怎麼 怎么 如何 可以 能 ai 語言 语言 自己 要 想 一個 一个 chatgpt claude 用',
      help: '你 您 什麼 什么 能 可以 我 需要 做 哪些 會 会',
    },
  },
  whoIAm: '我是內建小幫手，不是 AI 模型。',
  cannot: '這個問題我無法回答。',
  comma: '、',
  help: [
    '你可以問我：',
    '',
    '- **說明**：這份清單',
    '- **誰**在線上',
    '- **摘要**：大家最近說了什麼',
    '- 這個聊天室的**統計**',
    '- **連接**：如何讓這個聊天室使用 AI 模型',
  ],
  online: (online) => `目前線上：${online} 人。`,
  here: (names, others) => `目前線上：${names}${others > 0 ? `，另有 ${others} 人` : ''}。`,
  nothingSaid: '這裡還沒有訊息。',
  recap: '大家最近說的話，原文如下：',
  said: (name, text) => `${name}：${text}`,
  noFigures: (room, online) => `#${room} 還沒有訊息；線上 ${online} 人。`,
  figures: ({ room, online, messages, writers, since, longest, by }) => [
    `#${room} 的統計：`,
    '',
    `- 目前線上：${online} 人`,
    `- 最近 ${messages} 則訊息：來自 ${writers} 人，自 ${since} UTC 起`,
    `- 其中最長的：${longest} 個字元，由 ${by} 發出`,
  ],
  connect: [
    '管理這個聊天室的人可以連接模型：',
    '',
    '- 任何相容 OpenAI 的伺服器（Ollama、vLLM、llama.cpp、Groq 等）：`AI_BASE_URL`、`AI_MODEL`，必要時加上密鑰 `AI_API_KEY`',
    '- OpenAI：密鑰 `OPENAI_API_KEY`',
    '- Anthropic：密鑰 `ANTHROPIC_API_KEY`',
    '- Workers AI：在 wrangler.toml 中名為 `AI` 的綁定',
    '',
    '在自己的電腦上，密鑰放在 `.dev.vars`；部署後用 `npx wrangler secret put` 保存。',
  ],
};
