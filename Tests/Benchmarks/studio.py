#!/usr/bin/env python3
"""A studio's worth of data, the same at every run: people, one big feature and three smaller productions with all that hangs on them.

  studio.py --mariadb SOCKET [--database NAME] [--shots 3000]       into Tsubame's database
  studio.py --postgresql ADDRESS [--shots 3000]                     into the original's, row for row the same; postgresql://user:password@host:port/name

Everything scales with the shots of the feature: a fifth as many assets, 5 tasks per shot and 3 or 4 per asset; 3,000 shots make 17,000 tasks.
The seed data (project statuses, departments, entity types, task types and statuses) must be there: it is found by name. The administrator is in no team.
"""
import argparse
import random
import sys
import time
import uuid
from collections import namedtuple
from datetime import datetime, timedelta

import names
from databases import MariaDB, PostgreSQL, Texts

PEOPLE = 90
FEATURE = "Hoshi no Tsubame"
FIRST_DAY = datetime(2025, 3, 3, 8, 0)
MINUTES_PER_DAY = 8 * 60
ASSET_STEPS = ["Concept", "Modeling", "Shading"]
RIGGED_STEPS = ASSET_STEPS + ["Rigging"]
SHOT_STEPS = ["Layout", "Animation", "Lighting", "FX", "Compositing"]
STATUSES = ["todo", "ready", "wip", "wfa", "retake", "done"]

Seed = namedtuple("Seed", "open closed departments entity_types task_types task_statuses department_of author")


def look_up(database):
    """The ids of the seed data, which differ between servers, by name."""
    def by_name(sql):
        return dict(database.query(sql))
    task_types = "SELECT {} FROM task_type WHERE for_entity IN ('Asset', 'Shot');"
    projects = by_name("SELECT name, id FROM project_status;")
    return Seed(
        projects["Open"], projects["Closed"], by_name("SELECT name, id FROM department;"), by_name("SELECT name, id FROM entity_type;"),
        by_name(task_types.format("name, id")), by_name("SELECT short_name, id FROM task_status WHERE NOT for_concept;"),
        by_name(task_types.format("name, department_id")), by_name("SELECT 'admin', id FROM person ORDER BY created_at LIMIT 1;")["admin"])


class Studio:
    """Iterate over `tables()`: (table, columns, rows), referenced rows before those that refer to them, except an entity's main preview."""

    def __init__(self, seed, shots=3000):
        self.seed, self.shots = seed, shots
        self.random = random.Random(20250303)
        self.tables_so_far = {}
        self.lines = []
        for person in range(PEOPLE):
            self.person(person)
        self.production(FEATURE, "HNT", shots, months=18, production_type="feature")
        self.production("Le Café d’hiver", "CAF", 120, months=6, production_type="short")
        self.production("海の灯", "UMI", 60, months=4, production_type="short", production_style="2d")
        self.production("Ad for a Bicycle", "BIKE", 20, months=2, production_type="commercial", closed=True)

    def tables(self):
        for table, rows in self.tables_so_far.items():
            yield table, list(rows[0]), [tuple(row.values()) for row in rows]

    # Rows

    def id(self, at):
        """A UUIDv7 of that moment: ids sort by creation."""
        milliseconds = int((at - datetime(1970, 1, 1)).total_seconds() * 1000)
        return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | self.random.getrandbits(12) << 64 | 0b10 << 62 | self.random.getrandbits(62)))

    def add(self, table, at, updated=None, key=True, **values):
        """A row created at that moment; answers its id."""
        if key:
            values.setdefault("id", self.id(at))
            values.update(created_at=at, updated_at=updated or at)
        self.tables_so_far.setdefault(table, []).append(values)
        return values.get("id")

    def some(self, chance, value):
        return value if self.random.random() < chance else None

    def sentence(self, fewest, most):
        words = [self.random.choice(names.WORDS) for _ in range(self.random.randint(fewest, most))]
        return " ".join(words).capitalize() + "."

    # People

    def person(self, number):
        role = "manager" if number < 5 else "supervisor" if number < 15 else "client" if number >= 86 else "vendor" if number >= 80 else "user"
        first, last = names.FIRST[number % len(names.FIRST)], names.LAST[number * 7 % len(names.LAST)]
        department = sorted(self.seed.departments)[number % len(self.seed.departments)]
        at = FIRST_DAY - timedelta(days=400 - number * 3, microseconds=number * 1009)
        person = self.add(
            "person", at, first_name=first, last_name=last, email=f"person{number:02}@studio.example",
            phone=f"+33 1 55 {number:02} {number * 37 % 100:02} {number * 61 % 100:02}", country=None,
            contract_type=self.random.choice(["open-ended", "open-ended", "fixed-term", "freelance"]), active=number % 30 != 29, archived=False,
            last_presence=None, password=None, desktop_login=f"person{number:02}", login_failed_attemps=0, totp_enabled=False, email_otp_enabled=False,
            fido_enabled=False, timezone=self.random.choice(["Europe/Paris", "Europe/Paris", "America/Montreal", "Asia/Tokyo"]),
            locale=self.random.choice(["en_US", "fr_FR", "ja_JP"]), use_12_hour_clock=False, display_date_format="YYYY-MM-DD", data=None, role=role,
            position="supervisor" if role == "supervisor" else self.random.choice(["artist", "artist", "lead"]),
            seniority=self.random.choice(["senior", "mid", "mid", "junior"]), daily_salary=self.random.randrange(120, 400, 10), has_avatar=False,
            notifications_enabled=number % 3 == 0, notifications_slack_enabled=False, notifications_slack_userid="",
            notifications_mattermost_enabled=False, notifications_mattermost_userid="", notifications_discord_enabled=False,
            notifications_discord_userid="", is_bot=False, is_guest=False, is_generated_from_ldap=False)
        if role in ("user", "supervisor", "vendor"):
            self.add("department_link", at, key=False, person_id=person, department_id=self.seed.departments[department])
        self.lines.append((person, role, self.seed.departments[department]))

    def artists(self, department):
        return [person for person, role, own in self.lines if role in ("user", "vendor", "supervisor") and own == department]

    # A production

    def production(self, name, code, shots, months, closed=False, production_style="3d", **values):
        begins = FIRST_DAY + timedelta(days=len(self.tables_so_far.get("project", [])) * 20)
        self.span, self.begins = timedelta(days=30 * months), begins
        self.project = self.add(
            "project", begins - timedelta(days=30), name=name, code=code, description=self.sentence(10, 30), file_tree=None,
            data={"director": "D. Hoshino", "delivery": "DCP 4K"}, has_avatar=False, fps="24", ratio="16:9", resolution="1920x1080",
            production_style=production_style, start_date=begins.date(), end_date=(begins + self.span).date(), man_days=shots * 6, nb_episodes=0,
            episode_span=0, max_retakes=3, is_clients_isolated=False, is_preview_download_allowed=True, is_set_preview_automated=False,
            homepage="assets", is_publish_default_for_artists=False, is_bot_collaboration_enabled=False, is_single_preview_per_revision=False,
            is_frame_in_numbering=False, revision_padding=0, hd_bitrate_compression=28, ld_bitrate_compression=6,
            project_status_id=self.seed.closed if closed else self.seed.open, **values)
        self.team(shots)
        self.tick = begins
        assets = [self.asset(number) for number in range(max(10, shots // 5))]
        sequence = None
        for number in range(shots):
            if number % 30 == 0:
                sequence = self.sequence(number // 30)
            self.shot(number, number / shots, sequence, assets)

    def team(self, shots):
        at, seed = self.begins - timedelta(days=30), self.seed
        everyone = len(self.lines) if shots > 1000 else 30
        for person, role, _ in self.random.sample(self.lines, everyone):
            self.add("project_person_link", at, key=False, project_id=self.project, person_id=person, role=self.some(0.05, role))
        for priority, step in enumerate(RIGGED_STEPS + SHOT_STEPS):
            self.add("project_task_type_link", at, project_id=self.project, task_type_id=seed.task_types[step], priority=priority + 1)
        for priority, status in enumerate(STATUSES):
            self.add("project_task_status_link", at, project_id=self.project, task_status_id=seed.task_statuses[status], priority=priority + 1,
                     roles_for_board=Texts(["user", "admin", "supervisor", "manager", "vendor"]))
        for kind in names.ASSETS:
            self.add("project_asset_type_link", at, key=False, project_id=self.project, asset_type_id=seed.entity_types[kind])
        for position, (kind, field) in enumerate([("Asset", "Family"), ("Shot", "Camera"), ("Shot", "Difficulty"), ("Task", "Batch")]):
            self.add("metadata_descriptor", at, project_id=self.project, entity_type=kind, name=field, data_type="string", field_name=field.lower(),
                     choices=[], for_client=False, position=position)

    def next_moment(self):
        self.tick += timedelta(seconds=self.random.uniform(1, 40))
        return self.tick

    def entity(self, kind, **values):
        at = self.next_moment()
        row = dict(name="", code=None, description=None, canceled=False, nb_frames=None, nb_entities_out=0, is_casting_standby=False, is_shared=False,
                   status="running", project_id=self.project, entity_type_id=self.seed.entity_types[kind], parent_id=None, preview_file_id=None,
                   data=None, created_by=self.seed.author)
        self.add("entity", at, at + timedelta(days=self.random.uniform(0, 90)), **row | values)
        return self.tables_so_far["entity"][-1]

    def asset(self, number):
        kind = list(names.ASSETS)[number % len(names.ASSETS)]
        stem = names.ASSETS[kind][number // len(names.ASSETS) % len(names.ASSETS[kind])]
        row = self.entity(kind, name=f"{stem} {number // 40 + 1:02}", description=self.sentence(4, 20), data={"family": self.random.choice(names.FAMILIES)})
        steps = RIGGED_STEPS if number % 3 == 0 else ASSET_STEPS
        self.tasks(row, steps, number / max(10, self.shots // 5) * 0.4)
        return row["id"]

    def sequence(self, number):
        return self.entity("Sequence", name=f"SQ{(number + 1) * 10:04}", description=self.sentence(3, 12))["id"]

    def shot(self, number, progress, sequence, assets):
        frames = self.random.randint(24, 240)
        cast = self.random.sample(assets, min(len(assets), self.random.randint(3, 8)))
        row = self.entity(
            "Shot", name=f"SH{(number % 30 + 1) * 10:04}", description=self.some(0.7, self.sentence(5, 25)), nb_frames=frames, parent_id=sequence,
            nb_entities_out=len(cast), canceled=self.random.random() < 0.01,
            data={"frame_in": 1001, "frame_out": 1000 + frames, "fps": "24", "camera": self.random.choice(names.CAMERAS), "difficulty": self.random.randint(1, 5)})
        for asset in cast:
            self.add("entity_link", row["created_at"], entity_in_id=row["id"], entity_out_id=asset, data=None, nb_occurences=self.random.choice([1, 1, 1, 2, 5]),
                     label=self.random.choice(["", "", "animate", "fixed"]))
        self.tasks(row, SHOT_STEPS, 0.3 + progress * 0.5)

    # Tasks and what is said about them

    def tasks(self, entity, steps, offset):
        """The entity's tasks, one step after the other: done before today, planned after it."""
        begins = datetime.combine((self.begins + self.span * offset).date(), FIRST_DAY.time())
        for step in steps:
            days = self.random.choice([1, 2, 2, 3, 5, 8])
            self.task(entity, step, begins, days)
            begins += timedelta(days=days + 1)

    def task(self, entity, step, begins, days):
        chance = self.random.random()
        late = (begins - self.begins) / self.span
        status = ("done" if chance < 0.9 else "retake") if late < 0.35 else self.random.choice(STATUSES) if late < 0.55 else "ready" if chance < 0.1 else "todo"
        started, over = status in ("wip", "wfa", "retake", "done"), status == "done"
        ends = begins + timedelta(days=days)
        created = self.next_moment()
        id = self.id(created)
        crew = self.artists(self.seed.department_of[step])
        assignees = self.random.sample(crew, self.random.choice([1, 1, 1, 2]))
        retakes = self.random.choice([0, 0, 1, 2]) if started else 0
        previews = [self.preview(id, entity, step, revision + 1, assignees[0], ends) for revision in range(retakes + 1)] if started and chance < 0.45 else []
        said = self.comments(id, assignees[0], status, ends, previews) if started else None
        minutes = self.times(id, assignees, begins, days) if started else 0
        self.add(
            "task", created, said or created, id=id, name="main", description=self.some(0.4, self.sentence(6, 30)),
            priority=self.random.choice([0, 0, 0, 1, 2]), difficulty=self.random.choice([2, 3, 3, 4]), duration=float(minutes),
            estimation=float(days * MINUTES_PER_DAY), completion_rate=100 if over else 50 if started else 0, retake_count=retakes, sort_order=0,
            start_date=begins, due_date=ends, real_start_date=begins + timedelta(hours=self.random.randint(0, 30)) if started else None,
            end_date=said if status in ("wfa", "done") else None, done_date=said if over else None, last_comment_date=said, nb_assets_ready=0,
            data={"batch": f"B{self.random.randint(1, 40):02}", "software": self.random.choice(names.SOFTWARE)}, nb_drawings=self.random.choice([0, 0, 0, 12]),
            last_preview_file_id=previews[-1] if previews else None, project_id=self.project, task_type_id=self.seed.task_types[step],
            task_status_id=self.seed.task_statuses[status], entity_id=entity["id"], assigner_id=self.lines[0][0])
        for person in assignees:
            self.add("task_person_link", created, key=False, task_id=id, person_id=person)
        if previews:
            entity["preview_file_id"] = previews[-1]

    def preview(self, task, entity, step, revision, person, at):
        at += timedelta(hours=revision, seconds=self.random.uniform(0, 3000))
        return self.add(
            "preview_file", at, name=f"{entity['name']}_{step}_v{revision:03}".lower().replace(" ", "_"), original_name=f"{step.lower()}_{revision}",
            revision=revision, position=1, extension="mp4", file_size=self.random.randint(1_000_000, 90_000_000), status="ready",
            validation_status=self.random.choice(["neutral", "validated", "rejected"]), annotations=[], width=1920, height=1080,
            duration=self.random.randint(24, 240) / 24, task_id=task, person_id=person, is_movie=True)

    def comments(self, task, person, status, at, previews):
        """What was said on the way to that status; answers when the last word fell."""
        steps = {"wip": ["wip"], "wfa": ["wfa"], "retake": ["wfa", "retake"], "done": ["wfa", "done"]}[status]
        if len(steps) == 2 and self.random.random() < 0.4:
            steps = steps[1:]
        for step in steps:
            at += timedelta(hours=self.random.uniform(1, 20))
            preview = previews[-1] if previews and step == "wfa" else None
            author = person if step in ("wip", "wfa") else self.lines[self.random.randrange(0, 15)][0]
            comment = self.add(
                "comment", at, object_id=task, object_type="Task", text=self.sentence(2, 25), data=None, replies=[], checklist=[], pinned=False,
                for_client=False, task_status_id=self.seed.task_statuses[step], person_id=author, preview_file_id=preview)
            if preview:
                self.add("comment_preview_link", at, key=False, comment=comment, preview_file=preview)
        return at

    def times(self, task, assignees, begins, days):
        """Time sheets of some of the days; answers the minutes in all."""
        total = 0
        for person in assignees:
            for day in self.random.sample(range(days), min(days, self.random.choice([1, 1, 2, 3]))):
                at, minutes = begins + timedelta(days=day, hours=9, seconds=self.random.uniform(0, 3600)), self.random.choice([120, 240, 240, 480])
                self.add("time_spent", at, duration=float(minutes), date=at.date(), task_id=task, person_id=person)
                total += minutes
        return total


def fill(database, shots=3000):
    """Writes the studio; answers the number of rows per table."""
    return database.fill(Studio(look_up(database), shots).tables())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = arguments.add_mutually_exclusive_group(required=True)
    where.add_argument("--mariadb", metavar="SOCKET")
    where.add_argument("--postgresql", metavar="ADDRESS")
    arguments.add_argument("--database", default="tsubame", help="of MariaDB (tsubame)")
    arguments.add_argument("--shots", type=int, default=3000)
    given = arguments.parse_args()
    begin = time.monotonic()
    written = fill(MariaDB(given.mariadb, given.database) if given.mariadb else PostgreSQL(given.postgresql), given.shots)
    for table, rows in written.items():
        print(f"{rows:>9,} {table}")
    print(f"{sum(written.values()):>9,} rows in {time.monotonic() - begin:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
