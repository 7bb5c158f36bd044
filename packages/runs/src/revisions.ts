import { findRevisionDefinitions, type Queryable } from '@canvass/database';
import {
  BoundedCache,
  flattenSteps,
  operandsOf,
  type RevisionId,
  type Task,
  type WaitStep,
  WorkflowDefinition,
  type WorkspaceId,
} from '@canvass/domain';

/** A revision ready for use. */
export interface Revision {
  readonly definition: WorkflowDefinition;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly waits: ReadonlyMap<string, WaitStep>;
  readonly hasBranch: boolean;
  /** A branch reads the record's newest notification, or the contact as it is when the branch is reached. */
  readonly readsPresent: boolean;
}

/** Revisions never change once saved, so a process reads each once. */
const known = new BoundedCache<RevisionId, Revision>(300);

/** Loads revisions of the workspace, one query for those not seen before. Throws when a definition can't be read. */
export async function loadRevisions(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly RevisionId[],
): Promise<ReadonlyMap<RevisionId, Revision>> {
  const found = new Map<RevisionId, Revision>();
  const missing = new Set<RevisionId>();
  for (const id of ids) {
    const revision = known.get(id);
    if (revision) found.set(id, revision);
    else missing.add(id);
  }
  if (missing.size === 0) return found;
  for (const [id, stored] of await findRevisionDefinitions(db, workspaceId, [...missing])) {
    const revision = toRevision(WorkflowDefinition.parse(stored));
    known.set(id, revision);
    found.set(id, revision);
  }
  return found;
}

/** Makes a definition ready for use. */
export function toRevision(definition: WorkflowDefinition): Revision {
  const steps = flattenSteps(definition.steps);
  return {
    definition,
    tasks: new Map(steps.flatMap((step) => (step.type === 'branch' || step.type === 'wait' ? [] : [[step.id, step]]))),
    waits: new Map(steps.flatMap((step) => (step.type === 'wait' ? [[step.id, step]] : []))),
    hasBranch: steps.some((step) => step.type === 'branch'),
    readsPresent: steps
      .filter((step) => step.type === 'branch')
      .some((step) => operandsOf(step.if).some(({ from }) => from === 'latest' || from === 'contact')),
  };
}
