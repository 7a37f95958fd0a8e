"""A real client, gazu from PyPI, at work through nginx and TLS: it signs in, makes rows of many kinds, finds them again, changes and deletes them."""
import uuid

import gazu
import pytest
from gazu.exception import AuthFailedException, NotAuthenticatedException, ParameterException, RouteNotFoundException

from stack import EMAIL, PASSWORD

pytestmark = pytest.mark.usefixtures("gazu_here")

NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def signed_in():
    yield gazu.log_in(EMAIL, PASSWORD)
    gazu.log_out()


@pytest.fixture
def made(signed_in):
    """Creates rows and deletes what is left of them, last first. What the log tells about a project keeps it from being deleted without force."""
    rows = []

    def make(model, **values):
        row = gazu.client.create(model, values)
        rows.append((model, row["id"]))
        return row

    yield make
    for model, id in reversed(rows):
        try:
            gazu.client.delete(f"data/{model}/{id}" + ("?force=true" if model == "projects" else ""))
        except RouteNotFoundException:
            pass


def unique(name):
    return f"{name} {uuid.uuid4().hex[:12]}"


def ids(rows):
    return [row["id"] for row in rows]


# Signing in


def test_says_who_it_is():
    assert gazu.client.get_api_version().startswith("1.0.")
    assert gazu.client.get("")["api"] == "Zou"


def test_signs_in_and_out():
    answer = gazu.log_in(EMAIL, PASSWORD)
    assert answer["login"] is True and answer["user"]["email"] == EMAIL
    assert gazu.client.get_current_user()["id"] == answer["user"]["id"]
    assert gazu.client.get("data/departments")
    gazu.log_out()
    with pytest.raises(NotAuthenticatedException):
        gazu.client.get("data/departments")


def test_refuses_a_wrong_password():
    with pytest.raises(AuthFailedException):
        gazu.log_in(EMAIL, PASSWORD + "x")
    with pytest.raises(AuthFailedException):
        gazu.log_in("nobody@example.com", PASSWORD)


def test_two_clients_at_once(server, signed_in):
    """A session that ends does not end another one of the same person."""
    other = gazu.client.create_client(server.url)
    gazu.log_in(EMAIL, PASSWORD, client=other)
    gazu.log_out(client=other)
    assert gazu.client.get_current_user()["email"] == EMAIL


# Rows


def test_a_department(made):
    name = unique("Matte Painting é 影")
    department = made("departments", name=name, color="#123456")
    assert department["name"] == name and department["archived"] is False and department["type"] == "Department"
    assert gazu.client.fetch_one("departments", department["id"]) == department
    assert gazu.client.fetch_first("departments", {"name": name}) == department

    changed = gazu.client.update("departments", department["id"], {"color": "#654321"})
    assert changed["color"] == "#654321" and changed["name"] == name
    assert gazu.client.get(f"data/departments/{department['id']}")["color"] == "#654321"

    gazu.client.delete(f"data/departments/{department['id']}")
    with pytest.raises(RouteNotFoundException):
        gazu.client.fetch_one("departments", department["id"])
    assert gazu.client.fetch_all("departments", {"name": name}) == []


def test_every_plain_model(made):
    """One row of each kind that stands alone: what is read back is what was written."""
    for model, values in {
        "studios": {"name": unique("Studio"), "color": "#00AA00"},
        "task-types": {"name": unique("Groom")[:40], "color": "#AA0000", "for_entity": "Shot", "priority": 7},
        "task-status": {"name": unique("Held"), "short_name": uuid.uuid4().hex[:8], "color": "#0000AA", "is_wip": True},
        "entity-types": {"name": unique("Vehicle")[:30]},
        "project-status": {"name": unique("S")[:20], "color": "#999999"},
        "softwares": {"name": unique("Tool")[:40], "short_name": uuid.uuid4().hex[:8], "file_extension": "tl"},
        "file-status": {"name": unique("Draft")[:40], "color": "#777777"},
        "hardware-items": {"name": unique("Tablet")[:40], "short_name": uuid.uuid4().hex[:8]},
        "custom-actions": {"name": unique("Publish")[:40], "url": "https://tools.example/publish", "entity_type": "all"},
    }.items():
        row = made(model, **values)
        assert {key: row[key] for key in values} == values, model
        read = gazu.client.fetch_one(model, row["id"])
        assert {key: read[key] for key in values} == values and read["created_at"] == row["created_at"], model
        assert row["id"] in ids(gazu.client.fetch_all(model)), model


def test_a_person_with_departments(made):
    departments = [made("departments", name=unique("Dept"), color="#000000") for _ in range(2)]
    email = f"{uuid.uuid4().hex}@Studio.Example"
    person = made("persons", first_name="Chloé", last_name="O’Brien", email=email, role="supervisor", departments=ids(departments))
    assert person["full_name"] == "Chloé O’Brien" and person["email"] == email.lower() and "password" not in person
    assert sorted(person["departments"]) == sorted(ids(departments))
    assert ids(gazu.client.fetch_all("persons", {"email": email.lower()})) == [person["id"]]
    gazu.client.update("persons", person["id"], {"departments": [departments[0]["id"]]})
    assert gazu.client.fetch_one("persons", person["id"])["departments"] == [departments[0]["id"]]


def test_a_production(made):
    """A project with a sequence, a shot and its tasks, as an importer would write it, and back again."""
    types = {row["name"]: row["id"] for row in gazu.client.fetch_all("entity-types")}
    steps = {row["name"]: row["id"] for row in gazu.client.fetch_all("task-types", {"for_entity": "Shot"})}
    statuses = {row["short_name"]: row["id"] for row in gazu.client.fetch_all("task-status")}
    artist = made("persons", first_name="Rin", last_name="Abe", email=f"{uuid.uuid4().hex}@studio.example")

    project = made("projects", name=unique("Umi"), production_type="short", fps="24", data={"director": "ほしの", "nested": {"list": [1, 2.5, None, True]}})
    assert project["data"] == {"director": "ほしの", "nested": {"list": [1, 2.5, None, True]}} and project["team"] == []
    sequence = made("entities", name="SQ010", project_id=project["id"], entity_type_id=types["Sequence"])
    shots = [made("entities", name=f"SH{number:03}", project_id=project["id"], entity_type_id=types["Shot"], parent_id=sequence["id"], nb_frames=number, data={"frame_in": 1001})
             for number in (30, 10, 20)]
    asset = made("entities", name="Lantern", project_id=project["id"], entity_type_id=types["Prop"])
    link = made("entity-links", entity_in_id=shots[0]["id"], entity_out_id=asset["id"], nb_occurences=3)
    assert link["nb_occurences"] == 3

    mine = gazu.client.fetch_all("entities", {"project_id": project["id"]})
    assert {(row["name"], row["type"]) for row in mine} == {("SQ010", "Sequence"), ("SH030", "Shot"), ("SH010", "Shot"), ("SH020", "Shot"), ("Lantern", "Asset")}
    assert ids(gazu.client.fetch_all("entities", {"project_id": project["id"], "name": "sh02%"})) == [shots[2]["id"]]
    assert sorted(ids(gazu.client.fetch_all("entities", {"parent_id": sequence["id"]}))) == sorted(ids(shots))

    tasks = [made("tasks", name="main", project_id=project["id"], entity_id=shot["id"], task_type_id=steps["Animation"], task_status_id=statuses["todo"],
                  assignees=[artist["id"]], estimation=480, start_date="2026-01-05", due_date="2026-01-09") for shot in shots]
    assert tasks[0]["estimation"] == 480.0 and tasks[0]["assignees"] == [artist["id"]] and tasks[0]["due_date"] == "2026-01-09T00:00:00"
    gazu.client.update("tasks", tasks[0]["id"], {"task_status_id": statuses["wip"], "data": {"batch": "B1"}})
    found = gazu.client.fetch_all("tasks", {"project_id": project["id"], "task_status_id": statuses["wip"], "relations": "true"})
    assert ids(found) == [tasks[0]["id"]] and found[0]["data"] == {"batch": "B1"} and found[0]["assignees"] == [artist["id"]]

    comment = made("comments", object_id=tasks[0]["id"], object_type="Task", person_id=artist["id"], task_status_id=statuses["wip"], text="On it 🐦")
    assert gazu.client.fetch_one("comments", comment["id"])["text"] == "On it 🐦"
    spent = made("time-spents", task_id=tasks[0]["id"], person_id=artist["id"], date="2026-01-05", duration=240)
    assert spent["duration"] == 240.0 and gazu.client.fetch_one("tasks", tasks[0]["id"])["duration"] == 240.0

    # What is referred to stays, and says why.
    with pytest.raises(ParameterException):
        gazu.client.delete(f"data/entities/{sequence['id']}")
    assert gazu.client.fetch_one("entities", sequence["id"])["name"] == "SQ010"
    with pytest.raises(ParameterException):
        gazu.client.delete(f"data/projects/{project['id']}")
    closed = {row["name"]: row["id"] for row in gazu.client.fetch_all("project-status")}["Closed"]
    assert gazu.client.update("projects", project["id"], {"project_status_id": closed})["project_status_id"] == closed


# Lists


def test_filters_and_pages(made):
    family = uuid.uuid4().hex[:8]
    rows = [made("departments", name=f"{family} {number:02}", color="#00000" + str(number % 2)) for number in range(25)]
    everything = {"name": f"{family}%"}
    assert ids(gazu.client.fetch_all("departments", everything)) == ids(rows)
    assert len(gazu.client.fetch_all("departments", everything | {"color": "#000001"})) == 12
    assert gazu.client.fetch_all("departments", everything | {"id": rows[3]["id"]}) == [rows[3]]
    assert ids(gazu.client.fetch_all("departments", {"id": f'["{rows[3]["id"]}","{rows[5]["id"]}","{NOBODY}"]'})) == [rows[3]["id"], rows[5]["id"]]

    seen = []
    for page in range(1, 5):
        answer = gazu.client.fetch_all("departments", everything | {"page": page, "limit": 10})
        assert {key: answer[key] for key in ("total", "nb_pages", "limit", "offset", "page")} == {
            "total": 25, "nb_pages": 3, "limit": 10, "offset": (page - 1) * 10, "page": page}
        assert len(answer["data"]) == (10, 10, 5, 0)[page - 1]
        seen += ids(answer["data"])
    assert sorted(seen) == sorted(ids(rows)) and len(set(seen)) == 25

    brief = gazu.client.fetch_all("departments", everything | {"fields": "name"})
    assert all(row.keys() == {"id", "name", "type"} for row in brief)


def test_says_what_is_wrong(made):
    with pytest.raises(RouteNotFoundException):
        gazu.client.get("data/nothing-of-that-name")
    with pytest.raises(RouteNotFoundException):
        gazu.client.fetch_one("departments", NOBODY)
    name = unique("Once")
    made("departments", name=name, color="#000000")
    for model, values, reason in [
        ("departments", {"name": name, "color": "#000000"}, "A record with the same unique values already exists."),
        ("departments", {"color": "#000000"}, "A required field is missing."),
        ("departments", {"name": "x" * 81, "color": "#000000"}, "One of the provided values has an invalid format."),
        ("comments", {"object_id": NOBODY, "object_type": "Task", "person_id": NOBODY}, "The change conflicts with records referencing this one."),
    ]:
        with pytest.raises(ParameterException) as refusal:
            gazu.client.create(model, values)
        assert reason in str(refusal.value)
    with pytest.raises(ParameterException):
        gazu.client.get("data/departments/not-an-id")
    with pytest.raises(ParameterException):
        gazu.client.fetch_all("tasks", {"project_id": "not-an-id"})
    with pytest.raises(ParameterException):
        gazu.client.create("departments", {"name": unique("x"), "color": "#000000", "shape": "round"})
