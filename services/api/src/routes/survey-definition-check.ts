import { surveyElementTypes } from '@canvass/domain';
import { type JsonError, Model } from 'survey-core';
import { toPointer } from '../http/places.ts';
import { type Place, ProblemError } from '../http/problem-error.ts';

const known: ReadonlySet<unknown> = new Set(surveyElementTypes);
const mostPlaces = 50;

/** Throws `invalid-definition`, with pointers, unless survey-core reads the whole definition and the page can show it. */
export function requireSoundSurvey(definition: Record<string, unknown>): void {
  const places = [...unknownElements(definition), ...loadErrors(definition), ...repeatedNames(definition)];
  if (places.length > 0) throw new ProblemError('invalid-definition', { places: places.slice(0, mostPlaces) });
}

/** The same for a survey that goes out: it also asks something. */
export function requirePublishableSurvey(definition: Record<string, unknown>): void {
  requireSoundSurvey(definition);
  if (new Model(definition).getAllQuestions().length > 0) return;
  throw new ProblemError('invalid-definition', {
    places: [{ pointer: '/definition', message: 'The survey asks nothing. Add a question.' }],
  });
}

function unknownElements(definition: Record<string, unknown>): Place[] {
  return elementsOf(definition).flatMap(({ element, path }) =>
    known.has(element.type)
      ? []
      : [
          {
            pointer: toPointer(['definition', ...path, 'type']),
            message: `“${String(element.type)}” is not one of ${surveyElementTypes.join(', ')}.`,
          },
        ],
  );
}

function repeatedNames(definition: Record<string, unknown>): Place[] {
  const seen = new Set<unknown>();
  return elementsOf(definition).flatMap(({ element: { name }, path }) => {
    const repeated = name !== undefined && seen.has(name);
    seen.add(name);
    return repeated
      ? [
          {
            pointer: toPointer(['definition', ...path, 'name']),
            message: `More than one element has the name “${String(name)}”.`,
          },
        ]
      : [];
  });
}

function loadErrors(definition: Record<string, unknown>): Place[] {
  const survey = new Model();
  survey.fromJSON(structuredClone(definition)); // survey-core writes into what it is given
  const plain: Record<string, unknown> = definition;
  return (survey.jsonErrors ?? [])
    .filter((error) => !(error.type === 'incorrecttypeproperty' && !known.has(typeOf(error)))) // named above already
    .map((error) => ({
      pointer: toPointer(['definition', ...(pathTo(plain, JSON.stringify(error.jsonObj)) ?? [])]),
      message: error.message,
    }));
}

function typeOf(error: JsonError): unknown {
  const json: unknown = error.jsonObj;
  return isRecord(json) ? json.type : undefined;
}

interface Found {
  element: Record<string, unknown>;
  path: (string | number)[];
}

/** Every element of every page and panel with its place. */
function elementsOf(value: unknown, path: (string | number)[] = []): Found[] {
  if (!isRecord(value)) return [];
  return ['pages', 'elements', 'templateElements', 'questions'].flatMap((key) => {
    const list = value[key];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown, index): Found[] => {
      const here = [...path, key, index];
      const inside = elementsOf(entry, here);
      return key === 'pages' || !isRecord(entry) ? inside : [{ element: entry, path: here }, ...inside];
    });
  });
}

/** Where the value with this JSON stands. */
function pathTo(value: unknown, json: string, path: (string | number)[] = []): (string | number)[] | null {
  if (typeof value !== 'object' || value === null || path.length > 20) return null;
  if (JSON.stringify(value) === json) return path;
  for (const [key, inner] of Object.entries(value)) {
    const foundPath = pathTo(inner, json, [...path, Array.isArray(value) ? Number(key) : key]);
    if (foundPath !== null) return foundPath;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
