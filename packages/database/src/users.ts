import type { Queryable } from './connection.ts';

export interface NewUser {
  /** In small letters. */
  email: string;
  name: string;
  /** As the sign-in checks it. */
  passwordHash: string;
}

/** Makes a user who signs in with a password. The unique index `users_email_key` refuses a second one of an address. */
export async function addUser(db: Queryable, { email, name, passwordHash }: NewUser): Promise<string> {
  const id = crypto.randomUUID();
  await db.query(
    `with made as (insert into users (id, name, email, email_verified) values ($1, $2, $3, true) returning id)
     insert into user_accounts (id, user_id, account_id, provider_id, password)
     select $4, id, id, 'credential', $5 from made`,
    [id, name, email, crypto.randomUUID(), passwordHash],
  );
  return id;
}
