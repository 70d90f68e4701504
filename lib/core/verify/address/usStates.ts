/** The states, the district and the territories of the United States by their postal abbreviations. */
const states = new Map(
	(
		'AL:alabama,AK:alaska,AZ:arizona,AR:arkansas,CA:california,CO:colorado,CT:connecticut,DE:delaware,DC:district of columbia,FL:florida,GA:georgia,HI:hawaii,ID:idaho,IL:illinois,IN:indiana,IA:iowa,KS:kansas,KY:kentucky,' +
		'LA:louisiana,ME:maine,MD:maryland,MA:massachusetts,MI:michigan,MN:minnesota,MS:mississippi,MO:missouri,MT:montana,NE:nebraska,NV:nevada,NH:new hampshire,NJ:new jersey,NM:new mexico,NY:new york,NC:north carolina,ND:north dakota,OH:ohio,' +
		'OK:oklahoma,OR:oregon,PA:pennsylvania,RI:rhode island,SC:south carolina,SD:south dakota,TN:tennessee,TX:texas,UT:utah,VT:vermont,VA:virginia,WA:washington,WV:west virginia,WI:wisconsin,WY:wyoming,' +
		'PR:puerto rico,GU:guam,VI:virgin islands,AS:american samoa,MP:northern mariana islands'
	)
		.split(',')
		.map((entry): [string, string] => [entry.slice(3), entry.slice(0, 2)]),
);
const codes = new Set([...states.values(), 'AA', 'AE', 'AP']);

/** The two-letter code of a state given as code or name, in any case and with dots; undefined for anything else. */
export function stateCode(text: string): string | undefined {
	const bare = text.replace(/\./g, '').trim();
	const upper = bare.toUpperCase();
	return codes.has(upper) ? upper : states.get(bare.toLowerCase());
}
