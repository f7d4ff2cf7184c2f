import type { ProjectId, ResourceId } from '@keywright/contract';
import type { ChannelsAt } from '../../plane/gate-decisions.ts';

/** The longest topic or filter, in bytes of UTF-8, and in levels. */
export const maxTopicBytes = 1024;
export const maxTopicLevels = 32;

type OneChannel = ChannelsAt & { kind: 'channel' };

export const channelTopic = (projectId: string, channelId: string, subtopic?: string) =>
  subtopic === undefined
    ? `m/${projectId}/c/${channelId}`
    : `m/${projectId}/c/${channelId}/${subtopic}`;

/** The only form in which ids are written in topics: another spelling would be another topic of the same channel. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Of `m/<project>/c/<channel>[/sub/topic…]`, the channel. Undefined: no message can have this topic.
 */
export function placeOfTopic(topic: string): OneChannel | undefined {
  const levels = levelsOf(topic);
  if (!levels || levels.some((level) => /[+#]/.test(level))) return undefined;
  return placeOfLevels(levels) as OneChannel | undefined;
}

/**
 * The narrowest place that holds every channel whose messages the filter could match. Undefined: this is no filter
 * (MQTT 3.1.1, 4.7.1), or it reaches outside the topics of channels (`#`, `$SYS/…`, `$share/…`), or matches none ever.
 */
export function placeOfFilter(filter: string): ChannelsAt | undefined {
  const levels = levelsOf(filter);
  if (!levels?.every((level, at) => isFilterLevel(level, at === levels.length - 1))) {
    return undefined;
  }
  return placeOfLevels(levels);
}

function placeOfLevels(levels: readonly string[]): ChannelsAt | undefined {
  const [root, project = '', mark = '', channel = ''] = levels;
  if (root !== 'm') return undefined;
  // No topic has fewer than four levels.
  if (levels.length < 4 && levels.at(-1) !== '#') return undefined;
  if (!isIdOrWild(project) || !(mark === 'c' || isWild(mark)) || !isIdOrWild(channel)) {
    return undefined;
  }
  if (isWild(project)) return { kind: 'site' };
  const projectId = project as ProjectId;
  if (mark !== 'c' || isWild(channel)) return { kind: 'project', projectId };
  return { kind: 'channel', projectId, channelId: channel as ResourceId };
}

/** A level that is not there is behind a `#`, and as wide. */
const isWild = (level: string): boolean => level === '+' || level === '#' || level === '';
const isIdOrWild = (level: string): boolean => isWild(level) || uuid.test(level);

function isFilterLevel(level: string, isLast: boolean): boolean {
  if (level === '+') return true;
  if (level === '#') return isLast;
  return !/[+#]/.test(level);
}

/**
 * Not those of an overlong text, with an empty level, or with what the protocol forbids or asks not to send (1.5.3). What is
 * not UTF-8 arrives with U+FFFD in its place, which two topics could share.
 */
function levelsOf(text: string): string[] | undefined {
  if (Buffer.byteLength(text) > maxTopicBytes) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\u0000-\u001f\u007f-\u009f\ufffd]/.test(text)) return undefined;
  const levels = text.split('/');
  return levels.length > maxTopicLevels || levels.includes('') ? undefined : levels;
}
