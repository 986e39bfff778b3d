-- The definitions that were made here or came on their topic, every version as far as it was seen.
create table policy (
  name text primary key,
  -- used up, whether or not the version was written
  last_version integer not null
);
create table policy_version (
  name text not null references policy (name),
  version integer not null,
  body jsonb not null,
  primary key (name, version)
);
