import { matcherOf } from './filter-match.ts';
import { placeOfFilter, placeOfTopic } from './topics.ts';

/** What a session asked for, of which QoS 0 is not kept for it while it is away. */
export interface KeptSubscription {
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
}

interface Entry {
  readonly sessionId: string;
  readonly subscription: KeptSubscription;
  readonly matches: (levels: readonly string[]) => boolean;
}

/** Subscriptions of the sessions that outlive their connections, found by session and by topic. */
export class KeptSubscriptions {
  readonly #bySession = new Map<string, Map<string, Entry>>();
  /** By the narrowest place that a filter names: a channel, a project, or the site. */
  readonly #byPlace = new Map<string, Set<Entry>>();

  add(sessionId: string, subscription: KeptSubscription): void {
    this.remove(sessionId, subscription.topic);
    const own = this.#bySession.get(sessionId) ?? new Map<string, Entry>();
    this.#bySession.set(sessionId, own);
    const entry = { sessionId, subscription, matches: matcherOf(subscription.topic) };
    own.set(subscription.topic, entry);
    const place = placeKey(subscription.topic);
    const there = this.#byPlace.get(place) ?? new Set<Entry>();
    this.#byPlace.set(place, there.add(entry));
  }

  remove(sessionId: string, filter: string): void {
    const own = this.#bySession.get(sessionId);
    const entry = own?.get(filter);
    if (!own || !entry) return;
    own.delete(filter);
    if (own.size === 0) this.#bySession.delete(sessionId);
    const place = placeKey(filter);
    const there = this.#byPlace.get(place);
    there?.delete(entry);
    if (there?.size === 0) this.#byPlace.delete(place);
  }

  drop(sessionId: string): void {
    for (const { topic } of this.of(sessionId)) this.remove(sessionId, topic);
  }

  of(sessionId: string): KeptSubscription[] {
    const own = this.#bySession.get(sessionId)?.values() ?? [];
    return [...own].map(({ subscription }) => subscription);
  }

  /** The sessions that a message of this topic is kept for, each once. */
  sessionsFor(topic: string): string[] {
    const place = placeOfTopic(topic);
    if (!place || this.#byPlace.size === 0) return [];
    const found = new Set<string>();
    const levels = topic.split('/');
    for (const key of [place.channelId, place.projectId, site]) {
      for (const { sessionId, subscription, matches } of this.#byPlace.get(key) ?? []) {
        if (subscription.qos > 0 && matches(levels)) found.add(sessionId);
      }
    }
    return [...found];
  }
}

const site = 'site';

function placeKey(filter: string): string {
  const place = placeOfFilter(filter);
  if (place?.kind === 'channel') return place.channelId;
  return place?.kind === 'project' ? place.projectId : site;
}
