import {
  escapeHtml,
  type InvitationSnapshot,
  PermanentError,
  type PipedTextScope,
  renderPipedText,
  type SurveyFlow,
} from '@canvass/domain';
import { type PreparedDefinition, pipedTextMark } from './prepared-definition.ts';

/**
 * The embedded data of a response: the names that the survey flow declares, each from the facts of the sending time.
 * The contact's own come first, then the transaction's, then the event's fields.
 */
export function embeddedDataOf(flow: SurveyFlow, snapshot: InvitationSnapshot): Record<string, string> {
  const sources = [snapshot.contact.embeddedData, snapshot.transaction?.fields ?? {}, snapshot.event];
  return Object.fromEntries(
    flow.embeddedData.flatMap(({ name }) => {
      const source = sources.find((facts) => Object.hasOwn(facts, name) && facts[name] !== null);
      const value = source?.[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** What piped text of a survey can read. */
export function scopeOf(snapshot: InvitationSnapshot, embeddedData: Record<string, string>): PipedTextScope {
  return {
    contact: snapshot.contact,
    event: snapshot.event,
    embeddedData: { ...snapshot.contact.embeddedData, ...embeddedData },
  };
}

/** Puts piped text back where its marks are. One that can't be written leaves nothing: the person can answer all the same. */
export class PipedTexts {
  readonly #prepared: PreparedDefinition;
  readonly #scope: PipedTextScope;
  readonly #onFailure: (error: PermanentError) => void;

  constructor(prepared: PreparedDefinition, scope: PipedTextScope, onFailure: (error: PermanentError) => void) {
    this.#prepared = prepared;
    this.#scope = scope;
    this.#onFailure = onFailure;
  }

  /** In the author's markup: values are escaped, the author's own tags are not. */
  inMarkup(markup: string): string {
    return this.#fill(markup, (expression) => renderPipedText(expression, this.#scope, { escape: 'html' }));
  }

  /** In a written page, where marks stand in element contents and quoted attributes: all of it is escaped. */
  inPage(page: string): string {
    return this.#fill(page, (expression) => escapeHtml(renderPipedText(expression, this.#scope)));
  }

  #fill(text: string, write: (expression: string) => string): string {
    return text.replace(pipedTextMark, (_mark, number: string) => {
      const expression = this.#prepared.pipedTexts[Number(number)];
      if (expression === undefined) return '';
      try {
        return write(expression);
      } catch (error) {
        if (!(error instanceof PermanentError)) throw error;
        this.#onFailure(error);
        return '';
      }
    });
  }
}
