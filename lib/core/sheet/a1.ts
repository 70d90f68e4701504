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

/**
 * A tab's title as it stands in an address.
 *
 * @example quotedTitle("Ann's leads") //=> "'Ann''s leads'"
 */
export function quotedTitle(title: string): string {
	return `'${title.replaceAll("'", "''")}'`;
}
