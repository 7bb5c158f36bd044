/** Any JSON object: SurveyJS definitions are kept whole, also what this editor does not know. */
export type Json = Record<string, unknown>;

export interface SurveyContents {
  name: string;
  definition: Json;
  flow: { embeddedData: { name: string }[] };
}

/** Where an element stands. */
export interface Place {
  page: number;
  index: number;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The pages; a definition may also hold its elements bare, which is one page. */
export function pagesOf(definition: Json): Json[] {
  if (Array.isArray(definition.pages)) return definition.pages.filter(isJson);
  return [{ name: 'page1', elements: Array.isArray(definition.elements) ? definition.elements : [] }];
}

export function elementsOf(page: Json | undefined): Json[] {
  return Array.isArray(page?.elements) ? page.elements.filter(isJson) : [];
}

export function withPages(definition: Json, pages: Json[]): Json {
  const { elements: _bare, ...rest } = definition;
  return { ...rest, pages };
}

export function changePage(definition: Json, page: number, change: (page: Json) => Json): Json {
  return withPages(
    definition,
    pagesOf(definition).map((each, index) => (index === page ? change(each) : each)),
  );
}

function changeElements(definition: Json, page: number, change: (elements: Json[]) => Json[]): Json {
  return changePage(definition, page, (each) => ({ ...each, elements: change(elementsOf(each)) }));
}

export function changeElement(definition: Json, { page, index }: Place, change: (element: Json) => Json): Json {
  return changeElements(definition, page, (elements) =>
    elements.map((element, at) => (at === index ? change(element) : element)),
  );
}

export function insertElement(definition: Json, { page, index }: Place, element: Json): Json {
  return changeElements(definition, page, (elements) => elements.toSpliced(index, 0, element));
}

export function removeElement(definition: Json, { page, index }: Place): Json {
  return changeElements(definition, page, (elements) => elements.toSpliced(index, 1));
}

/** Moves an element to stand before what is at `to` now. */
export function moveElement(definition: Json, from: Place, to: Place): Json {
  const element = elementsOf(pagesOf(definition)[from.page])[from.index];
  if (element === undefined) return definition;
  const index = to.page === from.page && to.index > from.index ? to.index - 1 : to.index;
  return insertElement(removeElement(definition, from), { page: to.page, index }, element);
}

/** One place up or down, also over the border of a page. Null at the end of the survey. */
export function stepElement(definition: Json, { page, index }: Place, step: -1 | 1): Json | null {
  const pages = pagesOf(definition);
  const count = elementsOf(pages[page]).length;
  if (step === -1) {
    if (index > 0) return moveElement(definition, { page, index }, { page, index: index - 1 });
    if (page === 0) return null;
    return moveElement(definition, { page, index }, { page: page - 1, index: elementsOf(pages[page - 1]).length });
  }
  if (index < count - 1) return moveElement(definition, { page, index }, { page, index: index + 2 });
  if (page === pages.length - 1) return null;
  return moveElement(definition, { page, index }, { page: page + 1, index: 0 });
}

/** Puts a copy with names of its own behind the element; answers the copy's name. */
export function duplicateElement(definition: Json, { page, index }: Place): { definition: Json; name: string } {
  const element = elementsOf(pagesOf(definition)[page])[index] ?? {};
  const taken = new Set(namesIn(definition));
  const copy = renamed(element, taken);
  return { definition: insertElement(definition, { page, index: index + 1 }, copy), name: textOf(copy.name) };
}

function renamed(element: Json, taken: Set<string>): Json {
  const name = freshName(textOf(element.name) || 'question', taken);
  taken.add(name);
  const inside = elementsOf(element).map((each) => renamed(each, taken));
  return { ...element, name, ...(inside.length > 0 && { elements: inside }) };
}

/** `csat`, or else `csat_2`, `csat_3`, … */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '');
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** The names of all elements and pages, also inside of groups. */
export function namesIn(definition: Json): string[] {
  const inside = (elements: Json[]): string[] =>
    elements.flatMap((element) => [textOf(element.name), ...inside(elementsOf(element))]);
  return pagesOf(definition).flatMap((page) => [textOf(page.name), ...inside(elementsOf(page))]);
}

const expressions = /^(visibleIf|enableIf|requiredIf|setValueIf|expression)$/;

/** Gives an element another name, and writes it into every condition that reads the old one. */
export function renameElement(definition: Json, place: Place, name: string): Json {
  const old = textOf(elementsOf(pagesOf(definition)[place.page])[place.index]?.name);
  const quoted = old.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const read = new RegExp(`\\{(\\s*)${quoted}(?=\\s*\\}|\\.|\\[|-Comment\\s*\\})`, 'g');
  const rewrite = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return expressions.test(key) ? value.replace(read, `{$1${name}`) : value;
    if (Array.isArray(value)) return value.map((entry) => rewrite(entry, key));
    if (!isJson(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, rewrite(each, inner)]));
  };
  const changed = changeElement(definition, place, (element) => ({ ...element, name }));
  const rewritten = rewrite(changed, '');
  return isJson(rewritten) ? rewritten : changed;
}

/** Where the element of this name stands, outside of groups. */
export function placeOf(definition: Json, name: string): Place | null {
  for (const [page, each] of pagesOf(definition).entries()) {
    const index = elementsOf(each).findIndex((element) => element.name === name);
    if (index >= 0) return { page, index };
  }
  return null;
}

/** Sets a property, or takes it away where it has nothing to say. */
export function withProperty(object: Json, key: string, value: unknown): Json {
  const { [key]: _before, ...rest } = object;
  const isEmpty =
    value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
  return isEmpty ? rest : { ...object, [key]: value };
}
