// Every state of the UI, by name. A new feature adds its states here; tests check all of them.
import { answerStates } from './answers.ts';
import { arrivalStates } from './arrivals.ts';
import { companyStates } from './company.ts';
import { menuStates } from './menus.ts';
import type { Scene } from './scene.ts';
import { talkStates } from './talks.ts';
import { widgetStates } from './widgets.ts';
import { writingStates } from './writings.ts';

export const states: Readonly<Record<string, Scene>> = {
  ...arrivalStates,
  ...talkStates,
  ...writingStates,
  ...companyStates,
  ...menuStates,
  ...answerStates,
  ...widgetStates,
};
