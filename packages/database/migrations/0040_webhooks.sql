-- Outgoing webhooks. What a workspace's endpoints want is written as calls in the transaction in which it happens; nothing is
-- written where nobody wants it. A call is a row of work as the others are: the relay makes its jobs.

-- An id of version 7, for rows that SQL alone writes: they sort by time and lie in their month.
create function fresh_id() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;

create table webhook_endpoints (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  url text not null,
  description text not null default '',
  event_types text[] not null,
  -- Signs; never answered again after it was made.
  secret text not null,
  -- Signs besides while a rotation overlaps.
  previous_secret text,
  previous_secret_until timestamptz,
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  disabled_reason text check (disabled_reason in ('by-hand', 'gone', 'failing')),
  disabled_at timestamptz,
  -- In a row, since the last success.
  failures integer not null default 0,
  failing_since timestamptz,
  -- The circuit: nothing is called before open_until, and then one trial, once `failures` has come to its bound.
  times_opened integer not null default 0,
  open_until timestamptz not null default '-infinity',
  last_succeeded_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index webhook_endpoints_list on webhook_endpoints (workspace_id, id desc);

-- Which enabled endpoint wants which events: all that the hot path looks at, and empty where there are no webhooks.
create table webhook_subscriptions (
  workspace_id uuid not null references workspaces (id),
  event_type text not null,
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  primary key (workspace_id, event_type, endpoint_id)
);
create index webhook_subscriptions_endpoint on webhook_subscriptions (endpoint_id);

-- How an endpoint did, by the hour: its chart, whatever the load.
create table webhook_hours (
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  hour timestamptz not null,
  workspace_id uuid not null references workspaces (id),
  succeeded integer not null default 0,
  failed integer not null default 0,
  primary key (endpoint_id, hour)
);

-- One event for one endpoint.
create table webhook_calls (
  id uuid not null,
  workspace_id uuid not null,
  endpoint_id uuid not null,
  -- The same for all endpoints and all attempts: what a receiver tells repetitions by.
  event_id uuid not null,
  type text not null,
  -- The run, delivery or response; the endpoint itself of a test.
  subject_id uuid not null,
  at timestamptz not null,
  -- Written down before the first attempt, so that every attempt sends the same.
  body text,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  first_failed_at timestamptz,
  -- While a worker has it in hand, the end of its lease.
  due_at timestamptz not null default now(),
  enqueued_at timestamptz,
  ended_at timestamptz,
  primary key (id)
) partition by range (id);

create table webhook_attempts (
  id uuid not null,
  workspace_id uuid not null,
  endpoint_id uuid not null,
  call_id uuid not null,
  at timestamptz not null,
  duration_ms integer not null,
  -- Null where no answer came.
  status_code integer,
  error jsonb,
  -- The beginning of what was answered.
  answer text,
  next_attempt_at timestamptz,
  primary key (id)
) partition by range (id);

do $$
declare
  parent text;
  this_month timestamptz := date_trunc('month', now(), 'UTC');
  ends uuid[];
begin
  select array_agg((lpad(to_hex((extract(epoch from this_month + make_interval(months => m)) * 1000)::bigint), 12, '0')
                    || '7000' || '8000' || '000000000000')::uuid order by m)
    into ends from generate_series(1, 3) as m;
  foreach parent in array array['webhook_calls', 'webhook_attempts'] loop
    perform add_partition(parent, parent || '_earlier', null, ends[1]);
    for m in 1..2 loop
      perform add_partition(parent, format('%s_%s', parent, to_char(this_month + make_interval(months => m), 'YYYY_MM')),
                            ends[m], ends[m + 1]);
    end loop;
    perform add_partition(parent, parent || '_later', ends[3], null);
  end loop;
end
$$;

create index webhook_calls_unqueued on webhook_calls (endpoint_id, due_at)
  where status = 'pending' and enqueued_at is null;
create index webhook_calls_queued on webhook_calls (endpoint_id, enqueued_at)
  where status = 'pending' and enqueued_at is not null;
create index webhook_calls_list on webhook_calls (endpoint_id, id desc);
create index webhook_calls_by_status on webhook_calls (endpoint_id, status, id desc);
create index webhook_attempts_call on webhook_attempts (call_id, id);

do $$
declare
  t text;
begin
  foreach t in array array['webhook_endpoints', 'webhook_subscriptions', 'webhook_hours', 'webhook_calls', 'webhook_attempts'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to canvass_app using (workspace_id = nullif(current_setting(''canvass.workspace_id'', true), '''')::uuid)',
      t || '_workspace', t);
    execute format('grant select, insert, update, delete on %I.%I to canvass_app', current_schema(), t);
  end loop;
end
$$;
