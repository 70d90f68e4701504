import { copyWorkspace } from '../../lib/process/copyStore';
import { stop, storeRefOf, type Operation } from '../shared';

/** Moves a workspace to the other kind of lead store. */
export const copyToStore: Operation = {
	value: 'copyToStore',
	name: 'Copy to Another Store',
	action: 'Copy workspace to another store',
	description:
		'Copy the whole workspace between the built-in database and Postgres, e.g. before n8n goes to queue mode; the store it comes from stays as it is',
	outputs: ['Result'],
	fields: [
		{
			displayName:
				"Set 'Lead Store' below to Postgres and choose its credential: that is the other store",
			name: 'postgresNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { store: ['builtIn'] } },
		},
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{
					name: 'Built-in Database to Postgres',
					value: 'toPostgres',
					description: 'Into an empty workspace of the database',
				},
				{
					name: 'Postgres to Built-in Database',
					value: 'toBuiltIn',
					description: "Into an empty workspace in n8n's own folder",
				},
			],
			default: 'toPostgres',
			description: 'From where to where everything is copied',
		},
	],
	async run(run) {
		const { functions, parameters, workspace, store } = run;
		const { database } = await storeRefOf(functions, workspace, store);
		if (database === undefined)
			throw stop(run, {
				message: 'The other store is not chosen',
				remedy: "Set 'Lead Store' to Postgres and choose its credential.",
			});
		const direction = parameters.choice('direction', ['toPostgres', 'toBuiltIn']);
		const copied = await copyWorkspace(workspace, database, direction);
		run.emitNew('Result', { direction, ...copied });
		const other = direction === 'toPostgres' ? 'Postgres' : 'Built-in Database';
		run.hint(
			`${copied.rows} rows were copied and read back, ${copied.leads} of them leads. Now set 'Lead Store' to ${other} in every node of this workspace; what still reaches the old store is not copied. If sending is paused, switch it on in the new store only.`,
		);
	},
};
