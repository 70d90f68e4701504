/** Progress goes to standard error: standard output belongs to the task, which may print JSON there. */
export function say(text) {
	process.stderr.write(`${text}\n`);
}

/** Says that `work` is still going on, every 20 seconds, until it settles. */
export async function withHeartbeat(what, work) {
	const started = Date.now();
	say(`${what} …`);
	const timer = setInterval(
		() => say(`  … still at it (${Math.round((Date.now() - started) / 1000)} s)`),
		20_000,
	);
	try {
		return await work();
	} finally {
		clearInterval(timer);
	}
}
