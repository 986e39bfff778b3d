-- The read model: everything here can be built again from the topics.

create table migration (
  id uuid primary key,
  version bigint not null,
  state text not null,
  guest_uuid uuid,
  guest_name text,
  requested_at timestamptz,
  ended_at timestamptz,
  body jsonb not null
);
create index migration_newest on migration (requested_at desc);
create index migration_guest_name on migration (guest_name, requested_at desc);
create index migration_guest_uuid on migration (guest_uuid, requested_at desc);

-- Columns beside the body say which events are the same: a stream counts its own sequence.
create table history (
  migration_id uuid not null,
  stream text not null,
  attempt integer not null,
  sequence bigint not null,
  type text not null,
  body json not null,
  primary key (migration_id, stream, attempt, sequence)
);

create table host (
  id text primary key,
  version bigint not null,
  body jsonb not null
);
