import { type KeyboardEvent, useRef, useState } from 'react';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface Grid {
  rows: number;
  columns: number;
  /** In which direction a range grows. */
  along: 'row' | 'column';
  onChoose: (from: Cell, to: Cell) => void;
}

/**
 * A grid by keyboard and pointer: one cell is in the order of tabs, arrows move, Shift with an arrow or a drag chooses a
 * range, Enter or letting go takes it.
 */
export function useGridKeys({ rows, columns, along, onChoose }: Grid) {
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const dragging = useRef(false);
  const grid = useRef<HTMLDivElement>(null);
  const here = { row: Math.min(at.row, rows - 1), column: Math.min(at.column, columns - 1) };
  const from = anchor ?? here;

  const focus = ({ row, column }: Cell) =>
    grid.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)?.focus();
  const inLine = (cell: Cell): Cell =>
    along === 'row' ? { ...cell, row: from.row } : { ...cell, column: from.column };

  function go(cell: Cell, extend: boolean) {
    const kept = { row: clamp(cell.row, rows), column: clamp(cell.column, columns) };
    const target = extend ? inLine(kept) : kept;
    setAnchor(extend ? from : null);
    setAt(target);
    focus(target);
  }

  function choose() {
    const [a, b] = [from, here].toSorted((x, y) => x.row - y.row || x.column - y.column);
    setAnchor(null);
    if (a !== undefined && b !== undefined) onChoose(a, b);
  }

  return {
    grid,
    isChosen: ({ row, column }: Cell): boolean =>
      anchor !== null && between(row, from.row, here.row) && between(column, from.column, here.column),
    cell: (cell: Cell) => ({
      'data-row': cell.row,
      'data-column': cell.column,
      tabIndex: cell.row === here.row && cell.column === here.column ? 0 : -1,
      onFocus: () => setAt((before) => (dragging.current ? before : cell)),
      onPointerDown: () => {
        dragging.current = true;
        setAt(cell);
        setAnchor(cell);
      },
      onPointerEnter: () => {
        if (dragging.current) setAt(inLine(cell));
      },
      onPointerUp: () => {
        if (!dragging.current) return;
        dragging.current = false;
        choose();
      },
    }),
    onKeyDown(event: KeyboardEvent) {
      // What lies in a cell, such as a booking, answers for itself.
      if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
      const step = steps[event.key];
      if (step !== undefined) {
        event.preventDefault();
        go({ row: here.row + step.row, column: here.column + step.column }, event.shiftKey);
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        choose();
      } else if (event.key === 'Escape') setAnchor(null);
    },
  };
}

const steps: Readonly<Record<string, Cell>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  Home: { row: 0, column: -1_000 },
  End: { row: 0, column: 1_000 },
};

const clamp = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));
const between = (value: number, a: number, b: number): boolean => value >= Math.min(a, b) && value <= Math.max(a, b);
