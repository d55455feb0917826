import { type CSSProperties, useState } from 'react';
import { useText } from '../text/text.js';
import { Card } from '../ui/layout.js';
import styles from './charts.module.css';

export interface Point {
  /** What stands below it, `Fri 1 May`. */
  readonly name: string;
  /** Null where there was nothing to count. */
  readonly value: number | null;
}

interface Chart {
  title: string;
  lead: string;
  /** The last one, in words: what it is now. */
  now: string;
  points: readonly Point[];
  kind: 'bars' | 'area';
  /** The top of the scale; the largest value when it is left out. */
  most?: number;
  say: (value: number) => string;
}

const width = 560;
const height = 150;

/** A small chart with one number that matters. Whoever cannot see it reads the table that it is drawn from. */
export function Chart({ title, lead, now, points, kind, most, say }: Chart) {
  const text = useText();
  const [at, setAt] = useState<number | null>(null);
  const top = Math.max(most ?? 0, ...points.map(({ value }) => value ?? 0)) || 1;
  const step = width / Math.max(1, points.length);
  const x = (index: number) => step * index + step / 2;
  const y = (value: number) => height - (Math.max(0, value) / top) * (height - 8);
  const shown = at === null ? undefined : points[at];
  const spoken = ({ value }: Point) => (value === null ? text.overview.none : say(value));
  return (
    <Card title={title} lead={lead} actions={<strong className={styles.now}>{now}</strong>}>
      <figure
        className={styles.figure}
        onPointerLeave={() => setAt(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const index = Math.floor(((event.clientX - box.left) / box.width) * points.length);
          setAt(Math.max(0, Math.min(points.length - 1, index)));
        }}
      >
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={styles.svg} aria-hidden="true">
          {[0.5, 1].map((share) => (
            <line key={share} x1="0" x2={width} y1={y(top * share)} y2={y(top * share)} className={styles.grid} />
          ))}
          <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className={styles.base} />
          {kind === 'bars' &&
            points.map(({ name, value }, index) => (
              <rect
                key={name}
                x={x(index) - step * 0.34}
                y={y(value ?? 0)}
                width={step * 0.68}
                height={height - y(value ?? 0)}
                rx="2"
                className={styles.bar}
                data-last={index === points.length - 1}
                data-at={index === at}
              />
            ))}
          {kind === 'area' && <Area points={points} x={x} y={y} />}
          {kind === 'area' && at !== null && <line x1={x(at)} x2={x(at)} y1="0" y2={height} className={styles.cross} />}
        </svg>
        <p
          className={styles.tip}
          style={{ '--at': at ?? 0, '--of': points.length } as CSSProperties}
          hidden={shown === undefined}
        >
          {shown !== undefined && `${shown.name}: ${spoken(shown)}`}
        </p>
        <figcaption className={styles.ends} aria-hidden="true">
          <span>{points[0]?.name}</span>
          <span>{text.overview.today}</span>
        </figcaption>
      </figure>
      <div className={styles.unseen}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.overview.day}</th>
              <th scope="col">{text.overview.value}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.name}>
                <th scope="row">{point.name}</th>
                <td>{spoken(point)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Area(props: { points: readonly Point[]; x: (index: number) => number; y: (value: number) => number }) {
  const { points, x, y } = props;
  const line = points.map(({ value }, index) => `${x(index)},${y(value ?? 0)}`).join(' ');
  const last = points.length - 1;
  return (
    <>
      <polygon points={`${x(0)},${y(0)} ${line} ${x(last)},${y(0)}`} className={styles.area} />
      <polyline points={line} className={styles.line} />
    </>
  );
}
