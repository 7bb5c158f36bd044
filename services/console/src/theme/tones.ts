/** What a status means to the eye: each tone has one colour and one shape, the same everywhere. */
export type Tone = 'done' | 'running' | 'waiting' | 'skipped' | 'partly' | 'failed';
