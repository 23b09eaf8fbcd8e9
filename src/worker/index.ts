export { Room } from '../room/room.ts';
export { app as default } from './app.ts';
