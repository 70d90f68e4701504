import { levelCount } from './levels';
import type { Evidence } from './score';

/** The evidence in words with its points, what weighs most first, e.g. 'E-mail is the same (+8)'. */
export function reasonsOf(evidence: readonly Evidence[]): string[] {
	return [...evidence]
		.filter(({ bits }) => Math.abs(bits) >= 0.05)
		.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
		.map(({ column, level, bits }) => {
			const top = levelCount[column.field.kind] - 1;
			const how =
				level === top
					? 'is the same'
					: level === 0
						? 'differs'
						: level >= top - 1
							? 'is nearly the same'
							: 'is similar';
			const points = Math.round(bits * 10) / 10;
			return `${column.field.label} ${how} (${points > 0 ? '+' : '−'}${Math.abs(points)})`;
		});
}
