/** Namespace declarations in scope (Namespaces in XML 1.0), kept as a stack beside the open elements. */
export class NamespaceScope {
  readonly #prefixes: string[] = ['', 'xml'];
  readonly #uris: string[] = ['', 'http://www.w3.org/XML/1998/namespace'];
  readonly #known: ReadonlyMap<string, string>;
  #lastPrefix: string | null = null;
  #lastUri = '';

  /** `known` URIs are handed out as the very same string, so that comparing them costs nothing. */
  constructor(known: readonly string[]) {
    this.#known = new Map(known.map((uri) => [uri, uri]));
  }

  get size(): number {
    return this.#prefixes.length;
  }

  declare(prefix: string, uri: string): void {
    this.#prefixes.push(prefix);
    this.#uris.push(this.#known.get(uri) ?? uri);
    this.#lastPrefix = null;
  }

  /** Forgets what was declared since there were `size` declarations. */
  leave(size: number): void {
    if (this.#prefixes.length === size) return;
    this.#prefixes.length = size;
    this.#uris.length = size;
    this.#lastPrefix = null;
  }

  /** The URI of a prefix, '' for the default namespace when none is declared; null = the prefix is not declared. */
  resolve(prefix: string): string | null {
    if (prefix === this.#lastPrefix) return this.#lastUri;
    const index = this.#prefixes.lastIndexOf(prefix);
    const uri = this.#uris[index];
    if (uri === undefined) return null;
    this.#lastPrefix = prefix;
    this.#lastUri = uri;
    return uri;
  }
}
