/** The conditions of 28.312 (Condition, V19.5.0), and how they are spelt in circulation. */
export const CONDITIONS = [
  'IS_ALL_OF',
  'IS_EQUAL_TO',
  'IS_EQUAL_TO_OR_GREATER_THAN',
  'IS_EQUAL_TO_OR_LESS_THAN',
  'IS_GREATER_THAN',
  'IS_LESS_THAN',
  'IS_NOT_ONE_OF',
  'IS_ONE_OF',
  'IS_OUTSIDE_RANGE',
  'IS_WITHIN_RANGE',
] as const;

export type Condition = (typeof CONDITIONS)[number];

/**
 * Spellings by their letters alone, in lower case: those of Rel-17 to 20, slips of the published files among them
 * (`Is_less _than`, `S_EQUAL_TO`), and those of the source systems, TMF921 dialects and peers.
 */
const SPELLINGS: Readonly<Record<Condition, readonly string[]>> = {
  IS_ALL_OF: ['isallof', 'allof'],
  IS_EQUAL_TO: ['isequalto', 'isequalthan', 'sequalto', 'equal', 'equals', 'equalto', 'eq'],
  IS_EQUAL_TO_OR_GREATER_THAN: [
    'isequaltoorgreaterthan',
    'equaltoorgreaterthan',
    'isgreaterthanorequalto',
    'greaterthanorequal',
    'greaterthanorequalto',
    'atleast',
    'gte',
  ],
  IS_EQUAL_TO_OR_LESS_THAN: [
    'isequaltoorlessthan',
    'equaltoorlessthan',
    'islessthanorequalto',
    'lessthanorequal',
    'lessthanorequalto',
    'atmost',
    'lte',
  ],
  IS_GREATER_THAN: ['isgreaterthan', 'greaterthan', 'greater', 'larger', 'gt'],
  IS_LESS_THAN: ['islessthan', 'lessthan', 'smaller', 'lt'],
  IS_NOT_ONE_OF: ['isnotoneof', 'notoneof', 'notequal', 'notequalto', 'isnotequalto'],
  IS_ONE_OF: ['isoneof', 'oneof'],
  IS_OUTSIDE_RANGE: ['isoutsiderange', 'isoutsidetherange', 'outsiderange'],
  IS_WITHIN_RANGE: ['iswithinrange', 'iswithintherange', 'withinrange', 'between'],
};

const BY_SPELLING = new Map(
  Object.entries(SPELLINGS).flatMap(([condition, spellings]) =>
    spellings.map(spelling => [spelling, condition as Condition] as const),
  ),
);

/** Comparison signs, as they stand for a condition or in front of a value. Longer ones first. */
const SIGNS: readonly (readonly [sign: string, condition: Condition])[] = [
  ['<=', 'IS_EQUAL_TO_OR_LESS_THAN'],
  ['>=', 'IS_EQUAL_TO_OR_GREATER_THAN'],
  ['==', 'IS_EQUAL_TO'],
  ['≤', 'IS_EQUAL_TO_OR_LESS_THAN'],
  ['≥', 'IS_EQUAL_TO_OR_GREATER_THAN'],
  ['<', 'IS_LESS_THAN'],
  ['>', 'IS_GREATER_THAN'],
  ['=', 'IS_EQUAL_TO'],
];

const BY_SIGN = new Map(SIGNS);

/** The condition a word or sign stands for, whatever its case and separators; undefined for one no one knows. */
export function conditionOf(written: string): Condition | undefined {
  if ((CONDITIONS as readonly string[]).includes(written)) return written as Condition;
  return BY_SIGN.get(written.trim()) ?? BY_SPELLING.get(written.toLowerCase().replace(/[\s_-]+/g, ''));
}

/** The sign in front of a value such as `<1ms`, and the value without it. */
export function splitSign(value: string): { condition: Condition; rest: string } | undefined {
  const text = value.trimStart();
  const found = SIGNS.find(([sign]) => text.startsWith(sign));
  return found && { condition: found[1], rest: text.slice(found[0].length).trim() };
}
