import type { INodePropertyOptions } from 'n8n-workflow';
import type { Stage } from '../../lib/core/lead/lead';
import { shownStages } from '../../lib/core/lead/lifecycle';

const small = ['at', 'by', 'did', 'in', 'not', 'of', 'or', 'the', 'to'];

/**
 * A label as n8n writes names in lists.
 * @example inTitleCase('Unable to reach') //=> 'Unable to Reach'
 */
export function inTitleCase(label: string): string {
	return label.replace(/[^\s-]+/g, (word, at: number) =>
		at > 0 && small.includes(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
	);
}

/**
 * A stage as lists name it.
 * @example stageName('keptAccount') //=> 'Kept Account'
 */
export function stageName(stage: Stage): string {
	return inTitleCase(stage.replace(/[A-Z]/g, (letter) => ` ${letter}`));
}

/** Every stage that people choose from, as a list. */
export const stageOptions: INodePropertyOptions[] = shownStages.map((value) => ({
	name: stageName(value),
	value,
}));
