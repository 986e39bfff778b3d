-- A migration: its state as a whole in body, beside the columns that are searched by.
create table migration (
  id            uuid primary key,
  version       bigint      not null,
  guest         uuid,
  state         text        not null,
  source        text,
  destination   text,
  urgency       integer     not null,
  requested_at  timestamptz not null,
  since         timestamptz not null,
  next_check_at timestamptz,
  body          jsonb       not null
);

-- One migration at a time per guest.
create unique index migration_active_guest on migration (guest)
  where state not in ('COMPLETED', 'FAILED', 'CANCELLED', 'REJECTED');

create index migration_active on migration (state, urgency, requested_at, id)
  where state not in ('COMPLETED', 'FAILED', 'CANCELLED', 'REJECTED');

create index migration_due on migration (next_check_at) where next_check_at is not null;

-- What has moved a moment ago, which the hosts may not have told yet.
create index migration_moved on migration (since) where state = 'COMPLETED';

-- What a host said last of itself.
create table host (
  id                 text primary key,
  version            bigint  not null,
  inventory          jsonb,
  last_seen_at       timestamptz,
  connected          boolean not null,
  migrations_running integer not null
);

-- What is still to be published, in the order of id; a row is deleted once the broker has it.
create table outbox (
  id         bigint generated always as identity primary key,
  topic      text        not null,
  key        text        not null,
  headers    jsonb       not null,
  value      bytea       not null,
  created_at timestamptz not null default now()
);

-- Cancels that came before their migration.
create table tombstone (
  migration   uuid primary key,
  explanation text        not null,
  at          timestamptz not null
);

-- Requests that were answered, other than those that made a migration.
create table handled_request (
  id uuid primary key,
  at timestamptz not null
);
