"""A television series of two episodes, from the empty production to the last deletion, as a studio's scripts would make it with gazu. The tests go on where
the one before them ended."""
import uuid
from types import SimpleNamespace

import gazu
import pytest
from gazu.exception import NotAllowedException, ParameterException, RouteNotFoundException

from stack import EMAIL, PASSWORD

pytestmark = pytest.mark.usefixtures("signed_in")


def unique(name):
    return f"{name} {uuid.uuid4().hex[:12]}"


def names(rows):
    return [row["name"] for row in rows]


def ids(rows):
    return sorted(row["id"] for row in rows)


@pytest.fixture(scope="module")
def signed_in(gazu_here):
    gazu.log_in(EMAIL, PASSWORD)
    yield
    gazu.log_out()


@pytest.fixture(scope="module")
def s(signed_in):
    """What the tests have made so far."""
    return SimpleNamespace(artists=[gazu.person.new_person(name, "Series", f"{uuid.uuid4().hex}@studio.example", role=role, password="correct-horse-battery")
                                    for name, role in (("Rin", "user"), ("Mei", "vendor"))])


def test_the_production(s):
    s.steps = {(row["name"], row["for_entity"]): row for row in gazu.task.all_task_types()}
    s.types = {row["name"]: row for row in gazu.asset.all_asset_types()}
    s.project = gazu.project.new_project(unique("Umi no Uta"), production_type="tvshow", team=[person["id"] for person in s.artists])
    assert s.project["production_type"] == "tvshow"
    assert gazu.project.get_project_by_name(s.project["name"])["id"] == s.project["id"]
    gazu.project.update_project_data(s.project, {"director": "ほしの"})
    assert gazu.project.get_project(s.project["id"])["data"] == {"director": "ほしの"}
    for episode in gazu.shot.all_episodes_for_project(s.project):
        gazu.shot.remove_episode(episode, force=True)


def test_episodes_sequences_and_shots(s):
    s.episodes = [gazu.shot.new_episode(s.project, name) for name in ("E01", "E02")]
    s.sequences = [gazu.shot.new_sequence(s.project, name, episode) for episode in s.episodes for name in ("SQ01", "SQ02")]
    s.shots = [gazu.shot.new_shot(s.project, sequence, f"SH{number}0", nb_frames=number * 24, frame_in=1001, frame_out=1000 + number * 24, description="At the sea", data={"camera": "A"})
               for sequence in s.sequences for number in (1, 2, 3)]
    assert names(gazu.shot.all_episodes_for_project(s.project)) == ["E01", "E02"]
    assert names(gazu.shot.all_sequences_for_project(s.project)) == ["SQ01", "SQ01", "SQ02", "SQ02"]
    assert ids(gazu.shot.all_sequences_for_episode(s.episodes[0])) == ids(s.sequences[:2])
    assert ids(gazu.shot.all_shots_for_project(s.project)) == ids(s.shots)
    assert ids(gazu.shot.all_shots_for_episode(s.episodes[1])) == ids(s.shots[6:])
    assert names(gazu.shot.all_shots_for_sequence(s.sequences[3])) == ["SH10", "SH20", "SH30"]
    shot = gazu.shot.get_shot(s.shots[4]["id"])
    assert (shot["name"], shot["sequence_name"], shot["episode_name"], shot["project_name"]) == ("SH20", "SQ02", "E01", s.project["name"])
    assert (shot["nb_frames"], shot["frame_in"], shot["frame_out"], shot["description"]) == (48, 1001, 1048, "At the sea")
    assert shot["data"] == {"camera": "A", "frame_in": 1001, "frame_out": 1048} and shot["tasks"] == [] and shot["canceled"] is False
    assert gazu.shot.get_shot_by_name(s.sequences[1], "SH20")["id"] == shot["id"]
    assert gazu.shot.get_sequence_by_name(s.project, "SQ02", s.episodes[1])["id"] == s.sequences[3]["id"]
    assert gazu.shot.get_episode_by_name(s.project, "E02")["id"] == s.episodes[1]["id"]
    assert gazu.shot.get_sequence_from_shot(s.shots[4])["id"] == s.sequences[1]["id"]
    assert gazu.shot.get_episode_from_sequence(s.sequences[1])["id"] == s.episodes[0]["id"]
    assert gazu.client.get("data/sequences/" + s.sequences[1]["id"])["episode_name"] == "E01"
    # Made twice is made once.
    assert gazu.shot.new_episode(s.project, "E01")["id"] == s.episodes[0]["id"]
    assert gazu.shot.new_sequence(s.project, "SQ01", s.episodes[1])["id"] == s.sequences[2]["id"]
    again = gazu.client.post(f"data/projects/{s.project['id']}/shots", {"name": "SH10", "sequence_id": s.sequences[0]["id"], "nb_frames": 999})
    assert (again["id"], again["nb_frames"]) == (s.shots[0]["id"], 24)


def test_changing_them(s):
    gazu.shot.update_shot({**s.shots[0], "nb_frames": 25, "description": "In the rain"})
    gazu.shot.update_shot_data(s.shots[0], {"camera": "B", "lens": 35})
    shot = gazu.shot.get_shot(s.shots[0]["id"])
    assert (shot["nb_frames"], shot["description"]) == (25, "In the rain")
    assert shot["data"] == {"camera": "B", "lens": 35, "frame_in": 1001, "frame_out": 1024}
    gazu.shot.update_sequence_data(s.sequences[0], {"mood": "calm"})
    assert gazu.shot.get_sequence(s.sequences[0]["id"])["data"] == {"mood": "calm"}
    gazu.shot.update_episode({**s.episodes[0], "status": "complete"})
    gazu.shot.update_episode_data(s.episodes[0], {"air": "2026-12-24"})
    episode = gazu.shot.get_episode(s.episodes[0]["id"])
    assert (episode["status"], episode["data"], episode["project_name"]) == ("complete", {"air": "2026-12-24"}, s.project["name"])
    with pytest.raises(ParameterException):
        gazu.client.update("entities", s.shots[0]["id"], {"name": "SH20"})
    assert gazu.shot.get_shot(s.shots[0]["id"])["name"] == "SH10"


def test_scenes_and_edits(s):
    s.scene = gazu.scene.new_scene(s.project, s.sequences[0], "SC01")
    assert gazu.scene.get_scene(s.scene["id"])["sequence_name"] == "SQ01"
    assert ids(gazu.scene.all_scenes_for_project(s.project)) == ids(gazu.scene.all_scenes_for_sequence(s.sequences[0])) == [s.scene["id"]]
    for shot in s.shots[:2]:
        gazu.scene.add_shot_to_scene(s.scene, shot)
    assert names(gazu.scene.all_shots_for_scene(s.scene)) == ["SH10", "SH20"]
    gazu.scene.remove_shot_from_scene(s.scene, s.shots[1])
    assert ids(gazu.scene.all_shots_for_scene(s.scene)) == [s.shots[0]["id"]]
    # gazu's own function does not tell the server the episode.
    s.edits = [gazu.client.post(f"data/projects/{s.project['id']}/edits", {"name": f"Edit {episode['name']}", "description": "first cut", "data": {"fps": 24}, "episode_id": episode["id"]})
               for episode in s.episodes]
    assert gazu.edit.new_edit(s.project, "Whole Series")["parent_id"] is None
    gazu.edit.remove_edit(gazu.edit.get_edit_by_name(s.project, "Whole Series"))
    assert ids(gazu.edit.all_edits_for_project(s.project)) == ids(s.edits)
    edit = gazu.edit.get_edit(s.edits[1]["id"])
    assert (edit["episode_name"], edit["description"], edit["data"]) == ("E02", "first cut", {"fps": 24})
    gazu.edit.update_edit_data(s.edits[1], {"version": 2})
    assert gazu.edit.get_edit_by_name(s.project, "Edit E02")["data"] == {"fps": 24, "version": 2}


def test_assets_of_several_types(s):
    wanted = (("Hero", "Character", None), ("Rival", "Character", s.episodes[1]), ("Boat", "Prop", None), ("Lantern", "Prop", s.episodes[0]), ("Harbour", "Environment", None))
    s.assets = {name: gazu.asset.new_asset(s.project, s.types[kind], name, description=f"The {name}", extra_data={"size": len(name)}, episode=episode) for name, kind, episode in wanted}
    assert names(gazu.asset.all_assets_for_project(s.project)) == ["Boat", "Harbour", "Hero", "Lantern", "Rival"]
    assert names(gazu.asset.all_assets_for_project_and_type(s.project, s.types["Prop"])) == ["Boat", "Lantern"]
    assert names(gazu.asset.all_assets_for_episode(s.episodes[1])) == ["Rival"]
    assert sorted(names(gazu.asset.all_asset_types_for_project(s.project))) == ["Character", "Environment", "Prop"]
    lantern = gazu.asset.get_asset(s.assets["Lantern"]["id"])
    assert (lantern["asset_type_name"], lantern["episode_id"], lantern["data"], lantern["description"]) == ("Prop", s.episodes[0]["id"], {"size": 7}, "The Lantern")
    assert gazu.asset.get_asset_by_name(s.project, "Boat", s.types["Prop"])["id"] == s.assets["Boat"]["id"]
    assert gazu.asset.get_asset_type_from_asset(s.assets["Boat"])["name"] == "Prop"
    gazu.asset.update_asset_data(s.assets["Boat"], {"colour": "red"})
    assert gazu.asset.get_asset(s.assets["Boat"]["id"])["data"] == {"size": 4, "colour": "red"}


def test_metadata_descriptors(s):
    made = {(kind, name): gazu.client.create("metadata-descriptors", {
        "project_id": s.project["id"], "name": name, "field_name": name.lower().replace(" ", "_"), "entity_type": kind, "data_type": data_type, "choices": choices})
        for kind, name, data_type, choices in (("Shot", "Time of Day", "list", ["dawn", "noon"]), ("Asset", "Rig Level", "number", []), ("Episode", "On Air", "string", []))}
    assert ids(gazu.client.fetch_all("metadata-descriptors", {"project_id": s.project["id"]})) == ids(made.values())
    shot = made["Shot", "Time of Day"]
    assert (shot["field_name"], shot["choices"], shot["data_type"]) == ("time_of_day", ["dawn", "noon"], "list")
    gazu.shot.update_shot_data(s.shots[0], {"time_of_day": "noon"})
    assert gazu.shot.get_shot(s.shots[0]["id"])["data"]["time_of_day"] == "noon"
    gazu.client.delete("data/metadata-descriptors/" + made["Episode", "On Air"]["id"])
    assert len(gazu.client.fetch_all("metadata-descriptors", {"project_id": s.project["id"]})) == 2


def test_castings(s):
    a, project, (first, second) = s.assets, s.project, s.shots[:2]

    def casting(*wanted):
        return [{"asset_id": a[name]["id"], "nb_occurences": count, "label": label} for name, count, label in wanted]

    def shown(rows):
        return [(row["asset_name"], row["nb_occurences"], row["label"]) for row in rows]

    gazu.casting.update_shot_casting(project, first, casting(("Hero", 1, "fixed"), ("Boat", 3, "animate")))
    gazu.casting.update_shot_casting(project, second, casting(("Hero", 2, "")))
    assert shown(gazu.casting.get_shot_casting(first)) == [("Hero", 1, "fixed"), ("Boat", 3, "animate")]
    assert gazu.shot.get_shot(first["id"])["nb_entities_out"] == 2
    # What a shot casts, its episode casts too.
    assert shown(gazu.casting.get_episode_casting(s.episodes[0])) == [("Hero", 1, "fixed"), ("Boat", 1, "animate")]
    gazu.casting.update_episode_casting(project, s.episodes[1], casting(("Rival", 1, ""), ("Hero", 1, "")))
    gazu.casting.update_asset_casting(project, a["Harbour"], casting(("Lantern", 12, ""), ("Boat", 2, "")))
    assert shown(gazu.casting.get_asset_casting(a["Harbour"])) == [("Boat", 2, ""), ("Lantern", 12, "")]
    # A sequence can be cast in as well.
    path = f"data/projects/{project['id']}/entities/{s.sequences[2]['id']}/casting"
    gazu.client.put(path, casting(("Harbour", 1, "")))
    assert shown(gazu.client.get(path)) == [("Harbour", 1, "")]
    assert {shot: shown(rows) for shot, rows in gazu.casting.get_sequence_shots_casting(project, s.sequences[0]).items()} == {
        first["id"]: [("Hero", 1, "fixed"), ("Boat", 3, "animate")], second["id"]: [("Hero", 2, "")]}
    assert set(gazu.casting.get_episode_shots_casting(project, s.episodes[0])) == set(gazu.casting.get_project_shots_casting(project)) - {s.sequences[2]["id"]} == {first["id"], second["id"]}
    assert set(gazu.casting.get_asset_type_casting(project, s.types["Environment"])) == {a["Harbour"]["id"]}
    assert {row.get("shot_name") or row["asset_name"] for row in gazu.casting.get_asset_cast_in(a["Boat"])} == {"SH10", "Harbour"}
    assert names(gazu.asset.all_assets_for_shot(first)) == ["Boat", "Hero"]
    assert sorted(names(gazu.asset.all_asset_types_for_shot(first))) == ["Character", "Prop"]
    assert len(gazu.casting.all_entity_links_for_project(project)) == 10
    # Nothing but Boat leaves: the second shot keeps Hero in the episode.
    gazu.casting.update_shot_casting(project, first, [])
    assert shown(gazu.casting.get_episode_casting(s.episodes[0])) == [("Hero", 1, "fixed")]
    gazu.casting.update_shot_casting(project, first, casting(("Hero", 1, ""), ("Boat", 1, "")))


def test_asset_instances(s):
    boats = [gazu.scene.new_scene_asset_instance(s.scene, s.assets["Boat"], description="at the pier") for _ in range(2)]
    assert names(boats) == ["Boat_0001", "Boat_0002"]
    assert gazu.scene.get_asset_instance_by_name(s.scene, "Boat_0002")["id"] == boats[1]["id"]
    assert {asset: names(rows) for asset, rows in gazu.client.get(f"data/scenes/{s.scene['id']}/asset-instances").items()} == {s.assets["Boat"]["id"]: ["Boat_0001", "Boat_0002"]}
    gazu.shot.add_asset_instance_to_shot(s.shots[0], boats[0])
    assert ids(gazu.client.get(f"data/shots/{s.shots[0]['id']}/asset-instances")[s.assets["Boat"]["id"]]) == [boats[0]["id"]]
    assert set(gazu.client.get(f"data/assets/{s.assets['Boat']['id']}/shot-asset-instances")) == {s.shots[0]["id"]}
    inside = gazu.asset.new_asset_asset_instance(s.assets["Harbour"], s.assets["Lantern"])
    assert (inside["name"], inside["target_asset_id"]) == ("Lantern_0001", s.assets["Harbour"]["id"])
    gazu.scene.update_asset_instance_name(boats[0], "Ferry")
    gazu.scene.update_asset_instance_data(boats[0], {"matrix": [1, 0, 0]})
    gazu.asset.disable_asset_instance(boats[0])
    ferry = gazu.asset.get_asset_instance(boats[0]["id"])
    assert (ferry["name"], ferry["data"], ferry["active"], ferry["number"]) == ("Ferry", {"matrix": [1, 0, 0]}, False, 1)
    gazu.shot.remove_asset_instance_from_shot(s.shots[0], boats[0])
    assert gazu.client.get(f"data/shots/{s.shots[0]['id']}/asset-instances") == {}


def enable(s, task_type, priority):
    """Puts a task type to use in the production."""
    link = gazu.client.post("data/task-type-links", {"project_id": s.project["id"], "task_type_id": task_type["id"], "priority": priority})
    assert link["priority"] == priority


def test_task_types_and_tasks(s):
    wanted = [("Layout", "Shot"), ("Animation", "Shot"), ("Modeling", "Asset"), ("Rigging", "Asset"), ("Edit", "Edit")]
    s.kinds = {}
    for priority, (name, kind) in enumerate(wanted, 1):
        s.kinds[name] = s.steps.get((name, kind)) or gazu.task.new_task_type(unique(name)[:40], for_entity=kind)
        enable(s, s.kinds[name], priority)
    sequence, episode = (gazu.task.new_task_type(unique(kind)[:40], color="#112233", for_entity=kind) for kind in ("Sequence", "Episode"))
    for kind in (sequence, episode):
        enable(s, kind, 9)
    s.todo, s.wip, s.retake, s.done = (gazu.task.get_task_status_by_short_name(name) for name in ("todo", "wip", "retake", "done"))
    layout, animation, modeling = s.kinds["Layout"], s.kinds["Animation"], s.kinds["Modeling"]
    s.layout = [gazu.task.new_task(shot, layout, assignees=[s.artists[0]]) for shot in s.shots]
    s.modeling = [gazu.task.new_task(asset, modeling, task_status=s.wip, assignees=s.artists) for asset in s.assets.values()]
    gazu.task.new_task(s.edits[0], s.kinds["Edit"])
    gazu.task.new_task(s.sequences[0], sequence)
    gazu.task.new_task(s.episodes[0], episode)
    s.animation = gazu.client.post(f"data/entities/{s.shots[0]['id']}/tasks", {"task_type_ids": [animation["id"]]})
    assert [task["task_type_name"] for task in s.animation] == [animation["name"]]
    # All that are missing, and no more of them.
    made = gazu.client.post(f"data/entities/{s.assets['Boat']['id']}/tasks", {})
    assert s.kinds["Rigging"]["name"] in [task["task_type_name"] for task in made] and modeling["id"] not in [task["task_type_id"] for task in made]
    with pytest.raises(ParameterException):
        gazu.client.post(f"data/entities/{s.assets['Boat']['id']}/tasks", {"task_type_ids": [layout["id"]]})

    assert [task["task_type_name"] for task in gazu.task.all_tasks_for_shot(s.shots[0])] == sorted([animation["name"], layout["name"]])
    assert sorted(names(gazu.task.all_task_types_for_shot(s.shots[0]))) == sorted([animation["name"], layout["name"]])
    assert modeling["name"] in names(gazu.task.all_task_types_for_asset(s.assets["Boat"]))
    assert gazu.task.all_tasks_for_asset(s.assets["Hero"], relations=True)[0]["assignees"] in ([p["id"] for p in s.artists], [p["id"] for p in reversed(s.artists)])
    assert len(gazu.task.all_shot_tasks_for_sequence(s.sequences[0])) == 4 and len(gazu.task.all_tasks_for_sequence(s.sequences[0])) == 1
    assert len(gazu.task.all_shot_tasks_for_episode(s.episodes[1])) == 6 and len(gazu.task.all_tasks_for_episode(s.episodes[0])) == 1
    assert len(gazu.task.all_assets_tasks_for_episode(s.episodes[1])) == 1 and len(gazu.task.all_tasks_for_edit(s.edits[0])) == 1
    assert {task["entity_id"] for task in gazu.client.get(f"data/assets/with-tasks?project_id={s.project['id']}") for task in task["tasks"]} == {a["id"] for a in s.assets.values()}


def test_assignments_and_what_a_vendor_sees(server, s):
    task = s.layout[3]
    gazu.client.update("tasks", task["id"], {"assignees": [s.artists[1]["id"]], "estimation": 960})
    read = gazu.client.fetch_one("tasks", task["id"])
    assert read["assignees"] == [s.artists[1]["id"]] and read["estimation"] == 960
    vendor = gazu.client.create_client(server.url)
    gazu.log_in(s.artists[1]["email"], "correct-horse-battery", client=vendor)
    assert ids(gazu.shot.all_shots_for_project(s.project, client=vendor)) == [s.shots[3]["id"]]
    assert ids(gazu.asset.all_assets_for_project(s.project, client=vendor)) == ids(s.assets.values())
    with pytest.raises(NotAllowedException):
        gazu.shot.get_shot(s.shots[0]["id"], client=vendor)
    with pytest.raises(NotAllowedException):
        gazu.shot.new_episode(s.project, "E03", client=vendor)
    rows = gazu.client.get(f"data/shots/with-tasks?project_id={s.project['id']}", client=vendor)
    assert [row["name"] for row in rows] == ["SH10"] and [task["id"] for task in rows[0]["tasks"]] == [task["id"]]
    gazu.log_out(client=vendor)


def test_readiness(s):
    """An asset that is ready for layout counts for the layout of the shots that cast it, not for their animation."""
    def ready():
        return {task["task_type_id"]: task["nb_assets_ready"] for task in gazu.client.get("data/shots/" + s.shots[0]["id"])["tasks"]}

    layout, animation = s.kinds["Layout"]["id"], s.kinds["Animation"]["id"]
    assert ready() == {layout: 0, animation: 0}
    gazu.asset.update_asset({"id": s.assets["Hero"]["id"], "ready_for": layout})
    assert ready() == {layout: 1, animation: 0}
    gazu.asset.update_asset({"id": s.assets["Boat"]["id"], "ready_for": animation})
    assert ready() == {layout: 2, animation: 1}


def test_sharing(s):
    other = gazu.project.new_project(unique("Special"), production_type="short")
    sequence = gazu.shot.new_sequence(other, "SQ01")
    shot = gazu.shot.new_shot(other, sequence, "SH010")
    shared = gazu.client.post("actions/assets/share", {"asset_ids": [s.assets["Hero"]["id"]]})
    assert [row["is_shared"] for row in shared] == [True]
    gazu.casting.update_shot_casting(other, shot, [{"asset_id": s.assets["Hero"]["id"], "nb_occurences": 1}])
    assert [(row["asset_name"], row["is_shared"], row["project_id"]) for row in gazu.casting.get_shot_casting(gazu.shot.get_shot(shot["id"]))] == [("Hero", True, s.project["id"])]
    assert names(gazu.client.get(f"data/projects/{other['id']}/assets/shared-used")) == ["Hero"]
    gazu.client.post("actions/assets/share", {"asset_ids": [s.assets["Hero"]["id"]], "is_shared": False})
    assert gazu.asset.get_asset(s.assets["Hero"]["id"])["is_shared"] is False
    gazu.shot.remove_sequence(sequence, force=True)
    gazu.project.close_project(other)
    gazu.project.remove_project(other, force=True)


def test_statistics(s):
    for task, status, more in ((s.layout[0], s.done, {"retake_count": 2, "nb_drawings": 4}), (s.layout[1], s.retake, {"retake_count": 1})):
        gazu.client.update("tasks", task["id"], {"task_status_id": status["id"], **more})
    stats = gazu.client.get(f"data/projects/{s.project['id']}/episodes/stats")
    episode, layout = s.episodes[0]["id"], s.kinds["Layout"]["id"]
    assert {key: (row["count"], row["frames"], row["drawings"]) for key, row in stats[episode][layout].items()} == {
        s.done["id"]: (1, 25, 4), s.retake["id"]: (1, 48, 0), s.todo["id"]: (4, 72 + 24 + 48 + 72, 0)}
    assert stats[episode][layout][s.done["id"]]["name"] == "done"
    assert sum(row["count"] for row in stats["all"]["all"].values()) == 13
    retakes = gazu.client.get(f"data/projects/{s.project['id']}/episodes/retake-stats")[episode][layout]
    assert retakes["max_retake_count"] == 2 and retakes["done"] == {"count": 1, "frames": 25, "drawings": 4}
    assert retakes["evolution"]["1"] == {"retake": {"count": 2, "frames": 73, "drawings": 4}, "done": {"count": 0, "frames": 0, "drawings": 0},
                                         "other": {"count": 4, "frames": 216, "drawings": 0}}


def test_quotas(s):
    task, layout = s.layout[0], s.kinds["Layout"]
    gazu.client.update("tasks", task["id"], {"end_date": "2026-11-05T10:00:00"})
    # Nothing was started and no time spent.
    assert gazu.project.get_project_quotas(s.project, layout) == {}
    quotas = gazu.client.get(f"data/projects/{s.project['id']}/quotas/{layout['id']}?count_mode=feedback")
    assert quotas[s.artists[0]["id"]]["day"]["frames"] == {"2026-11-05": 25} and quotas["total"]["week"]["frames"] == {"2026-45": 25}
    gazu.client.create("time-spents", {"task_id": task["id"], "person_id": s.artists[0]["id"], "date": "2026-11-04", "duration": 240})
    assert gazu.project.get_project_person_quotas(s.project, s.artists[0])[layout["id"]]["month"]["frames"] == {"2026-11": 25}


def test_paths(s):
    tree = {"working": {"mountpoint": "/jobs", "root": "shows", "folder_path": {"shot": "<Project>/<Episode>/<Sequence>/<Shot>/<TaskType>", "style": "lowercase"}, "file_name": {}}}
    gazu.client.update("projects", s.project["id"], {"file_tree": tree})
    path = f"/jobs/shows/{s.project['name'].lower().replace(' ', '_')}/e02/sq01/sh20/layout/scene.ma"
    assert gazu.entity.guess_from_path(s.project["id"], path) == [
        {"Template": "shot", "Project": s.project["id"], "Episode": s.episodes[1]["id"], "Sequence": s.sequences[2]["id"], "Shot": s.shots[7]["id"], "TaskType": s.kinds["Layout"]["id"]}]


def test_canceling_and_deleting(s):
    boat, shot = s.assets["Boat"], s.shots[0]
    gazu.asset.remove_asset(boat)
    assert gazu.asset.get_asset(boat["id"])["canceled"] is True
    assert [row["asset_name"] for row in gazu.casting.get_shot_casting(shot)] == ["Hero"]
    gazu.asset.update_asset({"id": boat["id"], "canceled": False})
    assert [row["asset_name"] for row in gazu.casting.get_shot_casting(shot)] == ["Hero", "Boat"]
    gazu.asset.remove_asset(boat, force=True)
    with pytest.raises(RouteNotFoundException):
        gazu.asset.get_asset(boat["id"])
    assert gazu.client.get(f"data/scenes/{s.scene['id']}/asset-instances") == {}
    assert [row["asset_name"] for row in gazu.casting.get_shot_casting(shot)] == ["Hero"]

    gazu.shot.remove_shot(shot)
    assert gazu.shot.get_shot(shot["id"])["canceled"] is True
    gazu.shot.restore_shot(shot)
    assert gazu.shot.get_shot(shot["id"])["canceled"] is False
    assert gazu.entity.remove_entities(s.project, [shot, s.assets["Lantern"]], force=True) is not None
    for path in ("data/shots/" + shot["id"], "data/assets/" + s.assets["Lantern"]["id"], "data/tasks/" + s.layout[0]["id"]):
        with pytest.raises(RouteNotFoundException):
            gazu.client.get(path)

    with pytest.raises(ParameterException):
        gazu.shot.remove_sequence(s.sequences[0])
    gazu.shot.remove_sequence(s.sequences[0], force=True)
    assert names(gazu.shot.all_sequences_for_episode(s.episodes[0])) == ["SQ02"] and gazu.scene.all_scenes_for_project(s.project) == []
    gazu.edit.remove_edit(s.edits[1], force=True)
    with pytest.raises(ParameterException):
        gazu.shot.remove_episode(s.episodes[1])
    gazu.shot.remove_episode(s.episodes[1], force=True)
    assert names(gazu.shot.all_episodes_for_project(s.project)) == ["E01"]
    # The character that was made for the second episode is gone with it; what is left is in the first.
    assert names(gazu.asset.all_assets_for_project(s.project)) == ["Harbour", "Hero"]
    assert ids(gazu.shot.all_shots_for_project(s.project)) == ids(s.shots[3:6])
    gazu.project.close_project(s.project)
    gazu.project.remove_project(s.project, force=True)
    with pytest.raises(RouteNotFoundException):
        gazu.project.get_project(s.project["id"])
