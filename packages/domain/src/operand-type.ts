import type { Operand } from './condition.ts';
import { contactFactType } from './contact-facts.ts';
import type { FieldType, FieldTypes } from './field-catalogue.ts';
import type { Step } from './workflow-definition.ts';

/** How a condition reads its left side, as far as the definition tells. */
export function operandType(
  operand: Operand,
  { fieldTypes, earlier }: { fieldTypes: FieldTypes | null; earlier: ReadonlyMap<string, Step> },
): FieldType {
  switch (operand.from) {
    case 'event':
    case 'latest':
      return fieldTypes?.get(operand.field) ?? 'text';
    case 'contact':
      return contactFactType(operand.field);
    case 'step':
      if (operand.output === 'changed') return 'multi-select';
      return operand.output === 'wentOn' && earlier.get(operand.step)?.type === 'wait' ? 'boolean' : 'text';
  }
}
