-- An evacuation: its state as a whole in body, beside the columns that are searched by.
create table evacuation (
  id            uuid primary key,
  version       bigint not null,
  host          text   not null,
  state         text   not null,
  next_check_at timestamptz,
  body          jsonb  not null
);

-- One evacuation at a time per host.
create unique index evacuation_active_host on evacuation (host) where state <> 'ENDED';

create index evacuation_due on evacuation (next_check_at) where next_check_at is not null;

-- Cancels that came before their evacuation.
create table early_evacuation_cancel (
  evacuation  uuid primary key,
  running     text        not null,
  explanation text,
  at          timestamptz not null
);

-- A plan while its hosts' answers are collected, and, so that it is known again, for some time after.
create table plan (
  id            uuid primary key,
  version       bigint      not null,
  made_at       timestamptz,
  next_check_at timestamptz,
  body          jsonb
);

create index plan_due on plan (next_check_at) where next_check_at is not null;

create index plan_made on plan (made_at) where made_at is not null;
