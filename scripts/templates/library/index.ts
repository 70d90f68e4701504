import type { Template } from '../build/spec';
import { leadProcess } from './01-lead-process';
import { scoreYourSheet } from './02-score-your-sheet';
import { captureWebsite } from './03-capture-website';
import { captureAds } from './04-capture-ads';
import { importList } from './05-import-list';
import { routeHotLeads } from './06-route-hot-leads';
import { nurture } from './07-nurture';
import { crmHandOver } from './08-crm-hand-over';
import { weeklyScrub } from './09-weekly-scrub';
import { errorWorkflow } from './10-error-workflow';
import { captureOffline } from './11-capture-offline';
import { pullQueue } from './12-pull-queue';
import { trackEverything } from './13-track-everything';
import { keepCustomers } from './14-keep-customers';
import { weeklyReport } from './15-weekly-report';
import { targetCampaign } from './16-target-campaign';

/** Every template, in the order in which they are offered. */
export const library: readonly Template[] = [
	leadProcess,
	scoreYourSheet,
	captureWebsite,
	captureAds,
	importList,
	routeHotLeads,
	nurture,
	crmHandOver,
	weeklyScrub,
	errorWorkflow,
	captureOffline,
	pullQueue,
	trackEverything,
	keepCustomers,
	weeklyReport,
	targetCampaign,
];
