import { createRequire } from 'node:module';
import type * as nodemailer from '../vendor/nodemailer';

let loaded: typeof nodemailer | undefined;

/** nodemailer, loaded with the first mail: n8n loads every node at start, and most executions send none. */
export function mailLibrary(): typeof nodemailer {
	loaded ??= createRequire(__filename)('../vendor/nodemailer');
	return loaded ?? missing();
}

function missing(): never {
	throw new Error('The mail library is not part of this installation. Install the package again.');
}
