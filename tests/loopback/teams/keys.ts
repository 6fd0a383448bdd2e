import { randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { Json } from "./world.ts";

/** A key of a token service: what it signs, and what it publishes. */
export async function signingKey(more: Json = {}) {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = randomBytes(16).toString("base64url");
  const jwk: Json = { ...(await exportJWK(publicKey)), kid, use: "sig", ...more };
  return {
    kid,
    jwk,
    sign: (claims: JWTPayload, header: { kid?: string } = {}): Promise<string> =>
      new SignJWT({ jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: "RS256", typ: "JWT", kid, ...header })
        .sign(privateKey),
    /** The claims of a token that it signed and that has not run out; null for others. */
    async read(token: string, now: number): Promise<JWTPayload | null> {
      try {
        const options = { algorithms: ["RS256"], currentDate: new Date(now) };
        return (await jwtVerify(token, publicKey, options)).payload;
      } catch {
        return null;
      }
    },
  };
}
export type SigningKey = Awaited<ReturnType<typeof signingKey>>;
