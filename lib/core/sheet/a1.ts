/**
 * The letters of a column.
 *
 * @example columnLetters(0) //=> 'A'
 * @example columnLetters(27) //=> 'AB'
 */
export function columnLetters(index: number): string {
	const last = String.fromCharCode(65 + (index % 26));
	return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`;
}
