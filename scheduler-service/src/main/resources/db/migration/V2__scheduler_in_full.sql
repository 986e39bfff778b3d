-- The queue's order as columns: an urgency as a moment (turn), an evacuation's own order (rank).
alter table migration
  add column turn       timestamptz,
  add column rank       integer not null default 0,
  add column project    text    not null default '',
  add column evacuation uuid,
  add column not_before timestamptz;

update migration set turn = requested_at + urgency * interval '10 minutes';

alter table migration alter column turn set not null;

drop index migration_active;

alter table migration drop column urgency;

-- The head of the queue of each source, whatever its length.
create index migration_queue_by_source on migration (source, turn, rank, id)
  where state = 'QUEUED';

-- The head of the queue as a whole, for its report.
create index migration_queue on migration (turn, rank, id) where state = 'QUEUED';

create index migration_dispatched on migration (destination, id)
  where state in ('CHECKING', 'PREPARING', 'READY', 'STARTING', 'RUNNING', 'RECOVERING',
                  'VERIFYING');

-- What became of the last one between two hosts.
create index migration_trip on migration (source, destination, since)
  where state in ('COMPLETED', 'FAILED');

create index migration_evacuation on migration (evacuation) where evacuation is not null;

-- An attempt has what the dispatch gave it as a whole, with its claims.
update migration
set body = jsonb_set(
  body,
  '{current}',
  ((body -> 'current') - 'destination' - 'peerUri')
    || jsonb_build_object(
      'placement',
      jsonb_build_object(
        'source', body -> 'source',
        'destination', body -> 'current' -> 'destination',
        'peerUri', body -> 'current' -> 'peerUri',
        'settings', body -> 'current' -> 'settings',
        'why', 'chosen before an upgrade',
        'considered', '[]'::jsonb,
        'claims', jsonb_build_object('memoryBytes', body -> 'guest' -> 'memoryBytes'),
        'shortlist',
        jsonb_build_array(jsonb_build_object('host', body -> 'current' -> 'destination')),
        'origin', jsonb_build_object('diskCopy', 'full'))))
where jsonb_typeof(body -> 'current') = 'object';

-- When the inventory was taken: it is read again only when this has changed.
alter table host add column inventory_at timestamptz;

update host set inventory_at = (inventory ->> 'at')::timestamptz where inventory is not null;

-- What operators say of a host.
create table host_settings (
  host     text primary key,
  version  bigint      not null,
  set_by   text        not null,
  at       timestamptz not null,
  settings jsonb       not null
);

-- Who leads: whoever wrote the row last, until it expires.
create table leader (
  id         integer primary key,
  epoch      bigint      not null,
  holder     text        not null,
  expires_at timestamptz not null
);

insert into leader (id, epoch, holder, expires_at) values (1, 0, 'nobody', 'epoch');

-- How far each project's fair share of the queue is used up.
create table project (
  name text primary key,
  tag  timestamptz not null
);

-- What attempts left on hosts, until the host says that it is gone.
create table cleanup (
  migration uuid        not null,
  attempt   integer     not null,
  host      text        not null,
  kind      text        not null,
  guest     uuid        not null,
  disks     jsonb       not null,
  since     timestamptz not null,
  next_at   timestamptz not null,
  tries     integer     not null,
  primary key (migration, attempt, host, kind)
);

create index cleanup_due on cleanup (next_at);
