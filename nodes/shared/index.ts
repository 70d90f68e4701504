/**
 * How to write a node:
 *  1. One file per operation exports an `Operation`: its names, outputs, `fields` (its part of the panel) and `run(run)`.
 *  2. The class is a literal description with `propertiesOf(operations, 'score')`, `outputsOf`, `subtitleOf`, `methods = sharedMethods`
 *     and `execute() { return await runOperation(this, operations); }`; see LeadRecord.node.ts.
 *  3. In `run`: read parameters once by `run.parameters.text('name')`, `.number`, `.flag`, `.choice`, `.list`, `.rows`, options as 'options.name';
 *     what may truly differ per item by `.each('name')`, which evaluates per item only where the user wrote an expression.
 *  4. `await run.leads()` gives every item's lead in bulk (missing ones are already reported); `await run.context()` is what lib/process wants.
 *  5. Answer every item once: `run.emit('Hot', index, { score, grade })` or `run.fail(index, { message, remedy })`. Outputs 'One' and tools are handled here.
 *  6. Fields are picked with `...fieldPicker()` / `...conditionFields()` inside a fixed collection and read by `pickedField(row)` / `pickedCondition(row)`.
 *  7. `await run.pause()` every few dozen items; `run.hint('…')` says what to do next; never mutate `run.items`.
 */
export { docsPage } from './common';
export {
	mainWorkspace,
	mustBeUsable,
	storeCredential,
	storeProperty,
	storeRefOf,
	triggerStore,
} from './stores';
export { leadSourceTest, sendingDomainTest } from './credentialTests';
export { outputsOf, propertiesOf, shownFor, subtitleOf } from './describe';
export { everyLeadProperties, mostOut, runEveryLead, wantsEveryLead, whoIs } from './everyLead';
export { fromThrown, inQuotes, oneOf, toNodeError, WrongParameter, type Problem } from './errors';
export {
	catalogue,
	conditionFields,
	fieldPicker,
	otherField,
	pickedCondition,
	pickedField,
	typeOfField,
} from './fields';
export type { ItemLead } from './leads';
export { sharedMethods } from './methods';
export type { Operation, Operations } from './operation';
export { asList, asNumber, asText } from '../../lib/core/loose';
export { isRow, readParameters, type Parameters, type Row, triggerParameters } from './parameters';
export { packProperty, pickedPack } from './packs';
export { includeReasons, noReason, wantsReasons } from './reasons';
export { titledRows } from './rows';
export { runWorkflow } from './runWorkflow';
export { runOperation } from './route';
export { stop, type Run } from './run';
export { inTitleCase, stageName, stageOptions } from './words';
