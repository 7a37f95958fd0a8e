-- Accounts with which one looks at a production as a client does, the sign-in of desktop tools through the browser, checklists (chapter 09).

ALTER TABLE person
  ADD COLUMN IF NOT EXISTS preview_project_id UUID AFTER is_guest,
  ADD COLUMN IF NOT EXISTS preview_opened_at DATETIME(6) AFTER preview_project_id,
  ADD COLUMN IF NOT EXISTS preview_open_until DATETIME(6) AFTER preview_opened_at,
  ADD UNIQUE KEY IF NOT EXISTS person_preview_project_id (preview_project_id),
  ADD CONSTRAINT person_preview_project_id_fk FOREIGN KEY IF NOT EXISTS (preview_project_id) REFERENCES project (id);

-- `code_hash` is SHA-256. The session that asked for the code must not have ended when the tool comes with it: `session_generation`.
CREATE TABLE IF NOT EXISTS app_login_code (
  code_hash BINARY(32) NOT NULL,
  person_id UUID NOT NULL,
  challenge VARCHAR(43) NOT NULL,
  session_generation INT NOT NULL,
  signed_in_at BIGINT NOT NULL COMMENT 'seconds since 1970',
  is_exempt BOOLEAN NOT NULL COMMENT 'from the enforced second factor',
  expires_at DATETIME(6) NOT NULL,
  PRIMARY KEY (code_hash),
  KEY app_login_code_person_id (person_id),
  KEY app_login_code_expires_at (expires_at) COMMENT 'clearing',
  CONSTRAINT app_login_code_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- A checklist is a list, also where there is none.
UPDATE comment SET checklist = '[]' WHERE checklist IS NULL;
