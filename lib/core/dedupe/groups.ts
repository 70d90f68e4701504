/** Joins numbers into groups: everything that is connected by pairs ends in one group. */
export class Groups {
	private readonly parent: Int32Array;

	constructor(count: number) {
		this.parent = Int32Array.from({ length: count }, (_value, index) => index);
	}

	/** The number that stands for the group of `index`. */
	of(index: number): number {
		let at = index;
		for (let up = this.parent[at] ?? at; up !== at; up = this.parent[at] ?? at) {
			this.parent[at] = this.parent[up] ?? up;
			at = up;
		}
		return at;
	}

	join(a: number, b: number): void {
		const [one, other] = [this.of(a), this.of(b)];
		if (one !== other) this.parent[Math.max(one, other)] = Math.min(one, other);
	}

	/** Groups of at least two, each ascending. */
	all(): number[][] {
		const members = new Map<number, number[]>();
		for (let index = 0; index < this.parent.length; index += 1) {
			const root = this.of(index);
			if (root === index && !members.has(root)) continue;
			if (!members.has(root)) members.set(root, [root]);
			members.get(root)?.push(index);
		}
		return [...members.values()];
	}
}
