import type { Catalogue } from '../../../i18n/text.tsx';

/** Whose it is, in words. */
export function ownerName({ owner }: { owner: { name: string | null } | null }, t: Catalogue): string {
  return owner === null ? t.sharing.noOwner : (owner.name ?? t.sharing.ownerGone);
}
