/** Built by scripts/emoji-data.ts. */
declare module 'edgewise:emoji' {
  export const emojiText: string;
}
