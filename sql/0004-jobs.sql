-- Work that no request waits for: mails, later movies, playlists, web hooks. A row is written by the transaction that causes the work,
-- taken by `tsubame jobs`, and deleted when it is done.
CREATE TABLE IF NOT EXISTS job (
  id UUID NOT NULL,
  kind VARCHAR(40) NOT NULL,
  payload JSON NOT NULL,
  created_at DATETIME(6) NOT NULL,
  -- Not before. While somebody works on it: the end of the lease, after which it is anybody's again.
  due_at DATETIME(6) NOT NULL,
  -- Not after: a code that is good for five minutes need not arrive in an hour.
  expires_at DATETIME(6) NULL,
  attempts INT NOT NULL DEFAULT 0,
  -- Who works on it, new with each attempt: only that one may end it.
  lease UUID NULL,
  -- Given up; the row stays for whoever looks into it, without its payload.
  failed_at DATETIME(6) NULL,
  reason TEXT NULL,
  PRIMARY KEY (id),
  KEY job_due (failed_at, due_at) COMMENT 'the next one to take; clearing of those given up'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- The counter whose one-time code (HOTP) was mailed to a person last.
CREATE TABLE IF NOT EXISTS email_code (
  person_id UUID NOT NULL,
  counter BIGINT NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (person_id),
  KEY email_code_expires_at (expires_at) COMMENT 'clearing',
  CONSTRAINT email_code_person_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Processes beside the workers, each saying every few seconds that it is there.
CREATE TABLE IF NOT EXISTS companion (
  id UUID NOT NULL,
  name VARCHAR(40) NOT NULL,
  host VARCHAR(255) NOT NULL,
  pid INT NOT NULL,
  seen_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY companion_name (name, seen_at) COMMENT '/status'
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Several tokens may be good for one address: an administrator's link beside an invitation.
ALTER TABLE reset_token
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (token_hash),
  ADD KEY IF NOT EXISTS reset_token_email (email) COMMENT 'ending all of an address';
