import type { Response } from 'express';
import { z } from 'zod';

/** A reply that is a file to keep. */
export class Download {
  readonly #fileName: string;
  readonly #type: string;
  readonly #bytes: Uint8Array;

  /** `fileName`: letters, digits, `.`, `_` and `-` alone. */
  constructor(fileName: string, type: string, bytes: Uint8Array) {
    if (!/^[\w.-]+$/.test(fileName)) throw new Error('a file name that could break the header');
    this.#fileName = fileName;
    this.#type = type;
    this.#bytes = bytes;
  }

  send(response: Response): void {
    response
      .type(this.#type)
      .setHeader('Content-Disposition', `attachment; filename="${this.#fileName}"`)
      .send(Buffer.from(this.#bytes));
  }
}

export const DownloadReply = z.instanceof(Download);
