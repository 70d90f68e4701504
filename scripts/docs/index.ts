import fs from 'node:fs';
import path from 'node:path';
import { pages, present } from './pages';

/** `npm run docs`: brings the parts of docs/ that are made of the code in step with it, and says which pages changed. */
const changed = pages().filter(({ file, text }) => text !== present(file));
for (const { file, text } of changed)
	fs.writeFileSync(path.resolve(__dirname, '../..', file), text);
console.log(
	changed.length === 0 ? 'All pages are current.' : changed.map(({ file }) => file).join('\n'),
);
