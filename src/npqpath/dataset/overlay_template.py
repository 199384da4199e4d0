"""The overlay to start from: what `npqpath init` writes.

Words begin with "# " and examples with "#" alone, so that taking one sign away from an example makes it YAML.
"""

from __future__ import annotations

import datetime as dt

_TEXT = """\
# yaml-language-server: $schema=overlay.schema.json
# What your hub or trust adds to the national data of npqpath, and what it does not offer.
#
# How to use this file
# - Change the lines under "about". Then take the # away from the lines that you want, and change them.
# - Check it:  npqpath validate {folder}
# - Try it:    npqpath advise --data {folder}
# - Nothing here is copied from the national data, so that you get its changes without doing anything.
# - An editor that knows YAML completes names and explains each line, by overlay.schema.json beside this file.
# - After adding a question or a term:  npqpath schema overlay --data {folder} -o {folder}/overlay.schema.json
# - Write for a tired teacher: short sentences, plain words, no promises.
# - Text with a colon in it, and text that looks like a number, a date, yes or no, goes in "quotes".
about:
  # Plans show it after "from".
  name: The name of your hub or trust
  # Plans show it after "For".
  area: the places that you serve
  # The day somebody last checked every line of this file.
  checked: {day}

# Pages that only this file uses. The pages of the national data have ids of their own that you can use too.
#sources:
#  riverside-courses:
#    url: https://example.org/courses
#    title: "Riverside Teaching School Hub: Courses"
#    checked: {day}

# Who works with you. Plans show partners, contacts and events under "Near you".
#partners:
#  - name: Riverside University
#    text: It runs the reading groups of our hub.
#    link: https://example.org/riverside

# Whom teachers can ask. Leave out the link, email or phone that you do not have.
#contacts:
#  - name: the team at Riverside Teaching School Hub
#    text: Ask what runs this year.
#    link: https://example.org/contact
#    email: hub@example.org
#    phone: 01632 960123

# What takes place. Plans no longer show it when the day is over.
#events:
#  - name: Open evening on NPQs
#    starts: {next_year}
#    text: Meet people who took one.
#    link: https://example.org/open-evening

# Things to do within a next step, under the id of that step. The six steps are reflect-and-implement,
# lead-in-school, share-expertise, slt-development, deeper-learning and expand-knowledge.
# as_of is the date or time that the page speaks of. `npqpath help rules` tells what can follow when.
#activities:
#  share-expertise:
#    - id: riverside-mentors
#      name: Mentor with our hub
#      text: We train mentors each summer. Ask how to join.
#      sources: [riverside-courses]
#      as_of: "2026"
#      when:
#        setting: school
#        role: [classroom-teacher, subject-lead, phase-lead]

# Questions of your own. They come after the national ones.
#questions:
#  - id: riverside_school
#    ask: Do you work in a school near the river?
#    why: Our reading groups are for these schools.
#    kind: one
#    ask_if: {{setting: school}}
#    answers:
#      - {{id: "yes", label: "Yes", fact: you work near the river}}
#      - {{id: "no", label: "No", fact: you do not work near the river}}

# Conditions with a name, for use after is.
#terms:
#  riverside_reader: {{riverside_school: "yes", aim: research}}

# Rules of your own. strength is must, strong or worth-considering.
#rules:
#  - id: riverside-reading-groups
#    suggest: share-expertise
#    strength: worth-considering
#    when: {{is: [riverside_reader]}}
#    because: You want to go deeper into research, and our reading groups look for people to lead them.
#    sources: [riverside-courses]

# Answers that no real person gives together, so that nobody looks for advice for such people.
#impossible:
#  - id: riverside-sixth-forms
#    because: There is no sixth form near the river.
#    when: {{riverside_school: "yes", workplace_type: 16-to-19-provider}}

# What must hold for everybody. npqpath proves it over all possible answers.
#promises:
#  - id: riverside-readers-hear-of-groups
#    says: Everybody near the river who wants to go deeper into research hears how to share it.
#    when: {{is: [riverside_reader]}}
#    always: [share-expertise]

# Made-up people and what they must be told, so that you notice when that changes.
#tests:
#  - id: riverside-researcher
#    who: A subject leader near the river who wants to go deeper into research.
#    answers: {{role: subject-lead, setting: school, aim: research, riverside_school: "yes"}}
#    gets: [share-expertise]

# What you do not offer: activities under the id of their next step, rules, qualifications and next steps.
# `npqpath validate` tells you if somebody is then left without advice.
#switch_off:
#  activities:
#    deeper-learning: [hub-courses]
"""


def overlay_text(folder: str, today: dt.date) -> str:
    """Return an overlay that can be used as it stands and shows in comments what else it could hold."""
    next_year = dt.date(today.year + 1, 6, 30)
    return _TEXT.format(folder=folder, day=today.isoformat(), next_year=next_year.isoformat())
