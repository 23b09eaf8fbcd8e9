import { scenarios } from './scenarios.ts';

scenarios('Firefox');
