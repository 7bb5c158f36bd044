import { z } from 'zod';

/**
 * What a condition compares: a field of the event that started the run; something that an earlier step produced; a field of
 * the record's newest notification (the event itself while none came since); a fact of the run's contact as it is now.
 */
export const Operand = z.discriminatedUnion('from', [
  z.object({ from: z.literal('event'), field: z.string().min(1).max(255) }),
  z.object({ from: z.literal('step'), step: z.string().min(1).max(64), output: z.string().min(1).max(64) }),
  z.object({ from: z.literal('latest'), field: z.string().min(1).max(255) }),
  z.object({ from: z.literal('contact'), field: z.string().min(1).max(255) }),
]);
export type Operand = z.output<typeof Operand>;

export const unaryOperators = ['is-empty', 'is-not-empty', 'is-true', 'is-false'] as const;
export const valueOperators = [
  'equals',
  'not-equals',
  'contains',
  'does-not-contain',
  'starts-with',
  'ends-with',
  'matches',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'before',
  'after',
] as const;
export const listOperators = ['is-one-of', 'is-not-one-of'] as const;

const value = z.string().max(4000);
const operand = { left: Operand, ignoreCase: z.boolean().optional() };

/** One comparison. Values are text as typed by the user; the left side's catalogue type says how both are read. */
export const Comparison = z.discriminatedUnion('operator', [
  z.object({ kind: z.literal('comparison'), operator: z.enum(unaryOperators), ...operand }),
  z.object({ kind: z.literal('comparison'), operator: z.enum(valueOperators), ...operand, value }),
  z.object({ kind: z.literal('comparison'), operator: z.literal('between'), ...operand, low: value, high: value }),
  z.object({
    kind: z.literal('comparison'),
    operator: z.enum(listOperators),
    ...operand,
    values: z.array(value).min(1).max(200),
  }),
  z.object({
    kind: z.literal('comparison'),
    operator: z.enum(['within-last', 'changed-within']),
    ...operand,
    amount: z.number().int().positive().max(10_000),
    unit: z.enum(['minutes', 'hours', 'days']),
  }),
]);
export type Comparison = z.output<typeof Comparison>;

export interface ConditionGroup {
  kind: 'group';
  match: 'all' | 'any' | 'none';
  conditions: Condition[];
}
export type Condition = Comparison | ConditionGroup;

/** Conditions nest; depth is bounded where a definition is validated (`maxConditionDepth`). */
export const Condition: z.ZodType<Condition> = z.lazy(() => z.union([Comparison, ConditionGroup]));
export const ConditionGroup: z.ZodType<ConditionGroup> = z.object({
  kind: z.literal('group'),
  match: z.enum(['all', 'any', 'none']),
  conditions: z.array(Condition).max(100),
});
