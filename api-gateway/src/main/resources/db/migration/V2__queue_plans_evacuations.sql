-- Where a migration goes from and to, for counting by host; and what the sweep looks for.
alter table migration add column source text;
alter table migration add column destination text;
update migration
  set source = body #>> '{place,source}', destination = body #>> '{place,destination}';
create index migration_under_way on migration (state) where ended_at is null;
create index migration_ended on migration (ended_at) where ended_at is not null;

create table evacuation (
  id uuid primary key,
  version bigint not null,
  host text,
  state text not null,
  requested_at timestamptz,
  ended_at timestamptz,
  body jsonb not null
);
create index evacuation_newest on evacuation (requested_at desc);
create index evacuation_host on evacuation (host, requested_at desc);
create index evacuation_ended on evacuation (ended_at) where ended_at is not null;

-- Plans are answers of the moment: they go a day after they were asked for.
create table plan (
  id uuid primary key,
  kept_since timestamptz not null default now(),
  body jsonb not null
);
create index plan_oldest on plan (kept_since);

-- The queue as it was last reported: one row.
create table queue (
  id text primary key,
  reported_at timestamptz not null,
  body jsonb not null
);
