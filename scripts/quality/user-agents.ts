import { isBot } from '../../lib/core/machine/userAgent';
import { readRows, share, show, textOf } from './rows';

/** `recall`: share of the programs that are found; `false_positive`: share of people's browsers and apps taken for programs. */
export async function measure(dir: string): Promise<Record<string, number> | undefined> {
	const rows = readRows(dir)?.map((row) => ({
		agent: textOf(row, 'ua'),
		bot: Number(row['bot']) === 1,
	}));
	if (!rows) return undefined;
	const bots = rows.filter(({ bot }) => bot);
	const people = rows.filter(({ bot }) => !bot);
	for (const row of rows) if (isBot(row.agent) !== row.bot) show('user-agents', row);
	return {
		recall: share(bots, ({ agent }) => isBot(agent)),
		false_positive: share(people, ({ agent }) => isBot(agent)),
	};
}
