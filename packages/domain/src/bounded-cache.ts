/**
 * A memo for things that never change once made. Holds at most `maxEntries`, the half of them that was used last in any
 * case. Two generations, so that finding something costs no more than finding it: when the younger one is full, the older
 * is dropped.
 */
export class BoundedCache<Key, Value> {
  #younger = new Map<Key, Value>();
  #older = new Map<Key, Value>();
  readonly #maxYounger: number;

  constructor(maxEntries: number) {
    this.#maxYounger = Math.max(1, Math.floor(maxEntries / 2));
  }

  get(key: Key): Value | undefined {
    const value = this.#younger.get(key);
    if (value !== undefined) return value;
    const old = this.#older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#younger.size >= this.#maxYounger && !this.#younger.has(key)) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#older.delete(key);
    this.#younger.set(key, value);
  }

  getOrMake(key: Key, make: () => Value): Value {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }
}
