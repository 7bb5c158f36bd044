export interface SignInSearch {
  /** Where to go afterwards: an address inside the console. */
  next?: string;
  expired?: boolean;
}

export function parseSignInSearch(search: Record<string, unknown>): SignInSearch {
  return {
    ...(isInside(search.next) ? { next: search.next } : {}),
    ...(search.expired === true ? { expired: true } : {}),
  };
}

/** Only paths of this site: `//host` and `/\host` would lead elsewhere. */
function isInside(address: unknown): address is string {
  return typeof address === 'string' && /^\/(?![/\\])/.test(address);
}
