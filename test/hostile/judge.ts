import { send, type HostileAnswer, type HostileRequest } from './send';
import { mark } from './texts';
import { byItself, together } from './turns';

/** Nobody waits longer for an answer, whatever they sent. */
const slowest = 2000;

/**
 * Sends a request and says what is wrong with its answer. Where n8n itself fails before our code is asked, its own Webhook node fails in
 * the same way: that is not ours to mend. What was slow is asked again with nothing beside it: many requests at once keep each other
 * waiting, whatever stands in them.
 * @param plain address of n8n's own Webhook node
 */
export async function faultsIn(request: HostileRequest, plain: string): Promise<string[]> {
	const answer = await together(async () => await send(request));
	const wrong = [...shown(answer)];
	if (answer.status >= 500 || answer.status === 0) wrong.push(`answers ${answer.status}`);
	if (answer.status !== 0 && answer.ms > slowest) {
		const { ms } = await byItself(async () => await send(request));
		if (ms > slowest) wrong.push(`takes ${Math.round(answer.ms)} ms, and alone ${Math.round(ms)}`);
	}
	if (wrong.length === 0) return [];
	const url = plain + new URL(request.url).search;
	const own = await together(async () => await send({ ...request, url }));
	// n8n reads a body before any node sees it.
	const isItsOwn =
		(answer.status >= 500 || answer.status === 0 || own.ms > slowest) &&
		own.status === answer.status &&
		own.text === answer.text;
	if (isItsOwn) return [];
	return [`${request.name}: ${wrong.join(', ')}: ${answer.text.slice(0, 200)}`];
}

/** What of that which was sent stands in the answer as it came, or leads elsewhere. */
export function shown({ text, headers }: Pick<HostileAnswer, 'text' | 'headers'>): string[] {
	const type = headers['content-type'] ?? '';
	const found: string[] = [];
	if (text.includes(`<${mark}`)) found.push(`shows '<${mark}' as it came (${type})`);
	if (type.includes('html') && /["']kx7q=/u.test(text))
		found.push('lets a value leave its attribute');
	const location = headers.location;
	if (location !== undefined && !location.startsWith('https://www.example.com/'))
		found.push(`leads to ${location}`);
	const odd = Object.entries(headers).filter(
		([name, value]) => name !== 'access-control-allow-origin' && String(value).includes(mark),
	);
	if (odd.length > 0) found.push(`repeats input in ${odd.map(([name]) => name).join()}`);
	if (headers['set-cookie'] !== undefined) found.push('sets a cookie');
	return found;
}
