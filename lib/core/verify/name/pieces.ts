import { conjunctions, particles, smallParticles } from './words';

/**
 * Joins words that belong to one name: particles with what follows them ('de la Vega'), and names on both sides of a
 * conjunction ('Velasquez y Garcia', 'John and Jane'). The first word is never a particle.
 */
export function joinPieces(words: readonly string[]): string[] {
	return joinParticles(joinConjunctions(words));
}

function joinConjunctions(words: readonly string[]): string[] {
	const pieces: string[] = [];
	let open = false;
	for (const word of words) {
		const ties = isConjunction(word, words.length);
		if (pieces.length > 0 && (ties || open)) pieces.push(`${pieces.pop() ?? ''} ${word}`);
		else pieces.push(word);
		open = ties;
	}
	return pieces;
}

/** A single letter in a short name is an initial: John E Smith. */
function isConjunction(word: string, count: number): boolean {
	return (
		conjunctions.has(word.toLowerCase()) &&
		(word.length > 1 || word === '&' || (count > 3 && word === word.toLowerCase()))
	);
}

function joinParticles(pieces: readonly string[]): string[] {
	const joined: string[] = [];
	let open = false;
	for (const [index, piece] of pieces.entries()) {
		const particle = index > 0 && index < pieces.length - 1 && isParticle(piece);
		const begins = particle && !isParticle(pieces[index - 1] ?? '', index - 1 > 0);
		if (open && !begins) joined.push(`${joined.pop() ?? ''} ${piece}`);
		else joined.push(piece);
		open = open || particle;
	}
	return joined;
}

function isParticle(piece: string, counts = true): boolean {
	const bare = piece.toLowerCase().replaceAll('.', '');
	return counts && (particles.has(bare) || (smallParticles.has(bare) && piece === bare));
}
