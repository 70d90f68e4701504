import type { LimitWish } from '../../store/port';
import type { FormContext } from './types';
import { visitorKeys } from './visitor';

/** What the limits say: come in, come in but into quarantine, or wait. */
export type Admission = { kind: 'free' } | { kind: 'suspicious'; why: string } | { kind: 'wait' };

const tenMinutes = 600_000;
const day = 86_400_000;
/** Submissions with one e-mail address within ten minutes. */
const perAddress = 5;
/** A form that was opened once may be sent again after a correction, but not for ever. */
const perTicket = 3;
/** A network has more people than an address; who passes this many times the limit has to wait. */
const netFactor = 5;
const hardFactor = 5;

/**
 * Counts a submission against the form's limits, in the store, so that every process of an instance counts together. Passing a
 * visitor's limit makes a submission suspicious; far beyond it, and when the form as a whole gets too much, visitors have to wait.
 */
export async function admit(
	{ store, site }: FormContext,
	who: { ip: string; email: string; ticket: string | undefined },
): Promise<Admission> {
	const { form, source, limits } = site;
	if (form.kind === 'internal') return { kind: 'free' };
	const visitor = visitorKeys(who.ip);
	const { perVisitor } = limits;
	const hard: LimitWish[] = [
		wish(`all:${source}`, limits.inAll),
		...(visitor
			? [
					wish(`hard:${source}:${visitor.one}`, perVisitor * hardFactor),
					wish(`hard:${source}:${visitor.net}`, perVisitor * hardFactor * netFactor),
				]
			: []),
	];
	const soft: Array<LimitWish & { why: string }> = [
		...(visitor
			? [
					{
						...wish(`one:${source}:${visitor.one}`, perVisitor),
						why: `More than ${perVisitor} submissions came from one address within ten minutes`,
					},
					{
						...wish(`net:${source}:${visitor.net}`, perVisitor * netFactor),
						why: `More than ${perVisitor * netFactor} submissions came from one network within ten minutes`,
					},
				]
			: []),
		...(who.email
			? [
					{
						...wish(`mail:${source}:${who.email}`, perAddress),
						why: `More than ${perAddress} submissions came with one e-mail address within ten minutes`,
					},
				]
			: []),
		...(who.ticket
			? [
					{
						...wish(`ticket:${who.ticket}`, perTicket, day),
						why: `One form was sent more than ${perTicket} times`,
					},
				]
			: []),
	];
	const answers = await store.take([
		...hard,
		...soft.map(({ key, limits: all }) => ({ key, limits: all })),
	]);
	if (answers.slice(0, hard.length).includes(false)) return { kind: 'wait' };
	const passed = soft.find((_, index) => answers[hard.length + index] === false);
	return passed ? { kind: 'suspicious', why: passed.why } : { kind: 'free' };
}

function wish(key: string, most: number, withinMs = tenMinutes): LimitWish {
	return { key, limits: [{ most, withinMs }] };
}
