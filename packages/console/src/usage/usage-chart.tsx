import type { Usage } from '@keywright/sdk';
import { Group, Text } from '@mantine/core';
import classes from './usage-chart.module.css';
import { bucketWords, number, refusedIn, sumWords } from './usage-words.ts';

/** Units of the drawing; it is stretched to the room there is. */
const height = 100;
const width = 10;

/** Accepted and refused checks, a bar for each hour or day. Who cannot see it has the table below. */
export function UsageChart({ usage }: { readonly usage: Usage }) {
  const { buckets, bucket, total } = usage;
  const most = Math.max(1, ...buckets.map((one) => one.accepted + refusedIn(one)));
  const [first] = buckets;
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${Math.max(1, buckets.length) * width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${sumWords(total)}, by the ${bucket}; at most ${number(most)} in one ${bucket}`}
      >
        {buckets.map((one, n) => (
          <Bar key={one.at} counts={one} bucket={bucket} x={n * width} most={most} />
        ))}
        <line
          className={classes.ground}
          x1={0}
          x2={buckets.length * width}
          y1={height}
          y2={height}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <Group justify="space-between" gap="xs" component="figcaption">
        <Text size="xs" c="dimmed">
          {first && bucketWords(first.at, bucket)}
        </Text>
        <Group gap="md">
          <Legend of="accepted" label="Accepted" />
          <Legend of="refused" label="Refused" />
          <Text size="xs" c="dimmed">
            Highest: {number(most)}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          Now
        </Text>
      </Group>
    </figure>
  );
}

interface BarProps {
  readonly counts: Usage['buckets'][number];
  readonly bucket: Usage['bucket'];
  readonly x: number;
  readonly most: number;
}

function Bar({ counts, bucket, x, most }: BarProps) {
  const accepted = tall(counts.accepted, most);
  const refused = tall(refusedIn(counts), most);
  const bar = { x: x + width * 0.1, width: width * 0.8 };
  return (
    <g>
      <title>{`${bucketWords(counts.at, bucket)}: ${sumWords(counts)}`}</title>
      <rect className={classes.bucket} x={x} y={0} width={width} height={height} />
      <rect className={classes.accepted} {...bar} y={height - accepted} height={accepted} />
      <rect className={classes.refused} {...bar} y={height - accepted - refused} height={refused} />
    </g>
  );
}

/** Few beside many are still to be seen. */
const tall = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1.5, (count / most) * (height - 3));

function Legend({ of, label }: { readonly of: 'accepted' | 'refused'; readonly label: string }) {
  return (
    <Text size="xs">
      <span className={classes.mark} data-of={of} aria-hidden />
      {label}
    </Text>
  );
}
