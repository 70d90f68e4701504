import { createHash } from 'node:crypto';

/** Where a Postgres database is, in the words of n8n's credential. */
export interface PostgresPlace {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	/** Off, on with the certificate checked, or on with any certificate. */
	ssl: 'off' | 'verified' | 'anyCertificate';
	/** Most connections this process opens to the database. */
	maxConnections: number;
	/** What the names of our schemas begin with; another one keeps several installations in one database apart. */
	schemaPrefix?: string;
}

/** Longest name of a schema (NAMEDATALEN - 1). */
const longestName = 63;

/** The schema of a workspace; `slug` differs for every workspace and holds a-z, 0-9 and hyphens. */
export function schemaOf(place: PostgresPlace, slug: string): string {
	const name = `${place.schemaPrefix ?? 'lead_management_'}${slug.replaceAll('-', '_')}`;
	if (name.length <= longestName) return name;
	return `${name.slice(0, 48)}_${shortHash(name)}`;
}

/** Two places are the same database for the same user when their keys are equal; holds no password in clear. */
export function placeKey(place: PostgresPlace): string {
	return shortHash(JSON.stringify(Object.entries(place).sort()));
}

function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 14);
}
