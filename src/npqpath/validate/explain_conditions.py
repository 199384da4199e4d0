"""What the codes of conditions mean. The checks are in `logic.conditions`.

NP101: A condition is not a map
    A condition lists questions with answers: a key for each question.

    Passes:
        when: {role: senco}
    Fails:
        when: {any of: [senco]}

NP102: A condition is empty
    A condition without a question says nothing. To mean everybody, leave the line out.

    Passes:
        when: {role: senco}
    Fails:
        when: {}

NP103: `any of` has no list of conditions
    `any of` takes a list of maps, of which one must match.

    Passes:
        any of: [{role: senco}, {focus: send}]
    Fails:
        any of: {role: senco, focus: send}

NP104: A question is not known
    A condition names a question that is not under `questions:`.

    Passes:
        when: {role: senco}
    Fails:
        when: {roles: senco}

NP105: `any of` stands inside `any of`
    Conditions nest no deeper, so that they can be read. Give the inner part a name under `terms:`.

    Passes:
        any of: [{is: [leads]}, {focus: send}]
    Fails:
        any of: [{any of: [{role: senco}, {role: headteacher}]}, {focus: send}]

NP106: A term is not known
    `is:` names a condition that is not under `terms:`.

    Passes:
        when: {is: [middle_leader]}
    Fails:
        when: {is: [midle_leader]}

NP107: A question with several answers is compared like one
    Where several answers can be ticked, say how many of them have to be.

    Passes:
        awards: {any of: [qts, nasenco]}
    Fails:
        awards: qts

NP108: A question with one answer is compared like several
    Where there is one answer, write it, or a list of which any will do.

    Passes:
        role: [senco, headteacher]
    Fails:
        role: {any of: [senco, headteacher]}

NP109: An answer is not known
    The question has no such answer. The finding gives the nearest one, or the list.

    Passes:
        role: headteacher
    Fails:
        role: head-teacher

NP110: A condition names every answer
    Everybody gives one of these answers, so the line says nothing.

    Passes:
        works_in_england: "yes"
    Fails:
        works_in_england: ["yes", "no"]

NP111: A number is not compared like a number
    Numbers are compared in words: 2 or more, under 5, 3 to 5.

    Passes:
        teaching_years: 2 or more
    Fails:
        teaching_years: ">= 2"

NP112: Several answers are compared in an unknown way
    There are four ways: any of, all of, none of, and at least 2 of (or another number).

    Passes:
        awards: {none of: [qts]}
    Fails:
        awards: {not: [qts]}

NP113: A name or a list of names is expected
    After a question stands the name of an answer, or a list of them.

    Passes:
        role: [senco, headteacher]
    Fails:
        role: []
"""
