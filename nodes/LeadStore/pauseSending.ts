import type { Operation } from '../shared';

/** Stops, or lets go on, everything that a workspace sends. */
export const pauseSending: Operation = {
	value: 'pauseSending',
	name: 'Pause All Sending',
	action: 'Pause all sending',
	description:
		'Stop every mail of a workspace at once, or let sending go on; due steps wait meanwhile',
	outputs: ['Result'],
	fields: [
		{
			displayName: 'Paused',
			name: 'paused',
			type: 'boolean',
			default: true,
			description: 'Whether sending is paused after this node has run',
		},
	],
	async run(run) {
		const sendingPaused = run.parameters.flag('paused', true);
		const { store } = await run.context();
		await store.saveSettings({ sendingPaused });
		const { active, due } = await store.nurtureState();
		run.emitNew('Result', { sendingPaused, enrolmentsActive: active, stepsDue: due });
	},
};
