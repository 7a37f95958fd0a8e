-- A row whose entity the statement does not see is counted for all productions.
--
-- A statement sees entities as they were when it first looked at one, but changes rows that others have committed since, whose entity may
-- be as new. The triggers of migration 0006 passed over these: the listing of a production that came while a long statement changed tasks
-- of several ones did not tell of it. To lock the entities instead would let changes of tasks and of their entities wait for each other.

-- Nobody's subscriptions are read from the rows of a listing: those of who asks are part of its name.
DROP TRIGGER IF EXISTS subscription_inserted;
DROP TRIGGER IF EXISTS subscription_updated;
DROP TRIGGER IF EXISTS subscription_deleted;

CREATE OR REPLACE TRIGGER project_person_link_updated AFTER UPDATE ON project_person_link FOR EACH ROW
INSERT INTO listing_change VALUES
(OLD.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)),
(NEW.project_id, CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_inserted AFTER INSERT ON task FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_updated AFTER UPDATE ON task FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_moved AFTER UPDATE ON task FOR EACH ROW
IF NOT NEW.entity_id <=> OLD.entity_id THEN INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount); END IF;

CREATE OR REPLACE TRIGGER task_deleted AFTER DELETE ON task FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_inserted AFTER INSERT ON entity_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_out_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_updated AFTER UPDATE ON entity_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_out_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)),
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_out_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_link_deleted AFTER DELETE ON entity_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_out_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_inserted AFTER INSERT ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_in_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_updated AFTER UPDATE ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_in_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)),
(COALESCE((SELECT project_id FROM entity WHERE id = NEW.entity_in_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER entity_concept_link_deleted AFTER DELETE ON entity_concept_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = OLD.entity_in_id), '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_person_link_inserted AFTER INSERT ON task_person_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = (SELECT entity_id FROM task WHERE id = NEW.task_id LOCK IN SHARE MODE)),
  '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_person_link_updated AFTER UPDATE ON task_person_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = (SELECT entity_id FROM task WHERE id = OLD.task_id LOCK IN SHARE MODE)),
  '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295)),
(COALESCE((SELECT project_id FROM entity WHERE id = (SELECT entity_id FROM task WHERE id = NEW.task_id LOCK IN SHARE MODE)),
  '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);

CREATE OR REPLACE TRIGGER task_person_link_deleted AFTER DELETE ON task_person_link FOR EACH ROW
INSERT INTO listing_change VALUES
(COALESCE((SELECT project_id FROM entity WHERE id = (SELECT entity_id FROM task WHERE id = OLD.task_id LOCK IN SHARE MODE)),
  '00000000-0000-0000-0000-000000000000'),
  CONNECTION_ID() MOD 128, 1 + FLOOR(RAND() * 4294967295))
ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount);
