/** Ranks, highest first. */
export type Level =
	| 'founder'
	| 'board'
	| 'chief'
	| 'vicePresident'
	| 'president'
	| 'director'
	| 'head'
	| 'manager'
	| 'lead'
	| 'other';

/** Fields of work. */
export type Area =
	| 'engineering'
	| 'it'
	| 'data'
	| 'product'
	| 'design'
	| 'research'
	| 'sales'
	| 'marketing'
	| 'business'
	| 'finance'
	| 'operations'
	| 'people'
	| 'legal'
	| 'customer'
	| 'health'
	| 'education'
	| 'other';

/** Patterns over a title in lower case without marks; the first that fits gives the rank. */
export const levels: ReadonlyArray<[Level, RegExp]> = [
	[
		'founder',
		/ (co ?)?(founder|founding|fondateur|fondatrice|grunder|grunderin|fundador|fundadora|fondatore|oprichter|co owner|geschaftsfuhrende[rn]? gesellschafter)s? /,
	],
	[
		'board',
		/ (chair(man|woman|person)?|vice chair(man|woman)?|board (of directors|member)|boardmember|(member|mitglied|membre|miembro) of (the )?([a-z]+ )?board|executive (board|committee|forum) member|advisory board|board of trustees|vorstand|aufsichtsrat) /,
	],
	[
		'chief',
		/ (ceo|cfo|coo|cto|cmo|cio|cso|cpo|chro|cro|cco|cao|cdo|ciso|clo|cbo|cxo|cko|cgo|chief|geschaftsfuhrer(in)?|pdg|directeur general|director general|amministratore delegato|consejero delegado|bestuurder|managing principal) /,
	],
	[
		'vicePresident',
		/ (vice ?presidente?s?|v p|vp|svp|evp|avp|gvp|rvp|senior vp|vizeprasident(in)?) /,
	],
	[
		'director',
		/ (managing director|director|directors|dir|directora|directeur|directrice|direktor(in)?|direttore|direttrice|diretor|diretora|trustee|direktorin|bereichsleiter(in)?) /,
	],
	['president', / (president|presidente|prasident(in)?) /],
	[
		'head',
		/ (head|leiter|leiterin|leitung|jefe|jefa|responsable|responsabile|hoofd|gerente general) /,
	],
	[
		'manager',
		/ (manager|managers|mgr|management(?! (team|consultant|trainee))|managing partner|supervisor|gerente|encargado|gestor|teamleiter(in)?|abteilungsleiter(in)?|chef de|projektleiter(in)?) /,
	],
	['lead', / (lead|leader|leadership|team lead|teamlead|tech lead) /],
];
