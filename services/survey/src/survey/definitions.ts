import { getSurveyVersion, type Queryable } from '@canvass/database';
import { BoundedCache, type SurveyFlow, type SurveyId, type WorkspaceId } from '@canvass/domain';
import { type PreparedDefinition, prepareDefinition } from './prepared-definition.ts';

export interface PreparedVersion {
  prepared: PreparedDefinition;
  flow: SurveyFlow;
}

const maxVersions = 200;

/** Published versions, made ready once: they never change. */
export class Definitions {
  readonly #cache = new BoundedCache<string, PreparedVersion>(maxVersions);

  async get(db: Queryable, workspaceId: WorkspaceId, surveyId: SurveyId, version: number): Promise<PreparedVersion> {
    const key = `${workspaceId} ${surveyId} ${version}`;
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    const { definition, flow } = await getSurveyVersion(db, workspaceId, surveyId, version);
    const made = { prepared: prepareDefinition(definition), flow };
    this.#cache.set(key, made);
    return made;
  }
}
