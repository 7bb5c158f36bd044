import { Org, Random } from '@canvass/salesforce-simulator';
import { seedTenant } from '../../bench/support/seed.ts';
import { salesforceId } from '../../packages/salesforce-simulator/src/salesforce-id.ts';
import type { World } from '../support/world.ts';
import { endlessCases, type SentCase } from './cases.ts';
import type { SentNotification } from './ledger.ts';

const orgCount = 3;

/** Several orgs, each with a workspace of its own, that send as Salesforce does until they are told to stop. */
export class Load {
  readonly #orgs: readonly SendingOrg[];
  readonly #sending: Promise<unknown>;
  readonly #giveUp = new AbortController();

  private constructor(orgs: readonly SendingOrg[]) {
    this.#orgs = orgs;
    this.#sending = Promise.all(orgs.map((org) => org.send(AbortSignal.any([this.#giveUp.signal]))));
  }

  static async start(world: World, options: { seed: number; rate: number }): Promise<Load> {
    const orgs: SendingOrg[] = [];
    for (let number = 1; number <= orgCount; number += 1) {
      const { workspaceId, token } = await seedTenant(world.pool, 'email');
      const random = new Random(options.seed * 31 + number);
      orgs.push(new SendingOrg(number, workspaceId, world.ingressUrl + token, random, options.rate / orgCount));
    }
    return new Load(orgs);
  }

  /** No new notifications from now on. Resolves when all are acknowledged; false = they are not, within this time. */
  async stop(withinMs: number): Promise<boolean> {
    for (const org of this.#orgs) org.isOver = true;
    const timer = setTimeout(() => this.#giveUp.abort(), withinMs);
    await this.#sending;
    clearTimeout(timer);
    return !this.#giveUp.signal.aborted;
  }

  get book(): SentNotification[] {
    return this.#orgs.flatMap((org) => org.book());
  }

  /** What the orgs did: messages, duplicates, lost acknowledgements, failures. */
  get facts(): Record<string, number> {
    const facts: Record<string, number> = {
      messages: 0,
      'sent again after its Ack': 0,
      'Acks lost': 0,
      'not acked': 0,
    };
    for (const { ledger } of this.#orgs.map(({ org }) => org)) {
      facts.messages = (facts.messages ?? 0) + ledger.messages;
      facts['sent again after its Ack'] = (facts['sent again after its Ack'] ?? 0) + ledger.duplicates;
      facts['Acks lost'] = (facts['Acks lost'] ?? 0) + ledger.lostAcks;
      for (const [reason, count] of ledger.failures) {
        if (reason !== 'the acknowledgement was lost') facts['not acked'] = (facts['not acked'] ?? 0) + count;
      }
    }
    return facts;
  }
}

class SendingOrg {
  readonly org: Org;
  isOver = false;
  readonly #workspaceId: string;
  readonly #cases = new Map<string, SentCase>();
  readonly #number: number;
  readonly #random: Random;

  constructor(number: number, workspaceId: string, url: string, random: Random, rate: number) {
    this.#number = number;
    this.#workspaceId = workspaceId;
    this.#random = random;
    const identity = {
      organizationId: salesforceId('organization', number),
      actionId: salesforceId('action', number),
      ...{ objectType: 'Case', host: `org${number}.my.salesforce.com`, apiVersion: '66.0' },
    };
    this.org = new Org(identity, url, {
      ...{ batch: 10, concurrency: 4, rate, duplicates: 0.05, loseAcks: 0.05, reorder: true, random },
      // Salesforce waits for a minute and tries again after some; a run has only minutes.
      ...{ timeoutMs: 10_000, firstRetryMs: 250, maxRetryMs: 4_000 },
    });
  }

  send(signal: AbortSignal): Promise<void> {
    return this.org.send(this.#untilOver(), signal);
  }

  *#untilOver() {
    const cases = endlessCases(this.#number, this.#random, (sent) => this.#cases.set(sent.notificationId, sent));
    while (!this.isOver) yield cases.next().value;
  }

  book(): SentNotification[] {
    return this.org.ledger.entries.flatMap(({ notificationId, attempts, firstAnsweredAt, acknowledgedAt }) => {
      const sent = this.#cases.get(notificationId);
      // An Ack that was lost on its way has been given all the same.
      const given = { workspaceId: this.#workspaceId, attempts, acknowledgedAt: firstAnsweredAt ?? acknowledgedAt };
      return sent === undefined ? [] : [{ ...sent, ...given }];
    });
  }
}
