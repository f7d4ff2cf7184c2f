import type { SessionId, SignInDecision, UserId } from '@keywright/contract';
import type { Digest, Time } from './schema-columns.ts';

/** One-time codes that came to a program's loopback address; the row outlives the code, to tell its second use. */
export interface CliCodes {
  code_sha256: Digest;
  /** PKCE: base64url of the verifier's SHA-256. */
  challenge: string;
  redirect_uri: string;
  device_name: string;
  user_id: UserId;
  /** The session of who approved. */
  approved_by: SessionId;
  expires_at: Time;
  /** What its first use opened. */
  session_id: SessionId | null;
}

/** Programs that wait for a person to type their code; the row outlives the codes, to tell their second use. */
export interface DeviceSignIns {
  device_code_sha256: Digest;
  user_code_sha256: Digest;
  device_name: string;
  address: string | null;
  user_agent: string | null;
  created_at: Time;
  expires_at: Time;
  /** How long the program has to wait between two polls; grows when it does not. */
  interval_ms: number;
  polled_at: Time | null;
  decision: SignInDecision | null;
  /** Who decided, and with which session. */
  user_id: UserId | null;
  decided_by: SessionId | null;
  /** What its first use opened. */
  session_id: SessionId | null;
}
