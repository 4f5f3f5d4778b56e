import type { Table } from "./describe.ts";
import type { Cell, Row } from "./tables.ts";

/** A cell as it stands in an export: bytes as base64. */
export type Packed = string | number | null;

/** A row's cells in the order of the table's columns. */
export function packRow(table: Table, row: Row): Packed[] {
  return Object.keys(table.columns).map((column) => {
    const cell = row[column] ?? null;
    return cell instanceof Uint8Array ? Buffer.from(cell).toString("base64") : cell;
  });
}

export function unpackRow(table: Table, cells: readonly Packed[]): Row {
  const columns = Object.entries(table.columns);
  return Object.fromEntries(
    columns.map(([column, type], place): [string, Cell] => {
      const cell = cells[place] ?? null;
      return [column, type === "bytes" && cell !== null ? Buffer.from(String(cell), "base64") : cell];
    }),
  );
}
