import { isJsonObject, isQuestion, type JsonObject, surveyElements, surveyText } from './survey-elements.ts';
import type { SurveyFlow } from './survey-flow.ts';

export interface SurveyContents {
  definition: JsonObject;
  flow: SurveyFlow;
}

export const surveyChangeKinds = ['added', 'removed', 'changed', 'moved'] as const;
export const surveyChangeSubjects = ['question', 'content', 'page', 'text', 'embedded-data'] as const;

/** One difference between two states of a survey, as somebody who publishes wants to read it. */
export interface SurveyChange {
  kind: (typeof surveyChangeKinds)[number];
  subject: (typeof surveyChangeSubjects)[number];
  /** The name of the question or field; of a text its property: `title`. */
  name: string;
  /** What people read, where there is something to read. */
  title: string | null;
  /** Properties that differ: `title`, `choices`, `isRequired`. */
  properties: string[];
}

/** What differs between two states: removals first, because answers stop coming for them. */
export function surveyChanges(before: SurveyContents, after: SurveyContents): SurveyChange[] {
  const changes = [
    ...elementChanges(before.definition, after.definition),
    ...pageChanges(before.definition, after.definition),
    ...textChanges(before.definition, after.definition),
    ...flowChanges(before.flow, after.flow),
  ];
  const order = ['removed', 'added', 'changed', 'moved'];
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

interface Placed {
  element: JsonObject;
  /** Name of its page. */
  page: string;
}

function placedByName(definition: JsonObject): Map<string, Placed> {
  const pages: unknown[] = Array.isArray(definition.pages) ? definition.pages : [];
  const pageOf = (index: unknown) => {
    const page = typeof index === 'number' ? pages[index] : null;
    return isJsonObject(page) ? String(page.name ?? index) : '';
  };
  return new Map(
    surveyElements(definition).map(({ element, path }) => [String(element.name), { element, page: pageOf(path[1]) }]),
  );
}

function elementChanges(before: JsonObject, after: JsonObject): SurveyChange[] {
  const [old, now] = [placedByName(before), placedByName(after)];
  const kept = (from: Map<string, Placed>, other: Map<string, Placed>) =>
    [...from.keys()].filter((key) => other.has(key));
  const [oldOrder, nowOrder] = [kept(old, now), kept(now, old)];
  const settled = longestCommonOrder(oldOrder, nowOrder);
  const change = (kind: SurveyChange['kind'], name: string, element: JsonObject, properties: string[] = []) => ({
    kind,
    subject: isQuestion(element) ? ('question' as const) : ('content' as const),
    name,
    title: surveyText(element.title),
    properties,
  });
  return [
    ...[...old].flatMap(([name, { element }]) => (now.has(name) ? [] : [change('removed', name, element)])),
    ...[...now].flatMap(([name, placed]): SurveyChange[] => {
      const previous = old.get(name);
      if (previous === undefined) return [change('added', name, placed.element)];
      const properties = differing(previous.element, placed.element, ['elements']);
      const moved = !settled.has(name) || previous.page !== placed.page;
      return [
        ...(properties.length > 0 ? [change('changed', name, placed.element, properties)] : []),
        ...(moved ? [change('moved', name, placed.element)] : []),
      ];
    }),
  ];
}

function pageChanges(before: JsonObject, after: JsonObject): SurveyChange[] {
  const pages = (definition: JsonObject) =>
    new Map(
      (Array.isArray(definition.pages) ? definition.pages : [])
        .filter(isJsonObject)
        .map((page, index) => [String(page.name ?? index), page]),
    );
  const [old, now] = [pages(before), pages(after)];
  const change = (
    kind: SurveyChange['kind'],
    name: string,
    page: JsonObject,
    properties: string[] = [],
  ): SurveyChange => ({ kind, subject: 'page', name, title: surveyText(page.title), properties });
  return [
    ...[...old].flatMap(([name, page]) => (now.has(name) ? [] : [change('removed', name, page)])),
    ...[...now].flatMap(([name, page]): SurveyChange[] => {
      const previous = old.get(name);
      if (previous === undefined) return [change('added', name, page)];
      const properties = differing(previous, page, ['elements', 'name']);
      return properties.length > 0 ? [change('changed', name, page, properties)] : [];
    }),
  ];
}

function textChanges(before: JsonObject, after: JsonObject): SurveyChange[] {
  return differing(before, after, ['pages', 'elements']).map((name) => ({
    kind: 'changed',
    subject: 'text',
    name,
    title: surveyText(after[name]),
    properties: [],
  }));
}

function flowChanges(before: SurveyFlow, after: SurveyFlow): SurveyChange[] {
  const names = (flow: SurveyFlow) => new Set(flow.embeddedData.map(({ name }) => name));
  const [old, now] = [names(before), names(after)];
  const change =
    (kind: SurveyChange['kind']) =>
    (name: string): SurveyChange => ({ kind, subject: 'embedded-data', name, title: null, properties: [] });
  return [
    ...[...old].filter((name) => !now.has(name)).map(change('removed')),
    ...[...now].filter((name) => !old.has(name)).map(change('added')),
  ];
}

function differing(before: JsonObject, after: JsonObject, except: readonly string[]): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !except.includes(key));
  return keys.filter((key) => !isSame(before[key], after[key])).sort();
}

function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => isSame(entry, other[index]));
  }
  if (isJsonObject(one) && isJsonObject(other)) return differing(one, other, []).length === 0;
  return one === other;
}

/** The names that kept their order: a longest common subsequence; the others were moved. */
function longestCommonOrder(old: readonly string[], now: readonly string[]): Set<string> {
  const positions = now.map((name) => old.indexOf(name));
  const lengths: number[] = [];
  const previous: number[] = [];
  for (const [index, position] of positions.entries()) {
    lengths[index] = 1;
    previous[index] = -1;
    for (let earlier = 0; earlier < index; earlier += 1) {
      if ((positions[earlier] ?? 0) < position && (lengths[earlier] ?? 0) + 1 > (lengths[index] ?? 0)) {
        lengths[index] = (lengths[earlier] ?? 0) + 1;
        previous[index] = earlier;
      }
    }
  }
  const settled = new Set<string>();
  let at = lengths.indexOf(Math.max(...lengths));
  while (at >= 0) {
    settled.add(now[at] ?? '');
    at = previous[at] ?? -1;
  }
  return settled;
}
