import { defaultLimits, type SendLimits } from '../../lib/core/nurture/caps';
import type { Courier, Mailing } from '../../lib/process/nurture/mailing';
import { mailingOf, openCourier, type SendingPanel } from '../../lib/process/nurture/outbox';
import { asText, stop, type Run } from '../shared';
import { readSmtp } from '../shared/smtp';

/** Reads sender, credentials and limits of the panel; stops the run with what to do where something is missing. */
export async function readSending(
	run: Run,
	testTo?: string,
): Promise<{ mailing: Mailing; panel: SendingPanel }> {
	const panel: SendingPanel = {
		...readSender(run),
		smtp: await readSmtp(run.functions),
		...(testTo !== undefined && { testTo }),
	};
	if (run.parameters.flag('signMail')) {
		const key = await run.functions.getCredentials('sendingDomainApi');
		panel.dkim = {
			domain: asText(key['domain']) ?? '',
			selector: asText(key['selector']) ?? '',
			privateKey: asText(key['privateKey']) ?? '',
		};
	}
	return { mailing: await ready(run, panel), panel };
}

/** The mailing of an operation that writes mails but sends none: it needs no server. */
export async function readSenderOnly(run: Run): Promise<Mailing> {
	const nobody = { host: '', port: 0, secure: true };
	return await ready(run, { ...readSender(run), smtp: nobody });
}

/** Opens the connections of one run. */
export function courierOf(run: Run, panel: SendingPanel): Courier {
	return openCourier(panel.smtp, run.parameters.number('options.maxConnections', 5));
}

async function ready(run: Run, panel: SendingPanel): Promise<Mailing> {
	const { settings, store } = await run.context();
	const result = mailingOf(settings, await store.secrets(), panel);
	if (result.kind === 'wrong') throw stop(run, { message: result.message, remedy: result.remedy });
	return result.mailing;
}

function readSender(run: Run): Omit<SendingPanel, 'smtp'> {
	const { parameters } = run;
	return {
		from: parameters.text('from'),
		replyTo: parameters.text('replyTo'),
		postalAddress: parameters.text('postalAddress'),
		limits: readLimits(run),
		mailtoOnly: parameters.flag('options.mailtoOnly'),
		track: { clicks: parameters.flag('trackClicks', true), opens: parameters.flag('trackOpens') },
	};
}

/** Only what the user set: a mail catcher on this machine has no limits of its own. */
function readLimits({ parameters }: Run): Partial<SendLimits> {
	const set = (name: string) => parameters.number(`limits.${name}`);
	const [start, full, rampDays] = [set('startPerDay'), set('fullPerDay'), set('rampDays')];
	const [day, week, month] = [set('personPerDay'), set('personPer7Days'), set('personPer30Days')];
	const perMinute = set('perMinute');
	const domainPerHour = set('domainPerHour');
	const { perDay, contact } = defaultLimits;
	return {
		...((start ?? full ?? rampDays) !== undefined && {
			perDay: {
				start: start ?? Math.min(full ?? perDay.start, perDay.start),
				full: full ?? Math.max(start ?? perDay.full, perDay.full),
				rampDays: rampDays ?? perDay.rampDays,
			},
		}),
		...((day ?? week ?? month) !== undefined && {
			contact: {
				perDay: day ?? contact.perDay,
				per7Days: week ?? contact.per7Days,
				per30Days: month ?? contact.per30Days,
			},
		}),
		...(perMinute !== undefined && { perMinute }),
		...(domainPerHour !== undefined && { domainPerHour }),
	};
}
