import { BoundedCache } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { EmailSender, TextSender } from '@canvass/providers';

const maxAddresses = 1_000;
/** Long enough that typing asks once, short enough that a verification is seen soon. */
const knownForMs = 60_000;
/** An editor waits for it. */
const patienceMs = 2_000;

interface Known {
  readonly isUnverified: boolean;
  readonly until: number;
}

/** The ways out: test messages go by them, and they tell which from addresses are verified. */
export class Senders {
  readonly email: EmailSender | null;
  readonly texts: TextSender | null;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #known = new BoundedCache<string, Known>(maxAddresses);

  constructor(email: EmailSender | null, texts: TextSender | null, log: Pick<Logger, 'warn'>) {
    this.email = email;
    this.texts = texts;
    this.#log = log;
  }

  /** Channels that a provider is set up for. */
  channels(): Set<'email' | 'sms'> {
    return new Set([
      ...(this.email === null ? [] : (['email'] as const)),
      ...(this.texts === null ? [] : (['sms'] as const)),
    ]);
  }

  /** Those of these addresses (in lower case) that are known not to be verified. What can't be told within two seconds is not among them. */
  async findUnverified(addresses: readonly string[], now = Date.now()): Promise<Set<string>> {
    const asked = [...new Set(addresses.map((address) => address.toLowerCase()))];
    const unknown = asked.filter((address) => (this.#known.get(address)?.until ?? 0) <= now);
    if (unknown.length > 0) await this.#ask(unknown, now);
    return new Set(asked.filter((address) => this.#known.get(address)?.isUnverified === true));
  }

  async #ask(addresses: readonly string[], now: number): Promise<void> {
    const found = await this.#unverifiedOf(addresses);
    const until = now + knownForMs;
    for (const address of addresses) this.#known.set(address, { isUnverified: found.has(address), until });
  }

  async #unverifiedOf(addresses: readonly string[]): Promise<Set<string>> {
    const nothing = new Set<string>();
    if (this.email?.findUnverified === undefined) return nothing;
    const late = Promise.withResolvers<Set<string>>();
    const timer = setTimeout(() => late.resolve(nothing), patienceMs);
    try {
      return await Promise.race([this.email.findUnverified(addresses), late.promise]);
    } catch (error) {
      // The provider's words may name addresses.
      this.#log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'senders.verification-not-known');
      return nothing;
    } finally {
      clearTimeout(timer);
    }
  }
}
