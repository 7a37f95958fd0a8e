-- Why a build fell back or failed, in the words of whoever started it (chapter 09, row 101).
ALTER TABLE build_job ADD COLUMN IF NOT EXISTS message MEDIUMTEXT AFTER ended_at;

-- What is kept of a share link's password beside its hash: wrong ones in a row, which slow guessing down; and a keyed digest of the right
-- one, so that a page of pictures behind it does not cost a hash each. It goes with the link.
CREATE TABLE IF NOT EXISTS playlist_share_guard (
  playlist_share_link_id UUID NOT NULL,
  failures INT NOT NULL DEFAULT 0,
  failed_at DATETIME(6),
  proof CHAR(64),
  PRIMARY KEY (playlist_share_link_id),
  CONSTRAINT playlist_share_guard_link_fk FOREIGN KEY (playlist_share_link_id) REFERENCES playlist_share_link (id) ON DELETE CASCADE
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;
