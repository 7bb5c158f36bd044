import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { type AllowedNetworks, type Reach, reachOf } from '@canvass/domain';

/** The address is not one that may be called. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/**
 * Resolves names for connections: what it answers has been checked, and the connection goes there and nowhere else, so that
 * a name which resolves to something else a moment later changes nothing. One refused address among several refuses the
 * name: whoever mixes them is after something.
 */
export function checkedLookup(
  allowed: AllowedNetworks,
  secure: boolean,
  resolve: (hostname: string) => Promise<LookupAddress[]> = (hostname) => lookup(hostname, { all: true }),
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const wanted = addresses.filter(({ family }) => !options.family || options.family === family);
        const [first] = wanted;
        if (first === undefined) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
        if (!wanted.every(({ address }) => mayBeCalled(reachOf(address, allowed), secure))) {
          return callback(new AddressRefused('the name leads to an address that is not called'), '');
        }
        return options.all ? callback(null, wanted) : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

/** Without encryption only inside of allowed networks. */
export function mayBeCalled(reach: Reach, secure: boolean): boolean {
  return reach === 'allowed' || (reach === 'public' && secure);
}
