import { freePort } from '../../scripts/runtime/ports';
import { at, isJson, listAt, textAt } from '../../scripts/runtime/json';
import { until } from '../../scripts/runtime/until';
import { mark } from './texts';

/** A look into a running Node process through its inspector. */
export interface Inside {
	/** Megabytes after a full collection: of JavaScript objects, and of the process as a whole. */
	memory(): Promise<{ heap: number; resident: number }>;
	/** What objects inherit: changes where somebody has reached a prototype. */
	prototypes(): Promise<string>;
	close(): void;
}

/** The port that a process is to open its inspector on, and what to set for it. */
export async function inspectorPort(): Promise<{ port: number; env: NodeJS.ProcessEnv }> {
	const port = await freePort();
	return { port, env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` } };
}

/** Opens the inspector of a process that was started with `inspectorPort`. */
export async function lookInside(pid: number, port: number): Promise<Inside> {
	process.kill(pid, 'SIGUSR1');
	const target = await until('the inspector', async () => {
		const response = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
		return response && listAt({ list: await response.json() }, 'list')[0];
	});
	const socket = new WebSocket(textAt(target, 'webSocketDebuggerUrl'));
	await new Promise((resolve, reject) => {
		socket.onopen = resolve;
		socket.onerror = reject;
	});
	const waiting = new Map<number, (result: unknown) => void>();
	socket.onmessage = ({ data }) => {
		const message: unknown = JSON.parse(String(data));
		const id = at(message, 'id');
		if (typeof id === 'number') waiting.get(id)?.(at(message, 'result'));
	};
	let calls = 0;
	const call = async (method: string, params: object = {}) => {
		const id = (calls += 1);
		const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
		socket.send(JSON.stringify({ id, method, params }));
		return await answer;
	};
	const evaluate = async (expression: string) =>
		textAt(await call('Runtime.evaluate', { expression, returnByValue: true }), 'result', 'value');
	return {
		memory: async () => {
			for (let round = 0; round < 3; round++) await call('HeapProfiler.collectGarbage');
			const usage: unknown = JSON.parse(await evaluate('JSON.stringify(process.memoryUsage())'));
			if (!isJson(usage)) throw new Error('The process told nothing of its memory.');
			const megabytes = (name: string) => Math.round(Number(usage[name]) / 1_048_576);
			return { heap: megabytes('heapUsed'), resident: megabytes('rss') };
		},
		prototypes: async () =>
			await evaluate(
				`JSON.stringify([typeof ({}).${mark}, typeof [].${mark}, ...[Object, Array, String, Number, Function, Promise, Map].map((one) => Object.getOwnPropertyNames(one.prototype).length)])`,
			),
		close: () => socket.close(),
	};
}
