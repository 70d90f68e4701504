/** Word lists for taking names apart. Compared in lower case without dots. */
const set = (...lines: string[]): ReadonlySet<string> =>
	new Set(lines.flatMap((line) => line.split(' ')));

/** Forms of address and titles that stand before a name, in the languages of the western half of the business world. */
export const titles = set(
	'mr mrs ms miss mx mister dr doctor prof professor sir dame madam lord lady master rev reverend fr father pastor rabbi imam sheikh hon honorable honourable',
	'capt captain col colonel gen general lt lieutenant ltgen ltcol ltcmdr majgen briggen maj major sgt sergeant cpl corporal pvt adm admiral cmdr commander cdr',
	'judge justice magjudge mag-judge magistrate attorney atty senator sen rep representative congressman congresswoman governor gov mayor president pres secretary minister ambassador chancellor',
	'cardinal bishop archbishop pope king queen prince princess duke duchess earl count countess baron baroness majesty highness excellency',
	'rt right us district chief associate assistant deputy vice',
	'herr herrn frau hr fr dipl-ing dipl-kfm dipling mag ing drs ir dhr mevr mevrouw heer monsieur madame mademoiselle mme mlle me maître maitre',
	'sr sra srta señor senor señora senora señorita senorita dña doña sig sigra signor signora signorina dott dottssa avv ingegnere senhor senhora dra',
	'pan pani pán paní bay bayan господин госпожа г-н г-жа κος κα',
);

/** Titles after which a single name is a first name. */
export const firstNameTitles = set(
	'sir dame lord lady king queen prince princess pope master sheikh majesty highness brother sister aunt uncle',
);

/** Words that open a title without being one. */
export const titleOpeners = set('the her his your');

/** What stands behind a name and cannot be anything else. */
export const suffixes = set(
	'jr sr junior senior jnr snr esq esquire ii iii iv vi vii viii 2nd 3rd 4th fils',
	'phd md dds dmd dvm dc od edd jd llb llm llmd mba msc bsc mphil meng beng msced msed rn cpa cfa cfp clu chfc lutc cissp pmp pe pharmd psyd qc kc mp mep mla obe mbe cbe kbe gbe frs frcp frcs fca aca usn usaf usmc ret',
	'dphil facs faia aia asid leed phr sphr shrm cma cia cisa mcse ccna',
);

/** Suffixes that are names or initials as well; they count only behind a comma or with dots. */
export const doubtfulSuffixes = set('ma ba ms do bs pa ed mp jd od dc rn pe aca aia cia ret v i x');

/** Particles that belong to the last name that follows them. */
export const particles = set(
	'de del della dello dei degli di da do dos das du des la le las los lo el al van von vom zu zum zur der den ter ten te vander vanden af av ap abu bin bint ibn mac mc st ste san santa santo dal dalla dalle delle d l saint',
);

/** Particles only when written small, since they are first names as well. */
export const smallParticles = set('ben bar don');

/** Words that tie the names on both sides together. */
export const conjunctions = set('and & y e und et of the og och ja en i');
