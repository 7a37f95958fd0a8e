"""Earlier states of shots: when one is kept, and what it holds. A shot keeps one a minute at most, so the test moves its last change into the past."""
import pytest

from session import Session


@pytest.fixture(scope="module")
def shot(own_stack):
    with Session(own_stack) as admin:
        yield Shot(own_stack, admin)


class Shot:
    def __init__(self, stack, admin):
        self.stack, self.admin = stack, admin
        project = admin.post("/data/projects", json={"name": "Versions"}).json()["id"]
        self.sequence = admin.post(f"/data/projects/{project}/sequences", json={"name": "SQ"}).json()["id"]
        self.project = project
        self.id = admin.post(f"/data/projects/{project}/shots", json={"name": "SH010", "sequence_id": self.sequence, "data": {"frame_in": 1, "frame_out": 48, "a": 1}}).json()["id"]

    def age(self, seconds=61, entity=None):
        self.stack.query(f"UPDATE entity SET updated_at = updated_at - INTERVAL {seconds} SECOND WHERE id = '{entity or self.id}'")

    def put(self, fields, path="entities", entity=None):
        answer = self.admin.put(f"/data/{path}/{entity or self.id}", json=fields)
        assert answer.status_code == 200, answer.text

    def versions(self):
        answer = self.admin.get(f"/data/shots/{self.id}/versions")
        assert answer.status_code == 200
        return [(row["name"], row["data"]) for row in answer.json()]


BEFORE = {"frame_in": 1, "frame_out": 48, "a": 1}


def test_a_change_within_a_minute_keeps_nothing(shot):
    shot.put({"name": "SH011", "data": {"frame_in": 2}})
    shot.put({"name": "SH010", "data": {"frame_in": 1}})
    assert shot.versions() == []


def test_other_changes_keep_nothing(shot):
    for fields in ({}, {"description": "d"}, {"nb_frames": 3}, {"canceled": False}, {"name": "SH010"}, {"data": {"frame_in": 1, "frame_out": 48}}, {"data": None}, {"data": {"a": 1}}):
        shot.age()
        shot.put(fields)
    shot.age()
    shot.put({"name": "SH010", "data": BEFORE}, path="shots")
    assert shot.versions() == []


def test_name_and_frames_are_kept_as_they_were(shot):
    shot.age()
    shot.put({"name": "SH020"})
    assert shot.versions() == [("SH010", BEFORE)]
    shot.put({"name": "SH025"})
    assert len(shot.versions()) == 1
    shot.age(30)
    shot.put({"name": "SH030"})
    assert len(shot.versions()) == 1
    shot.age()
    shot.put({"data": {"frame_in": 5}})
    assert shot.versions() == [("SH030", BEFORE), ("SH010", BEFORE)]
    shot.age()
    shot.put({"data": {"frame_out": 50, "b": 2}, "name": "SH040"})
    assert shot.versions()[0] == ("SH030", {**BEFORE, "frame_in": 5}) and len(shot.versions()) == 3


def test_who_changed_it_is_told(shot):
    row = shot.admin.get(f"/data/shots/{shot.id}/versions").json()[0]
    assert row["person_id"] == shot.admin.get("/auth/authenticated").json()["user"]["id"] and row["entity_id"] == shot.id and row["type"] == "ShotVersion"


def test_the_route_of_shots_and_other_kinds_keep_none(shot):
    shot.age()
    shot.put({"name": "SH050", "data": {"frame_in": 9}}, path="shots")
    assert len(shot.versions()) == 3
    shot.age(entity=shot.sequence)
    shot.put({"name": "SQ02", "data": {"frame_in": 9}}, entity=shot.sequence)
    assert shot.stack.query("SELECT COUNT(*) FROM entity_version") == [["3"]]


def test_they_go_with_the_shot(shot):
    assert shot.admin.delete(f"/data/shots/{shot.id}").status_code == 204
    assert shot.stack.query("SELECT COUNT(*) FROM entity_version") == [["0"]]
