"""What the code of team files means. `npqpath team` reads them, not `npqpath validate`.

NP710: A team file does not fit its roster or the data
    `npqpath team plan` reads a team file beside a roster. Each person and school in it is in the roster, each
    post and qualification in the data, and no number or wish goes against another.

    Passes:
        must: [{person: T014, take: npqsenco}]
    Fails:
        must: [{person: T014, take: npqsencoo}]
"""
