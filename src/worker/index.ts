export { AnswerQuota } from '../room/assistant/quota/answer-quota.ts';
export { Room } from '../room/room.ts';
export { app as default } from './app.ts';
