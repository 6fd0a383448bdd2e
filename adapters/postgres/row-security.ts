/** Stands for all orgs where one is named: for sweeps, imports and the start. No org is called so. */
export const EVERY_ORG = "*";

/** Says whose rows the connection sees from now on. Until it is said, there are none. */
export const SEE = "select set_config('lotse.org', $1, false)";

/**
 * Gives every table with an org the policy that only rows of the org in sight are there, for its owner as well (S4). Run after each
 * step of the migrations, so that a new table cannot be forgotten.
 */
export const SECURE_ROWS = `
  do $$
  declare place record;
  begin
    for place in
      select relname from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'org'
      where relnamespace = current_schema()::regnamespace and relkind = 'r' and not relforcerowsecurity
    loop
      execute format('alter table %I enable row level security, force row level security', place.relname);
      execute format(
        'create policy of_org on %I using (org = current_setting(''lotse.org'', true) or current_setting(''lotse.org'', true) = ''${EVERY_ORG}'')',
        place.relname
      );
    end loop;
  end $$`;

/** Whether policies do not hold for the user of this connection. */
export const IS_ABOVE_POLICIES =
  "select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user";
