type Tags = {
  /** Matches at the beginning of the text. Its first group, if any, is the name to close. */
  readonly open: RegExp;
  readonly close: (name: string) => RegExp;
  /** Matches an incomplete opening tag. */
  readonly partial: RegExp;
  /** An example of such tags, as a model writes them. */
  readonly example: readonly [open: string, close: string];
};

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');
const NAME = '[\\w.:-]*(?:think|thought|reason|reflect|scratchpad|monologue)[\\w.:-]*';

/** The ways in which models mark their thinking, tried in this order [R117]. */
export const THINKING_TAGS: readonly Tags[] = [
  {
    open: /^<\|channel\|>\s*(?:analysis|commentary)[^<]{0,80}(?:<\|constrain\|>\s*\w{0,20}\s*)?<\|message\|>/i,
    close: () => /<\|end\|>|<\|return\|>|<\|call\|>|(?=<\|start\|>)|(?=<\|channel\|>\s*final)/i,
    partial:
      /^<\|channel(?:$|\|(?:$|>[^<]{0,90}(?:$|<\|?[a-z]{0,9}\|?$|<\|constrain\|>\s*\w{0,20}\s*(?:$|<\|?[a-z]{0,7}\|?$))))/i,
    example: ['<|channel|>analysis<|message|>', '<|end|>'],
  },
  {
    open: /^<\|channel>\s*(?:thought|analysis)\b/i,
    close: () => /<channel\|>/i,
    partial: /^<\|channel>\s*[a-z]{0,8}$/i,
    example: ['<|channel>thought\n', '<channel|>'],
  },
  {
    open: /^<\|(?:begin_of_|start_)(thought|thinking|reasoning)\|>/i,
    close: (name) => new RegExp(`<\\|(?:end_of_|end_)${escaped(name)}\\|>`, 'i'),
    partial: /^<\|[\w]{0,30}\|?$/,
    example: ['<|START_THINKING|>', '<|END_THINKING|>'],
  },
  {
    open: new RegExp(`^<\\|(${NAME})\\|>`, 'i'),
    close: (name) => new RegExp(`<\\|/${escaped(name)}\\|>|</${escaped(name)}>`, 'i'),
    partial: /^<\|[\w.:-]{0,30}\|?$/,
    example: ['<|thinking|>', '<|/thinking|>'],
  },
  {
    // Channels whose tags the server has removed, with the names left in the text.
    open: /^analysis(?=[A-Z"'])/,
    close: () => /assistantfinal/,
    partial: /^a(?:n(?:a(?:l(?:y(?:s(?:is?)?)?)?)?)?)?$/,
    example: ['analysisThe user says hi.', 'assistantfinal'],
  },
  {
    open: new RegExp(`^<(${NAME})(?:\\s(?:[^<>]{0,199}[^<>/])?)?>`, 'i'),
    // Some models open `think` and close `thinking`, or the other way round.
    close: (name) =>
      new RegExp(`</${escaped(name).replace(/think(?:ing)?$/i, 'think(?:ing)?')}\\s*>`, 'i'),
    partial: /^<[a-z][\w.:-]{0,40}(?:\s[^<>]{0,200}|\/)?$/i,
    example: ['<think>', '</think>'],
  },
  {
    open: /^<details type="reasoning"[^<>]{0,200}>/i,
    close: () => /<\/details>/i,
    partial: /^<details(?:\s[^<>]{0,200})?$/i,
    example: ['<details type="reasoning" done="true">', '</details>'],
  },
  {
    open: /^\[think\]/i,
    close: () => /\[\/think\]/i,
    partial: /^\[(?:t(?:h(?:i(?:nk?)?)?)?)?$/i,
    example: ['[THINK]', '[/THINK]'],
  },
  {
    open: /^◁think▷/i,
    close: () => /◁\/think▷/i,
    partial: /^◁[a-z]{0,5}$/i,
    example: ['◁think▷', '◁/think▷'],
  },
];

/** Tags that some models put before the answer itself, after their thinking. */
export const WRAPPINGS =
  /^(?:<\|start\|>assistant|<\|channel\|>\s*final[^<]{0,80}<\|message\|>|<\|(?:begin_of_solution|start_response)\|>)/i;
export const PARTIAL_WRAPPING =
  /^<\|[a-z_]{0,20}(?:$|\|(?:$|>[^<]{0,80}(?:$|<\|?[a-z]{0,7}\|?$)))/i;
/** Tags that close a wrapping. */
export const WRAPPING_ENDS =
  /<\|(?:end_of_solution|end_response|return|end)\|>|<\/(?:answer|response|output|final)>\s*$/gi;
/** Tags that wrap an answer only after thinking; otherwise they are part of its text. */
export const ANSWER_TAG = /^<(?:answer|response|output|final)>/i;
export const PARTIAL_ANSWER_TAG = /^<[a-z]{0,8}$/i;
/** Empty thinking, written as a single tag. */
export const EMPTY_THOUGHT = new RegExp(`^<${NAME}\\s*/>`, 'i');

/** A closing tag whose opening tag was part of the prompt, and so is not in the answer. */
export const LONE_CLOSE = new RegExp(`</${NAME}\\s*>|\\[/think\\]|◁/think▷`, 'gi');
export const PARTIAL_LONE_CLOSE =
  /(?:<(?:\/[\w.:-]{0,30}\s{0,3})?|\[(?:\/[a-z]{0,5})?|◁(?:\/[a-z]{0,5})?)$/i;
export const ANY_OPEN = new RegExp(`<${NAME}[^<>]{0,200}>|\\[think\\]|◁think▷`, 'i');
