import { useCallback, useReducer } from 'react';

interface History<Value> {
  past: Value[];
  present: Value;
  future: Value[];
  /** What the last change was to, and when: typing on in one place is undone at once. */
  last: { key: string | null; at: number };
}

type Action<Value> =
  | { kind: 'change'; value: Value; key: string | null; at: number }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'reset'; value: Value };

const maxSteps = 200;
const oneChangeMs = 1500;

export function historyReducer<Value>(history: History<Value>, action: Action<Value>): History<Value> {
  const { past, present, future } = history;
  const last = { key: null, at: 0 };
  if (action.kind === 'reset') return historyOf(action.value);
  if (action.kind === 'undo') {
    const before = past.at(-1);
    if (before === undefined) return history;
    return { past: past.slice(0, -1), present: before, future: [present, ...future], last };
  }
  if (action.kind === 'redo') {
    const [after, ...rest] = future;
    if (after === undefined) return history;
    return { past: [...past, present], present: after, future: rest, last };
  }
  const goesOn = action.key !== null && action.key === history.last.key && action.at - history.last.at < oneChangeMs;
  return {
    past: goesOn ? past : [...past, present].slice(-maxSteps),
    present: action.value,
    future: [],
    last: { key: action.key, at: action.at },
  };
}

export const historyOf = <Value>(present: Value): History<Value> => ({
  past: [],
  present,
  future: [],
  last: { key: null, at: 0 },
});

/** A value that can be changed, and every change undone and done again. */
export function useHistory<Value>(initial: Value) {
  const [history, dispatch] = useReducer(historyReducer<Value>, initial, historyOf);
  const change = useCallback(
    /** Changes with the same `key` shortly after each other are one step back. */
    (value: Value, key: string | null = null) => dispatch({ kind: 'change', value, key, at: Date.now() }),
    [],
  );
  return {
    value: history.present,
    change,
    undo: useCallback(() => dispatch({ kind: 'undo' }), []),
    redo: useCallback(() => dispatch({ kind: 'redo' }), []),
    /** Begins anew from a value: nothing before it can be come back to. */
    reset: useCallback((value: Value) => dispatch({ kind: 'reset', value }), []),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
