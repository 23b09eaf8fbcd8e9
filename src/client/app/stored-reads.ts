export { localReads } from '../session/stored-reads.ts';
