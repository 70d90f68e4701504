import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * n8n's engine reads its settings from the environment when it is loaded, and writes a settings file into its user folder.
 * Imported before it: a throw-away folder, and the expression engine that needs no native module.
 */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-engine-'));
process.env['N8N_USER_FOLDER'] = folder;
process.env['N8N_ENCRYPTION_KEY'] = 'engine';
process.env['N8N_EXPRESSION_ENGINE'] ??= 'legacy';
process.env['N8N_LOG_LEVEL'] ??= 'silent';
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Folder that vanishes with this process; stores go there unless another place is chosen. */
export const throwAwayFolder = folder;
