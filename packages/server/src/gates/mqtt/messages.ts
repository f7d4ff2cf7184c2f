/** A message on its way through the broker, as it hands it to whatever keeps it. */
export interface Message {
  readonly cmd?: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** Together they tell one message of the broker from all others. */
  readonly brokerId?: string;
  readonly brokerCounter?: number;
  /** By what id it was sent to one client. */
  messageId?: number | undefined;
}
