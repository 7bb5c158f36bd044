import { useReducer } from 'react';

interface Steps<Value> {
  past: Value[];
  present: Value;
  future: Value[];
  /** What the last change was to: typing on in one place is one step. */
  key: string | null;
}

type Action<Value> =
  | { kind: 'change'; value: Value; key: string | null }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'reset'; value: Value };

const mostSteps = 200;

function reduce<Value>(steps: Steps<Value>, action: Action<Value>): Steps<Value> {
  const { past, present, future } = steps;
  switch (action.kind) {
    case 'change': {
      const goesOn = action.key !== null && action.key === steps.key;
      return {
        past: goesOn ? past : [...past, present].slice(-mostSteps),
        present: action.value,
        future: [],
        key: action.key,
      };
    }
    case 'undo': {
      const before = past.at(-1);
      if (before === undefined) return steps;
      return { past: past.slice(0, -1), present: before, future: [present, ...future], key: null };
    }
    case 'redo': {
      const [after, ...rest] = future;
      if (after === undefined) return steps;
      return { past: [...past, present], present: after, future: rest, key: null };
    }
    case 'reset':
      return { past: [], present: action.value, future: [], key: null };
  }
}

/** A value whose changes can be taken back and made again. Changes of the same `key` after each other are one step. */
export function useUndo<Value>(initial: Value) {
  const [steps, dispatch] = useReducer(reduce<Value>, { past: [], present: initial, future: [], key: null });
  return {
    value: steps.present,
    change: (value: Value, key: string | null = null) => dispatch({ kind: 'change', value, key }),
    undo: () => dispatch({ kind: 'undo' }),
    redo: () => dispatch({ kind: 'redo' }),
    reset: (value: Value) => dispatch({ kind: 'reset', value }),
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
  };
}
