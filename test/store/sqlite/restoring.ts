import { restore } from '../../../lib/store/copies';

// Restores in a process of its own, now one backup, now the next, until it is killed in the middle; says when it begins.
const [file = '', ...backups] = process.argv.slice(2);

async function restoreOn(): Promise<never> {
	process.stdout.write('begins\n');
	for (let round = 0; ; round++) {
		const backup = backups[round % backups.length] ?? '';
		const how = { workspace: 'Main', now: Date.now(), by: 'test', replaceOther: false };
		await restore(backup, file, how);
	}
}
void restoreOn();
