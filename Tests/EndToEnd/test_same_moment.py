"""What must happen once happens once, however many ask for it at the same moment; and what is deleted takes with it only what is its own."""
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from people import Person
from session import Session

TOGETHER = 8


def together(ask):
    """How many of the same requests succeeded."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(lambda _: ask().status_code, range(TOGETHER)))
    assert all(status < 500 for status in answers), answers
    return sum(status < 300 for status in answers)


def made(admin, model, **row):
    answer = admin.post(f"/data/{model}", json=row)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def production(admin):
    project = made(admin, "projects", name=f"Once {uuid.uuid4().hex[:8]}")
    kind = next(row for row in admin.get("/data/entity-types").json() if row["name"] == "Sequence")
    sequence = made(admin, "entities", name="SQ01", project_id=project["id"], entity_type_id=kind["id"])
    step = made(admin, "task-types", name=f"Once {uuid.uuid4().hex[:8]}", for_entity="Sequence", color="#000000")
    return {"project": project["id"], "sequence": sequence["id"], "step": step["id"]}


def test_one_task_of_a_type(admin, production):
    row = {"entity_id": production["sequence"], "task_type_id": production["step"], "project_id": production["project"]}
    assert together(lambda: admin.post("/data/tasks", json=row)) == 1


def test_one_schedule_item(admin, production):
    row = {"project_id": production["project"], "task_type_id": production["step"]}
    assert together(lambda: admin.post("/data/schedule-items", json=row)) == 1


def test_one_day_off(server, admin):
    person = Person(server, admin).id
    assert together(lambda: admin.post("/data/day-offs", json={"person_id": person, "date": "2026-12-24", "end_date": "2026-12-26"})) == 1


def test_an_id_without_dashes_is_the_same_id(admin, production):
    row = {"entity_id": production["sequence"].replace("-", ""), "task_type_id": production["step"], "name": "bare"}
    assert made(admin, "tasks", **row)["entity_id"] == production["sequence"]


def test_episode_with_an_edit(admin):
    project = made(admin, "projects", name=f"Edits {uuid.uuid4().hex[:8]}")["id"]
    kinds = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
    kinds["Edit"] = kinds.get("Edit") or made(admin, "entity-types", name="Edit")["id"]
    episode = made(admin, "entities", name="E01", project_id=project, entity_type_id=kinds["Episode"])["id"]
    edit = made(admin, "entities", name="Cut", project_id=project, entity_type_id=kinds["Edit"], parent_id=episode)["id"]
    assert admin.delete(f"/data/episodes/{episode}").status_code == 400
    assert admin.delete(f"/data/episodes/{episode}", params={"force": "true"}).status_code == 204
    assert admin.get(f"/data/entities/{edit}").status_code == 404


def test_the_work_of_somebody_who_left_stays(server, admin, production):
    somebody = Person(server, admin, role="manager")
    project = made(admin, "projects", name=f"Left {uuid.uuid4().hex[:8]}", team=[somebody.id])["id"]
    made(admin, "day-offs", person_id=somebody.id, date="2026-12-24", end_date="2026-12-26")
    comment = made(admin, "comments", object_id=made(admin, "tasks", entity_id=production["sequence"], task_type_id=production["step"], name="kept")["id"],
                   object_type="Task", text="Hello", person_id=admin.get("/auth/authenticated").json()["user"]["id"], editor_id=somebody.id)["id"]
    playlist = made(Session(server, somebody.email, somebody.password), "playlists", name="Theirs", project_id=project)["id"]
    answer = admin.delete(f"/data/persons/{somebody.id}", params={"force": "true"})
    assert answer.status_code == 204, answer.text
    assert admin.get(f"/data/comments/{comment}").json()["editor_id"] is None
    assert admin.get(f"/data/playlists/{playlist}").json()["created_by"] is None
