import { scenarios } from './scenarios.ts';

scenarios('WebKit');
