-- What each provider account allows, over all worker processes and workspaces: a token bucket for its rate, its quota of 24
-- hours, and a circuit breaker. The installation's own facts: no workspace sees or writes them.
create table provider_accounts (
  key text primary key,
  -- Messages a second; null = not limited, or not known.
  rate double precision check (rate > 0),
  -- Messages that may go at once.
  burst double precision not null default 1 check (burst >= 1),
  -- When the bucket would have been empty: (now - free_at) * rate tokens are in it.
  free_at timestamptz not null default now(),
  -- Messages left of 24 hours as last told by the provider, less those leased since; null = not limited, or not known.
  quota_left double precision,
  -- After that the provider's word on the quota is too old to hold anything back.
  quota_until timestamptz not null default '-infinity',
  asked_at timestamptz not null default '-infinity',
  -- The breaker: 0 = closed. Otherwise nothing is leased before open_until, and then one trial.
  times_opened integer not null default 0,
  open_until timestamptz not null default '-infinity'
);
alter table provider_accounts enable row level security;
revoke all on provider_accounts from canvass_app;
