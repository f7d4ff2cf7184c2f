/** What a client must know of an endpoint to call it, without the schemas: loading those takes longer than a call. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly effect: 'read' | 'change';
  readonly gives: CallGives;
  readonly media?: string;
  readonly repeatable: boolean;
  /** With `dry_run=true` it answers 200 with a body, whatever else it gives. */
  readonly preview: boolean;
}

export const callGives = [
  ...(['json', 'page', 'nothing', 'events'] as const),
  ...(['messages', 'media', 'redirect'] as const),
] as const;
export type CallGives = (typeof callGives)[number];

/** `GET read page /api/v2/users`, and between the last two maybe `repeatable`, `preview`, and the media type. */
export function readCall(text: string): Call {
  const [method = '', effect, gives, ...more] = text.split(' ');
  const path = more.pop() ?? '';
  const media = more.find((word) => word.includes('/'));
  return {
    method,
    path,
    effect: effect as Call['effect'],
    gives: gives as CallGives,
    ...(media !== undefined && { media }),
    repeatable: more.includes('repeatable'),
    preview: more.includes('preview'),
  };
}
