/** How a cell shows its number; the subset of Google's number formats that matter for leads. */
export type CellFormat = { type: string; pattern?: string };

/** One cell: what it holds, the formula behind it, how it is shown. */
export interface Cell {
	value: string | number | boolean;
	formula?: string;
	format?: CellFormat;
	note?: string;
}

/** How a reader wants values: as shown, as held, or the formula. */
export type ValueRender = 'FORMATTED_VALUE' | 'UNFORMATTED_VALUE' | 'FORMULA';
/** How a reader wants dates among unformatted values. */
export type DateRender = 'SERIAL_NUMBER' | 'FORMATTED_STRING';

const day = 86_400_000;
const epoch = Date.UTC(1899, 11, 30);

/** What typing a value into a cell makes of it (`USER_ENTERED`), in the en_US locale. */
export function typeIn(input: string | number | boolean): Cell {
	if (typeof input !== 'string') return { value: input };
	if (input.startsWith("'")) return { value: input.slice(1) };
	if (input.startsWith('=') && input.length > 1) {
		return { value: evaluate(input.slice(1)), formula: input };
	}
	return readNumber(input) ?? readDate(input) ?? readBoolean(input) ?? { value: input };
}

/** The value as a reader gets it. */
export function render(cell: Cell, how: ValueRender, dates: DateRender): string | number | boolean {
	if (how === 'FORMULA' && cell.formula) return cell.formula;
	if (how === 'FORMATTED_VALUE') return show(cell);
	const isDate = cell.format && ['DATE', 'TIME', 'DATE_TIME'].includes(cell.format.type);
	return isDate && dates === 'FORMATTED_STRING' && how === 'UNFORMATTED_VALUE'
		? show(cell)
		: cell.value;
}

/** The text a person sees in the cell. */
export function show(cell: Cell): string {
	const { value, format } = cell;
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (typeof value === 'string') return value;
	switch (format?.type) {
		case 'DATE':
		case 'DATE_TIME':
		case 'TIME':
			return showDate(value, format.pattern ?? defaultPattern(format.type));
		case 'PERCENT':
			return `${trimNumber(value * 100, format.pattern?.includes('.00') ? 2 : 0)}%`;
		case 'NUMBER':
		case 'CURRENCY':
			return showNumber(value, format.pattern);
		case 'TEXT':
			return String(value);
		default:
			return showGeneral(value);
	}
}

function readNumber(text: string): Cell | undefined {
	const plain = /^\s*([+-]?)(\$?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(?:[eE]([+-]?\d+))?(%?)\s*$/.exec(
		text,
	);
	if (!plain) return undefined;
	const digits = `${plain[1]}${(plain[3] ?? '').replace(/,/g, '')}${plain[4] ?? ''}`;
	const value = Number(plain[5] ? `${digits}e${plain[5]}` : digits);
	const decimals = plain[4] ? '.00' : '';
	if (plain[6])
		return { value: value / 100, format: { type: 'PERCENT', pattern: `0${decimals}%` } };
	if (plain[2]) return { value, format: { type: 'CURRENCY', pattern: `"$"#,##0${decimals}` } };
	if (plain[3]?.includes(','))
		return { value, format: { type: 'NUMBER', pattern: `#,##0${decimals}` } };
	return { value };
}

function readDate(text: string): Cell | undefined {
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
	const american = iso
		? null
		: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
	const [year, month, date] = iso
		? [iso[1], iso[2], iso[3]]
		: american
			? [american[3], american[1], american[2]]
			: [];
	const clock = iso ?? american;
	if (!clock || !year) return undefined;
	const at = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(date),
		Number(clock[4] ?? 0),
		Number(clock[5] ?? 0),
		Number(clock[6] ?? 0),
	);
	if (new Date(at).getUTCDate() !== Number(date)) return undefined;
	const dateOnly = iso ? 'yyyy-mm-dd' : 'm/d/yyyy';
	return {
		value: (at - epoch) / day,
		format: clock[4]
			? { type: 'DATE_TIME', pattern: `${dateOnly} h:mm:ss` }
			: { type: 'DATE', pattern: dateOnly },
	};
}

function readBoolean(text: string): Cell | undefined {
	return /^(true|false)$/i.test(text) ? { value: text.toLowerCase() === 'true' } : undefined;
}

/** Evaluates what recorded sessions contain: numbers with + - * / and brackets. Anything else is a live formula whose value we do not know. */
function evaluate(formula: string): string | number {
	const tokens = formula.match(/\d+(?:\.\d+)?|[-+*/()]|\S/g) ?? [];
	let at = 0;
	const factor = (): number => {
		const token = tokens[at++];
		if (token === '(') {
			const inner = sum();
			return tokens[at++] === ')' ? inner : NaN;
		}
		return token === '-' ? -factor() : Number(token);
	};
	const product = (): number => {
		let value = factor();
		while (tokens[at] === '*' || tokens[at] === '/') {
			value = tokens[at++] === '*' ? value * factor() : value / factor();
		}
		return value;
	};
	const sum = (): number => {
		let value = product();
		while (tokens[at] === '+' || tokens[at] === '-') {
			value = tokens[at++] === '+' ? value + product() : value - product();
		}
		return value;
	};
	const result = sum();
	return at === tokens.length && Number.isFinite(result) ? result : '#FORMULA!';
}

function defaultPattern(type: string): string {
	return type === 'DATE' ? 'm/d/yyyy' : type === 'TIME' ? 'h:mm:ss am/pm' : 'm/d/yyyy h:mm:ss';
}

function showDate(serial: number, pattern: string): string {
	const at = new Date(Math.round(serial * day) + epoch);
	const pad = (value: number): string => String(value).padStart(2, '0');
	const afternoon = at.getUTCHours() >= 12;
	const hour = pattern.includes('am/pm') ? at.getUTCHours() % 12 || 12 : at.getUTCHours();
	return pattern.replace(
		/yyyy|mm(?=:)|(?<=:)mm|mm|m(?!m)|dd|d|hh|h|ss|am\/pm/g,
		(part, offset: number) => {
			const minutes = part === 'mm' && (pattern[offset - 1] === ':' || pattern[offset + 2] === ':');
			switch (part) {
				case 'yyyy':
					return String(at.getUTCFullYear());
				case 'mm':
					return pad(minutes ? at.getUTCMinutes() : at.getUTCMonth() + 1);
				case 'm':
					return String(at.getUTCMonth() + 1);
				case 'dd':
					return pad(at.getUTCDate());
				case 'd':
					return String(at.getUTCDate());
				case 'hh':
					return pad(hour);
				case 'h':
					return String(hour);
				case 'ss':
					return pad(at.getUTCSeconds());
				default:
					return afternoon ? 'PM' : 'AM';
			}
		},
	);
}

function showNumber(value: number, pattern = ''): string {
	const decimals = /\.(0+)/.exec(pattern)?.[1]?.length ?? 0;
	const fixed = value.toLocaleString('en-US', {
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
		useGrouping: pattern.includes(','),
	});
	return pattern.includes('$') ? `$${fixed}` : fixed;
}

function showGeneral(value: number): string {
	if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
	const short = Number(value.toPrecision(10));
	return Math.abs(short) >= 1e15 || (short !== 0 && Math.abs(short) < 1e-9)
		? value
				.toExponential(9)
				.replace(/\.?0+e/, 'E')
				.toUpperCase()
		: String(short);
}

function trimNumber(value: number, decimals: number): string {
	return value.toFixed(decimals);
}
