-- How much of what the large listings show has changed, per production, so that a client that has a listing can be told that it still holds
-- without making it again (`ListingVersion`).
--
-- Triggers count, in the transaction of the change itself: no writer can forget it, neither a route nor somebody's SQL script (only
-- TRUNCATE fires none). A counter is several rows, of which a session always takes the same one: two writers of a production rarely wait
-- for each other, and each row, locked from the change to the commit, only grows, in the order of the commits. It grows by a random number,
-- so that a database restored from a backup does not come by a sum that stood for other rows before.
--
-- The nil id counts what the listings of every production may show: entities renamed or moved, which rows of another production may refer
-- to, and the types of entities. An entity never changes its production (no route lets it), so the production of a task needs no lock to be
-- looked up; a task may change its entity, so that of its links does.

CREATE TABLE IF NOT EXISTS listing_change (
  project_id UUID NOT NULL,
  shard TINYINT UNSIGNED NOT NULL,
  amount BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (project_id, shard)
) ENGINE = InnoDB, DEFAULT CHARSET = utf8mb4, COLLATE = utf8mb4_nopad_bin;

-- Not zero: what was told before a restored backup came to this migration again is void.
INSERT IGNORE INTO listing_change VALUES ('00000000-0000-0000-0000-000000000000', 0, 1 + FLOOR(RAND() * 4294967295));

-- Entities, and what hangs on nothing but its production.

CREATE OR REPLACE TRIGGER entity_stays BEFORE UPDATE ON entity FOR EACH ROW
IF NEW.project_id <> OLD.project_id THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'An entity stays in its production.'; END IF;

CREATE OR REPLACE TRIGGER entity_inserted AFTER INSERT ON entity FOR EACH ROW
INSERT INTO listing_change VALUES (NEW.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_updated AFTER UPDATE ON entity FOR EACH ROW
INSERT INTO listing_change VALUES (NEW.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_deleted AFTER DELETE ON entity FOR EACH ROW
INSERT INTO listing_change VALUES (OLD.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_moved AFTER UPDATE ON entity FOR EACH ROW
INSERT INTO listing_change SELECT '00000000-0000-0000-0000-000000000000', CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295) FROM DUAL
WHERE NOT (NEW.name <=> OLD.name AND NEW.parent_id <=> OLD.parent_id AND NEW.entity_type_id <=> OLD.entity_type_id AND NEW.id = OLD.id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_gone AFTER DELETE ON entity FOR EACH ROW
INSERT INTO listing_change VALUES ('00000000-0000-0000-0000-000000000000', CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_inserted AFTER INSERT ON project FOR EACH ROW
INSERT INTO listing_change VALUES (NEW.id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_updated AFTER UPDATE ON project FOR EACH ROW
INSERT INTO listing_change VALUES (NEW.id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_deleted AFTER DELETE ON project FOR EACH ROW
INSERT INTO listing_change VALUES (OLD.id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_person_link_inserted AFTER INSERT ON project_person_link FOR EACH ROW
INSERT INTO listing_change VALUES (NEW.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_person_link_updated AFTER UPDATE ON project_person_link FOR EACH ROW
INSERT INTO listing_change SELECT id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM project WHERE id IN (OLD.project_id, NEW.project_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER project_person_link_deleted AFTER DELETE ON project_person_link FOR EACH ROW
INSERT INTO listing_change VALUES (OLD.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_type_inserted AFTER INSERT ON entity_type FOR EACH ROW
INSERT INTO listing_change VALUES ('00000000-0000-0000-0000-000000000000', CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_type_updated AFTER UPDATE ON entity_type FOR EACH ROW
INSERT INTO listing_change VALUES ('00000000-0000-0000-0000-000000000000', CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_type_deleted AFTER DELETE ON entity_type FOR EACH ROW
INSERT INTO listing_change VALUES ('00000000-0000-0000-0000-000000000000', CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

-- What hangs on an entity: its tasks, the episodes that cast an asset, what a concept is linked to.

CREATE OR REPLACE TRIGGER task_inserted AFTER INSERT ON task FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (NEW.entity_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_updated AFTER UPDATE ON task FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_id, NEW.entity_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_deleted AFTER DELETE ON task FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_inserted AFTER INSERT ON entity_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (NEW.entity_out_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_updated AFTER UPDATE ON entity_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_out_id, NEW.entity_out_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_deleted AFTER DELETE ON entity_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_out_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_inserted AFTER INSERT ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (NEW.entity_in_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_updated AFTER UPDATE ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_in_id, NEW.entity_in_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_deleted AFTER DELETE ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (OLD.entity_in_id)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

-- What hangs on a task: who works on it, who follows it.

CREATE OR REPLACE TRIGGER task_person_link_inserted AFTER INSERT ON task_person_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (NEW.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_person_link_updated AFTER UPDATE ON task_person_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (OLD.task_id, NEW.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_person_link_deleted AFTER DELETE ON task_person_link FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (OLD.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER subscription_inserted AFTER INSERT ON subscription FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (NEW.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER subscription_updated AFTER UPDATE ON subscription FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (OLD.task_id, NEW.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER subscription_deleted AFTER DELETE ON subscription FOR EACH ROW
INSERT INTO listing_change SELECT project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)
FROM entity WHERE id IN (SELECT entity_id FROM task WHERE id IN (OLD.task_id) LOCK IN SHARE MODE)
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);
