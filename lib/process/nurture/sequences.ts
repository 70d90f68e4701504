import type { Sequence } from '../../core/nurture/types';
import type { ProcessContext } from '../context';

/** The newest version of a sequence, or undefined when there is none of that name. */
export async function sequenceNamed(
	{ store }: ProcessContext,
	name: string,
): Promise<Sequence | undefined> {
	const [sequence] = await store.getSequences([{ name }]);
	return sequence;
}
