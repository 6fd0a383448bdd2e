/** Where an org is named: sees that there are others, but of their rows none. No org is called so. */
export const ALL_NAMES = "*";

/** Says whose rows the connection sees from now on. Until it is said, there are none. */
export const SEE = "select set_config('lotse.org', $1, false)";

const TABLES = `select relname from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'org'
  where relnamespace = current_schema()::regnamespace and relkind = 'r'`;
const IN_SIGHT = "current_setting(''lotse.org'', true)";

/**
 * Gives every table with an org the policies that only rows of the org in sight are there and can be made, for its owner as well (S4).
 * Which orgs there are is all that can be seen of more than one. Run after each step of the migrations, so that a new table cannot be
 * forgotten.
 */
export const SECURE_ROWS = `
  do $$
  declare place record;
  begin
    for place in ${TABLES}
    loop
      execute format('alter table %I enable row level security, force row level security', place.relname);
      -- As earlier versions had it, for sweeps over all.
      execute format('drop policy if exists of_org on %I', place.relname);
      execute format('drop policy if exists own_rows on %I', place.relname);
      execute format('create policy own_rows on %I using (org = ${IN_SIGHT})', place.relname);
    end loop;
    drop policy if exists all_names on org;
    create policy all_names on org for select using (current_setting('lotse.org', true) = '${ALL_NAMES}');
  end $$`;

/** Lets the owner see and change all rows until \`SECURE_ROWS\`, for a step of the migrations and in its transaction. */
export const LIFT_POLICIES = `
  do $$
  declare place record;
  begin
    for place in ${TABLES} and relforcerowsecurity
    loop
      execute format('alter table %I no force row level security', place.relname);
    end loop;
  end $$`;

/** Whether policies do not hold for the user of this connection. */
export const IS_ABOVE_POLICIES =
  "select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user";
