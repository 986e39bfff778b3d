-- What operators define of policies: the latest version of each, as it came from policy.definitions.
create table policy_definition (
  name    text    primary key,
  version integer not null,
  body    jsonb   not null
);
