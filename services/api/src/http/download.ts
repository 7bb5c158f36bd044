import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';

/** A reply that is a file to keep. */
export class Download {
  readonly #fileName: string;
  readonly #type: string;
  readonly #content: Uint8Array | AsyncIterable<string>;

  /**
   * `fileName`: letters, digits, `.`, `_` and `-` alone. Content that is made piece by piece is asked for no faster than
   * the reader takes it, and not at all any more once the reader is gone.
   */
  constructor(fileName: string, type: string, content: Uint8Array | AsyncIterable<string>) {
    if (!/^[\w.-]+$/.test(fileName)) throw new Error('a file name that could break the header');
    this.#fileName = fileName;
    this.#type = type;
    this.#content = content;
  }

  async send(response: Response): Promise<void> {
    response.type(this.#type).setHeader('Content-Disposition', `attachment; filename="${this.#fileName}"`);
    if (this.#content instanceof Uint8Array) {
      response.send(Buffer.from(this.#content));
      return;
    }
    try {
      await pipeline(Readable.from(this.#content, { objectMode: false }), response);
    } catch (error) {
      if (!isReaderGone(error)) throw error;
    }
  }
}

function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

export const DownloadReply = z.instanceof(Download);
