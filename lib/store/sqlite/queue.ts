import type { Failure, Reply, Request } from './messages';
import type { Operation } from './operation';
import type { Session } from './session';

/** Most single requests that share one commit: more would make the first of them wait too long. */
const groupSize = 200;

/** Slices of large requests that share a commit when no single request waits, and when one does. */
const slices = { alone: 3, besideSingles: 1 };

/** A request with the operation it asks for. */
export interface Job {
	request: Request;
	operation: Operation<unknown, unknown>;
}

/**
 * The requests waiting for one file. Those that arrived together are run in one transaction and committed together;
 * of the large ones only a few slices are taken each time, so that a long batch never keeps single requests waiting.
 */
export class Queue {
	private singles: Job[] = [];
	private bulks: Job[] = [];

	constructor(
		private readonly session: Session,
		private readonly explain: (error: unknown) => Failure,
	) {}

	add(job: Job): void {
		(job.request.bulk ? this.bulks : this.singles).push(job);
	}

	get waiting(): number {
		return this.singles.length + this.bulks.length;
	}

	/** Runs the next group. @returns the answers, given only after what they promise is committed. */
	runGroup(): Reply[] {
		const bulk = this.singles.length > 0 ? slices.besideSingles : slices.alone;
		const group = [...this.singles.splice(0, groupSize), ...this.bulks.splice(0, bulk)];
		const durable = group.some(({ operation, request }) => operation.durable(request.args));
		const writing = group.some(({ operation }) => operation.kind === 'write');
		try {
			if (writing) this.session.begin(durable);
			const replies = group.map((job) => this.run(job, writing));
			if (writing) this.session.commit();
			return replies;
		} catch (error) {
			this.session.rollback();
			const failure = this.explain(error);
			return group.map(({ request }) => ({ id: request.id, ok: false, failure }));
		}
	}

	private run({ request, operation }: Job, writing: boolean): Reply {
		this.session.now = request.now ?? Date.now();
		const work = () => operation.run(this.session, request.args);
		try {
			const answer = operation.kind === 'write' ? this.session.guarded(work) : work();
			return { id: request.id, ok: true, answer };
		} catch (error) {
			// With the transaction gone, what ran before in it is gone too: all of the group fails.
			if (writing && !this.session.db.isTransaction) throw error;
			return { id: request.id, ok: false, failure: this.explain(error) };
		}
	}
}
