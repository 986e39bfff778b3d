-- Why a migration ended without moving its guest is in its body; of those that failed before, that
-- of the last attempt.
update migration
set body = jsonb_set(
  body, '{end}',
  jsonb_build_object(
    'cause', body #> '{tried,-1,cause}',
    'detail', (body #>> '{tried,-1,host}') || ': ' || (body #>> '{tried,-1,detail}')))
where state = 'FAILED' and body #> '{tried,-1}' is not null;

-- Nothing looks trips up any more.
drop index migration_trip;
