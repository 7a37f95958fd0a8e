"""Many shots or assets in one request: what is stored and announced is what single requests would have stored and announced, or nothing is."""
import uuid

import pytest

from session import Anyone, Session

NOBODY = "00000000-0000-7000-8000-000000000000"
LIMIT = 10_000


@pytest.fixture(scope="module")
def stage(admin):
    """A production with an episode, a sequence, and another production with the same; the types of assets."""
    return Stage(admin)


class Stage:
    def __init__(self, admin):
        self.admin = admin
        self.types = {row["name"]: row["id"] for row in admin.get("/data/entity-types").json()}
        self.project, self.away = (self.make("/data/projects", name=f"Bulk {uuid.uuid4().hex[:12]}", production_type="short") for _ in range(2))
        self.episode, self.far_episode = (self.make(f"/data/projects/{p['id']}/episodes", name="E01") for p in (self.project, self.away))
        self.sequence, self.far_sequence = (self.make(f"/data/projects/{p['id']}/sequences", name="SQ01", episode_id=e["id"])
                                            for p, e in ((self.project, self.episode), (self.away, self.far_episode)))
        self.shots, self.assets = (f"/data/projects/{self.project['id']}/{kind}/bulk" for kind in ("shots", "assets"))

    def make(self, path, **fields):
        answer = self.admin.post(path, json=fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def count(self):
        return len(self.admin.get("/data/entities", params={"project_id": self.project["id"]}).json())

    def events(self, name):
        rows = self.admin.get("/data/events/last", params={"project_id": self.project["id"], "name": name, "limit": 1000}).json()
        return [row["data"] for row in reversed(rows)]


def fresh(name):
    return f"{name}-{uuid.uuid4().hex[:8]}"


def comparable(row):
    return {key: value for key, value in row.items() if key not in ("id", "name", "created_at", "updated_at")}


def test_shots_are_those_that_single_requests_make(stage):
    fields = [{}, {"sequence_id": stage.sequence["id"], "nb_frames": "12", "data": {"frame_in": 1, "deep": [{"a": None}]}, "description": "影"},
              {"sequence_id": None, "data": None, "description": None, "unknown": 1}]
    known = len(stage.events("shot:new"))
    many = stage.admin.post(stage.shots, json=[{"name": fresh("SH"), **row} for row in fields])
    assert many.status_code == 201 and many.headers["Content-Type"] == "application/json"
    single = [stage.make(f"/data/projects/{stage.project['id']}/shots", name=fresh("SH"), **row) for row in fields]
    assert [comparable(row) for row in many.json()] == [comparable(row) for row in single]
    assert [list(row) for row in many.json()] == [list(row) for row in single]
    told = stage.events("shot:new")[known:]
    assert [row["shot_id"] for row in told] == [row["id"] for row in many.json() + single]
    assert [row["episode_id"] for row in told] == [None, stage.episode["id"], None] * 2
    assert [stage.admin.get("/data/entities/" + row["id"]).json()["name"] for row in many.json()] == [row["name"] for row in many.json()]


def test_assets_are_those_that_single_requests_make(stage):
    fields = [("Prop", {}), ("Character", {"description": "d", "data": {"a": 1}, "is_shared": "yes", "episode_id": stage.episode["id"]}),
              ("Prop", {"description": None, "data": None, "is_shared": None, "episode_id": None})]
    known = len(stage.events("asset:new"))
    many = stage.admin.post(stage.assets, json=[{"name": fresh("Tree"), "asset_type_id": stage.types[kind], **row} for kind, row in fields])
    assert many.status_code == 201
    single = [stage.make(f"/data/projects/{stage.project['id']}/asset-types/{stage.types[kind]}/assets/new", name=fresh("Tree"), **row) for kind, row in fields]
    assert [comparable(row) for row in many.json()] == [comparable(row) for row in single]
    told = stage.events("asset:new")[known:]
    assert [(row["asset_id"], row["asset_type"]) for row in told] == [(row["id"], row["entity_type_id"]) for row in many.json() + single]


def test_shots_that_exist_are_answered_as_they_are(stage):
    name, other, composed, apart = fresh("SH"), fresh("SH"), fresh("SH") + "é", ""
    apart = composed[:-1] + "e\u0301"
    first = stage.make(f"/data/projects/{stage.project['id']}/shots", name=name, sequence_id=stage.sequence["id"], nb_frames=5)
    known = len(stage.events("shot:new"))
    here = {"sequence_id": stage.sequence["id"]}
    rows = stage.admin.post(stage.shots, json=[
        {"name": name, **here, "nb_frames": 9}, {"name": name}, {"name": other, **here, "nb_frames": 1}, {"name": other, **here, "nb_frames": 2}, {"name": name.lower(), **here},
        {"name": name + " ", **here}, {"name": composed}, {"name": apart}, {"name": name}]).json()
    assert rows[0] == first
    assert rows[2] == rows[3] and rows[2]["nb_frames"] == 1
    assert rows[1] == rows[8] and rows[1]["parent_id"] is None
    assert len({row["id"] for row in rows}) == 7
    assert [row["name"] for row in rows] == [name, name, other, other, name.lower(), name + " ", composed, apart, name]
    assert [row["shot_id"] for row in stage.events("shot:new")[known:]] == [rows[place]["id"] for place in (1, 2, 4, 5, 6, 7)]
    assert stage.admin.post(stage.shots, json=[{"name": name, **here}]).json() == [first]


def test_assets_of_one_name_are_all_made(stage):
    row = {"name": fresh("Twin"), "asset_type_id": stage.types["Prop"]}
    assert len({made["id"] for made in stage.admin.post(stage.assets, json=[row, row]).json()}) == 2


def refused(stage, path, rows, *errors, by=None):
    before = stage.count(), len(stage.events("shot:new")), len(stage.events("asset:new"))
    answer = (by or stage.admin).post(path, json=rows)
    assert answer.status_code == 400, answer.text
    assert [(error["index"], error["field"]) for error in answer.json()["data"]["errors"]] == list(errors), answer.text
    assert all(error["message"] for error in answer.json()["data"]["errors"])
    assert (stage.count(), len(stage.events("shot:new")), len(stage.events("asset:new"))) == before


def test_one_wrong_shot_refuses_all(stage):
    good = {"name": fresh("SH"), "sequence_id": stage.sequence["id"]}
    refused(stage, stage.shots, [good, {}, {"name": ""}, {"name": "x" * 161}, {"name": "x" * 300, "nb_frames": 1.5, "data": []}, 5, [], None, "x", {"name": None, "sequence_id": "foo"}],
            (1, "name"), (2, "name"), (3, "name"), (4, "name"), (4, "data"), (4, "nb_frames"), (5, ""), (6, ""), (7, ""), (8, ""), (9, "name"), (9, "sequence_id"))
    for wrong in (stage.far_sequence["id"], stage.episode["id"], stage.project["id"], NOBODY):
        refused(stage, stage.shots, [good, {"name": "y", "sequence_id": wrong}, good], (1, "sequence_id"))
    refused(stage, stage.shots, [good, {"name": "nul\0"}], (1, "name"))


def test_one_wrong_asset_refuses_all(stage):
    good = {"name": fresh("Tree"), "asset_type_id": stage.types["Prop"]}
    refused(stage, stage.assets, [good, {"name": "x"}, {**good, "asset_type_id": None}, {**good, "is_shared": "maybe"}, {**good, "episode_id": ""}],
            (1, "asset_type_id"), (2, "asset_type_id"), (3, "is_shared"), (4, "episode_id"))
    refused(stage, stage.assets, [{**good, "asset_type_id": stage.types["Shot"], "episode_id": NOBODY}, good, {**good, "asset_type_id": NOBODY}, {**good, "episode_id": stage.far_episode["id"]},
                                  {**good, "episode_id": stage.sequence["id"]}], (0, "asset_type_id"), (0, "episode_id"), (2, "asset_type_id"), (3, "episode_id"), (4, "episode_id"))


def test_bodies_that_are_no_list(stage):
    for path in (stage.shots, stage.assets):
        for body in ({}, "x", 5, None, {"name": "x"}):
            assert stage.admin.post(path, json=body).status_code in (400, 415), body
        assert stage.admin.post(path, data="[", headers={"Content-Type": "application/json"}).status_code == 400
        assert stage.admin.post(path, data="name=x").status_code == 415
        assert stage.admin.post(path, json=[]).json() == []
        before = stage.count()
        row = {"name": "x", "asset_type_id": stage.types["Prop"]}
        assert stage.admin.post(path, json=[row] * (LIMIT + 1)).status_code == 413
        assert stage.count() == before


def test_managers_of_the_project_only(server, stage):
    row = [{"name": fresh("By"), "asset_type_id": stage.types["Prop"]}]
    people, team = {}, []
    for role in ("manager", "supervisor", "user", "client", "vendor"):
        email = f"{role}-{uuid.uuid4().hex[:8]}@studio.example"
        team.append(stage.make("/data/persons", first_name=role, last_name="Bulk", email=email, role=role, password="correct-horse-battery")["id"])
        people[role] = Session(server, email, "correct-horse-battery")
    project = stage.make("/data/projects", name=fresh("Teamed"), team=team)["id"]
    for kind in ("shots", "assets"):
        path = f"/data/projects/{project}/{kind}/bulk"
        for role, session in people.items():
            assert session.post(path, json=row).status_code == (201 if role == "manager" else 403), (role, path)
            assert session.post(path, json=[{}]).status_code == 400
            assert session.post(path, json=[]).status_code == (201 if role == "manager" else 403)
            assert session.post(path.replace(project, stage.project["id"]), json=row).status_code == 403
            for nothing in (NOBODY, "foo"):
                assert session.post(path.replace(project, nothing), json=row).status_code == 404
        assert Anyone(server).post(path, json=row).status_code == 401
        assert stage.admin.post(path.replace(project, NOBODY), json=row).status_code == 404
    made = stage.admin.get("/data/entities", params={"project_id": project}).json()
    assert sorted(row["type"] for row in made) == ["Asset", "Shot"] and {row["created_by"] for row in made} == {team[0]}


def test_as_many_as_are_allowed(stage):
    """Ten thousand rows, some of them large, in the order that was sent and in the order of creation."""
    rows = [{"name": f"{number:05}", "sequence_id": stage.sequence["id"], "data": {"text": "x" * (490_000 if number % 1000 == 7 else 10)}} for number in range(LIMIT)]
    answer = stage.admin.post(stage.shots, json=rows, timeout=300)
    assert answer.status_code == 201, answer.text[:500]
    made = answer.json()
    assert [row["name"] for row in made] == [row["name"] for row in rows]
    ids = [row["id"] for row in made]
    assert ids == sorted(ids)
    kept = stage.admin.get("/data/shots", params={"sequence_id": stage.sequence["id"], "name": "0%"}).json()
    assert [row["name"] for row in kept] == [row["name"] for row in rows]
    assert len(kept[7]["data"]["text"]) == 490_000
    assert [row["shot_id"] for row in stage.events("shot:new")] == ids[-1000:]
    closed = next(row["id"] for row in stage.admin.get("/data/project-status").json() if row["name"] == "Closed")
    assert stage.admin.put("/data/projects/" + stage.project["id"], json={"project_status_id": closed}).status_code == 200
    assert stage.admin.delete("/data/projects/" + stage.project["id"], params={"force": "true"}, timeout=300).status_code == 204
