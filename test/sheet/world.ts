import { leadsTab } from '../../lib/core/sheet/columns';
import { columnMark } from '../../lib/sheet/client';
import type { LeadStore } from '../../lib/store/port';
import type { Book } from './fake/book';
import { Human, tabOf } from './human';

/** What both sides hold, compared with what was done: the lists have to be empty. */
export interface Judgement {
	lost: string[];
	doubled: string[];
	headers: string[];
	edits: number;
}

/** Columns that people write in; the process writes the others named below. */
const typedIn = ['nextAction', 'notes', 'lastName', 'own:Shoe size'] as const;

/** The person at the sheet, and the memory of what was done on both sides. */
export class World {
	readonly owners = new Map<string, string>();
	private readonly typed = new Map<string, string>();
	/** Rows typed whole, with no key: what stands in them, by the cell's name. */
	private readonly rows = new Map<string, Map<string, string>>();
	private edits = 0;
	private readonly human: Human;
	/** Each lead's row, at which the person looks. */
	private readonly rowOf: ReadonlyMap<string, object>;

	constructor(
		private readonly book: Book,
		private readonly ids: readonly string[],
		private readonly random: () => number,
	) {
		this.human = new Human(book);
		this.rowOf = new Map(ids.map((id) => [id, this.human.rowNow(id)]));
	}

	/** What a person does between two calls. */
	meddle(): void {
		const { human, random } = this;
		const act = random();
		if (act < 0.3) human.shuffleRows(random);
		else if (act < 0.45) human.insertRow(1 + Math.floor(random() * this.ids.length));
		else if (act < 0.5) human.insertColumn(Math.floor(random() * 20));
		else if (act < 0.6) human.moveAny(random);
		else if (act < 0.7) human.renameAny(random, `Called ${++this.edits}`);
		else if (act < 0.8) this.typeRow();
		for (let edit = 0; edit < 2; edit++) {
			const id = this.ids[Math.floor(random() * this.ids.length)] ?? '';
			const key = typedIn[Math.floor(random() * typedIn.length)] ?? 'notes';
			const text = `typed ${++this.edits}`;
			const row = this.rowOf.get(id);
			if (row && human.typeInto(row, key, text)) this.typed.set(`${id} ${key}`, text);
		}
	}

	/** A new lead by hand: behind the others, or in between. */
	private typeRow(): void {
		const name = `Typed${++this.edits}`;
		const cells = {
			email: `${name}@example.com`.toLowerCase(),
			firstName: name,
			city: `${name} City`,
		};
		const { length } = this.ids;
		this.human.typeRowAt(
			this.random() < 0.5 ? undefined : 1 + Math.floor(this.random() * length),
			cells,
		);
		this.rows.set(name, new Map(Object.entries(cells)));
	}

	/** Compares both sides with what was done. */
	async judge(store: LeadStore): Promise<Judgement> {
		const { human } = this;
		const lost: string[] = [];
		const doubled: string[] = [];
		const { leads } = await store.listLeads({ limit: 1_000 });
		const byId = new Map(leads.map(({ lead }) => [lead.leadId, lead]));
		const expect = (what: string, found: unknown, wanted: unknown): void => {
			if (found !== wanted) lost.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
		};
		for (const [name, text] of this.typed) {
			const [id = '', ...rest] = name.split(' ');
			const key = rest.join(' ');
			const lead = byId.get(id);
			const kept: unknown = key.startsWith('own:')
				? lead?.extra?.[key.slice(4)]
				: lead && Reflect.get(lead, key);
			expect(`store, ${name}`, kept, text);
			expect(`sheet, ${name}`, human.valueAt(id, key), text);
		}
		for (const [id, owner] of this.owners) {
			expect(`store, owner of ${id}`, byId.get(id)?.owner, owner);
			expect(`sheet, owner of ${id}`, human.valueAt(id, 'owner'), owner);
		}
		const all = [...byId.keys()];
		for (const [id, row] of this.rowOf)
			if (human.keyIn(row) !== id) doubled.push(`the row of ${id} is ${String(human.keyIn(row))}`);
		for (const id of all)
			if (human.rowsOf(id) !== 1) doubled.push(`${human.rowsOf(id)} rows of ${id}`);
		const rows = [...this.rows];
		for (const [name, cells] of rows) {
			const made = leads.filter(({ lead }) =>
				[...cells].some(([key, text]) => Reflect.get(lead, key) === text),
			);
			if (made.length !== 1) doubled.push(`${made.length} leads of ${name}`);
			const id = made[0]?.lead.leadId ?? '';
			for (const [key, text] of cells)
				expect(`sheet, ${name} ${key}`, human.valueAt(id, key), text);
		}
		if (all.length !== this.ids.length + rows.length)
			doubled.push(`${all.length} leads instead of ${this.ids.length + rows.length}`);
		doubled.push(...human.rowsWithoutKey().map((row) => `a row without a lead: ${row}`));
		return {
			lost,
			doubled,
			headers: this.headers(),
			edits: this.edits,
		};
	}

	/** Columns that are not there exactly once. */
	private headers(): string[] {
		const { sheetId } = tabOf(this.book).properties;
		const marks = this.book.metas.flatMap(({ key, value, at }) =>
			key === columnMark && 'dimension' in at && at.sheetId === sheetId ? [value] : [],
		);
		return leadsTab.columns.flatMap(({ key }) => {
			const times = marks.filter((mark) => mark === key).length;
			return times === 1 ? [] : [`${key}: ${times} times`];
		});
	}
}
