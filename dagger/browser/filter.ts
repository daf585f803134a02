/** Which rows are asked for. */
import { type Row, textOf } from "./rows.ts";
import type { State } from "./state.ts";

type Test = (row: Row) => boolean;

/** @param stages stage → its number in the rows' data; an unknown one matches no row */
export function filterBy(state: State, stages: ReadonlyMap<string, string>): Test {
  const { severity, action, stage, only, step } = state;
  const words = (state.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const number = stages.get(stage ?? "") ?? "none";
  const tests: Test[] = [
    ...(severity ? [({ data }: Row) => data.severity === severity] : []),
    ...(action ? [({ data }: Row) => data.action === action] : []),
    ...(stage ? [({ data }: Row) => has(data.stages, number)] : []),
    ...(only ? [({ data }: Row) => has(data.marks, only)] : []),
    ...(step ? [({ data }: Row) => data.step === step] : []),
    ...words.map((word) => (row: Row) => textOf(row).includes(word)),
  ];
  return (row) => tests.every((test) => test(row));
}

const has = (list: string | undefined, word: string): boolean =>
  list?.split(" ").includes(word) ?? false;
