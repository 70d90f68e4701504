import type { Area } from './levels';

/** Words that tell the field, over a title in lower case without marks, each with a space on both sides. */
export const areas: ReadonlyArray<[Area, RegExp]> = [
	[
		'sales',
		/ (sales|salesforce|selling|account executives?|inside sales|presales|pre sales|vertrieb|verkauf|vertriebs[a-z]+|verkaufs[a-z]+|ventas|ventes|vendite|vendas|directeur commercial|directrice commerciale|direttore commerciale) /,
	],
	[
		'marketing',
		/ (marketing|cmo|marketer|brand|branding|seo|sem|growth marketing|demand generation|advertising|pr|public relations|social media|campaigns?|mercadeo) /,
	],
	[
		'engineering',
		/ (engineer(s|ing)?|developer|developers|development engineer|programmer|software|full ?stack|front ?end|back ?end|devops|web|mobile|android|ios|java|ruby|architect|architecture|technical|technician|tech|technology|technologies|technological|cto|electrical|mechanical|electronics?|embedded|hardware|robotics|qa|test|testing|tester|entwickler(in)?|ingenieur(in)?|ingeniero|ingegnere|technik|developpeur|desarrollador|sviluppatore|automation|firmware|scrum|egineering) /,
	],
	[
		'it',
		/ (it|information technology|information systems?|systems?|cio|ciso|cyber|cybersecurity|security|network|networks|infrastructure|infrastructures|cloud|computer|helpdesk|database|databases|sysadmin|edv|informatik|platforms?|saas|solutions? architect) /,
	],
	[
		'data',
		/ (data|analytics|analyst|analysis|ai|artificial intelligence|machine learning|bi|business intelligence|statistician|algorithm|scientist|science) /,
	],
	['product', / (product|products|produkt|producto|prodotto) /],
	['design', / (design|designer|ux|ui|user experience|creative|art director|visual) /],
	[
		'research',
		/ (research|researcher|r & d|innovation|laboratory|lab|labs|forschung|investigacion|scientific|physics|chemistry|biotechnology|genomics) /,
	],
	[
		'finance',
		/ (finance|financial|financials|cfo|accounting|accountant|accounts|controller|controlling|treasurer|treasury|audit|auditor|tax|investments?|investor|banking|credit|fund|buchhaltung|finanzen|finanzas|comptable|insurance|equity|capital|risk) /,
	],
	[
		'people',
		/ (hr|human resources|chro|people|talent|recruit(er|ing|ment)|personal(leiter|abteilung)?|payroll|training|recursos humanos|ressources humaines|headhunter) /,
	],
	[
		'legal',
		/ (legal|counsel|attorney|lawyer|law|compliance|clo|regulatory|jurist(in)?|abogado|avvocato|patent|paralegal|policy) /,
	],
	[
		'customer',
		/ (customer|client|service|services|support|success|member services|kundenservice|kundendienst) /,
	],
	[
		'operations',
		/ (operations|operational|coo|supply chain|logistics|procurement|purchasing|sourcing|einkauf|manufacturing|production|produktion|quality|facilities|facility|plant|delivery|office|admin|administration|administrator|projects?|program(me)?s?|planning) /,
	],
	[
		'health',
		/ (medical|medicine|clinical|health|healthcare|hospital|physician|surgeon|dentist|nurse|nursing|pharma|patient|doctor|arzt|wellness) /,
	],
	[
		'education',
		/ (professor|teacher|teaching|lecturer|instructor|education|educational|school|university|faculty|dean|student|academic|fellow|tutor|lehrer(in)?) /,
	],
	[
		'business',
		/ (business|biz ?dev|bd|ceo|commerce|entrepreneur|entrepreneurship|m & a|geschaftsentwicklung|negocios) /,
	],
];
