export * from './activity.ts';
export * from './connection.ts';
export * from './migrate.ts';
export * from './new-id.ts';
export * from './transaction.ts';
