import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Json, at, isJson, textAt } from '../runtime/json';
import { project } from '../runtime/pack';

/** A submission of the demo as the file of samples has it. */
export interface Sample {
	id: string;
	/** Sent as JSON where it is an object, as it is where it is a text. */
	body: Json | string;
	contentType: string;
	/** What has to become of it; `then` says where the lead goes after capture. */
	expect: { outcome: string; then?: string };
}

/** What the webhook answered to a sample: a status of 0 where there was no answer. */
export interface Posted {
	sample: Sample;
	status: number;
	/** Under which the submission was kept; absent where it was not. */
	receiptId?: string;
	answer: string;
}

/** @throws where the file is not a list of samples, naming the first that is none */
export function readSamples(
	file = path.join(project, 'workflows', 'samples', 'leads.json'),
): Sample[] {
	const parsed: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	if (!Array.isArray(parsed)) throw new Error(`${file} is not a list of samples.`);
	return parsed.map((entry: unknown) => {
		const body = at(entry, 'body');
		if (!isJson(body) && typeof body !== 'string') {
			throw new Error(`${file}: the sample '${textAt(entry, 'id')}' has no body.`);
		}
		const then = at(entry, 'expect', 'then');
		return {
			id: textAt(entry, 'id'),
			body,
			contentType: String(at(entry, 'contentType') ?? 'application/json'),
			expect: {
				outcome: textAt(entry, 'expect', 'outcome'),
				...(typeof then === 'string' ? { then } : {}),
			},
		};
	});
}

/**
 * Posts samples to a webhook one after the other, as a provider would: what is neither accepted nor refused is tried
 * again. Later samples may repeat earlier ones, so the order matters.
 */
export async function postSamples(
	address: string,
	samples: Sample[],
	onPosted: (posted: Posted) => void = () => undefined,
): Promise<Posted[]> {
	const all: Posted[] = [];
	for (const sample of samples) {
		const posted = await post(address, sample);
		all.push(posted);
		onPosted(posted);
	}
	return all;
}

/** How long a sender keeps trying: longer than n8n takes to start again. */
const patienceMs = 90_000;

async function post(address: string, sample: Sample): Promise<Posted> {
	const end = Date.now() + patienceMs;
	for (;;) {
		const posted = await attempt(address, sample);
		// 422 refuses the content, for good. Everything else may pass: n8n answers 404 while it starts.
		const final = posted.receiptId !== undefined || posted.status === 422;
		if (final || Date.now() > end) return posted;
		await sleep(500);
	}
}

async function attempt(address: string, sample: Sample): Promise<Posted> {
	try {
		const response = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': sample.contentType, accept: 'application/json' },
			body: typeof sample.body === 'string' ? sample.body : JSON.stringify(sample.body),
			redirect: 'manual',
			signal: AbortSignal.timeout(30_000),
		});
		const answer = await response.text();
		const receiptId = receiptIn(answer);
		return { sample, status: response.status, answer, ...(receiptId ? { receiptId } : {}) };
	} catch (error) {
		return { sample, status: 0, answer: String(error) };
	}
}

/** The receipt that the answer names: the proof that the submission was kept, also where it was refused. */
function receiptIn(answer: string): string | undefined {
	try {
		const receiptId = at(JSON.parse(answer), 'receiptId');
		return typeof receiptId === 'string' ? receiptId : undefined;
	} catch {
		return undefined;
	}
}
