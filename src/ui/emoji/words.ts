/** What the groups of emoji are called, in English. */
export const groupWords = {
  recent: 'Used lately',
  smileys: 'Smileys and feelings',
  people: 'People and bodies',
  nature: 'Animals and nature',
  food: 'Food and drink',
  travel: 'Travel and places',
  activities: 'Activities',
  objects: 'Objects',
  symbols: 'Symbols',
  flags: 'Flags',
} as const;

export type GroupWords = Readonly<Record<keyof typeof groupWords, string>>;
