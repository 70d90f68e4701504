import fs from 'node:fs';

/** Clock ticks of a second in /proc, on every Linux that Node runs on. */
const ticks = 100;

interface Stat {
	pid: number;
	parent: number;
	/** Of the process and of its children that have ended, in ticks. */
	used: number;
}

/** Seconds of processor time that processes and all their children have used; 0 where there is no /proc. */
export function cpuSeconds(...pids: number[]): number {
	const all = fs.existsSync('/proc/self/stat') ? stats() : [];
	const children = Map.groupBy(all, ({ parent }) => parent);
	const usedBy = (pid: number): number =>
		(children.get(pid) ?? []).reduce((sum, child) => sum + child.used + usedBy(child.pid), 0);
	const own = all.filter(({ pid }) => pids.includes(pid));
	return own.reduce((sum, one) => sum + one.used + usedBy(one.pid), 0) / ticks;
}

function stats(): Stat[] {
	return fs
		.readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				// proc(5): the name in brackets may hold spaces; then state, ppid, …, utime (14), stime, cutime, cstime.
				const text = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
				const fields = text
					.slice(text.lastIndexOf(')') + 2)
					.split(' ')
					.map(Number);
				const [parent = 0] = fields.slice(1);
				const used = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
				return [{ pid: Number(name), parent, used }];
			} catch {
				// It has just ended.
				return [];
			}
		});
}
