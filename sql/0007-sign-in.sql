-- What ends sessions, and what was used up in signing in (chapter 01, sections 7 and 10). Null is zero, or nothing.

-- Sessions begun under an earlier generation are over, but for the one whose refresh token is `kept_session`. `totp_last_step`: the half
-- minute, counted from 1970, of the last code that was accepted; neither it nor an earlier one is good again (RFC 6238 §5.2).
ALTER TABLE person
  ADD COLUMN IF NOT EXISTS session_generation INT,
  ADD COLUMN IF NOT EXISTS kept_session VARCHAR(60),
  ADD COLUMN IF NOT EXISTS totp_last_step BIGINT;
