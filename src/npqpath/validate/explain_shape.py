"""What the codes of shape mean. The checks are in `catalogue`: keys and types, as the JSON Schema has them.

NP030: A file is empty
    There is nothing in the file but comments.

    Passes:
        checked: 2026-11-21
    Fails:
        # checked: 2026-11-21

NP031: A key is missing
    Some keys have to be there. The finding names the key and says what belongs in it.

    Passes:
        - {id: heads, suggest: npqh, strength: strong, because: You lead., sources: [gov]}
    Fails:
        - {id: heads, suggest: npqh, because: You lead., sources: [gov]}

NP032: A key is not known
    There is no such key here. Mostly it is a slip of the keyboard, or the key belongs one level up or down.

    Passes:
        because: You lead a team.
    Fails:
        becuase: You lead a team.

NP033: A word is not one of those to choose from
    Some keys take one word of a short list. The finding gives the list.

    Passes:
        strength: strong
    Fails:
        strength: high

NP034: A date is not written as a date, or there is no such day
    Dates are written year, month, day with hyphens, so that no two people read them in two ways.

    Passes:
        checked: 2026-11-21
    Fails:
        checked: 21/11/2026

NP035: A number is not a whole number
    Months and pounds are whole numbers without a sign, a unit or a comma.

    Passes:
        taught_months: 18
    Fails:
        taught_months: eighteen

NP036: A value is neither true nor false
    Other words, such as yes, are a boolean in some YAML programs and text in others.

    Passes:
        careful: true
    Fails:
        careful: yes

NP037: Text is expected
    One text belongs here, and there is a list or a part with keys. A colon and a space in a text make a key
    of it, unless quotation marks stand round the text.

    Passes:
        text: "Three options: lead, teach, coach."
    Fails:
        text:
          - Three options

NP038: A list is expected
    A list stands in brackets, or with a dash before each item.

    Passes:
        sources: [gov-npq]
    Fails:
        sources: gov-npq

NP039: Keys with values are expected
    A part with keys belongs here, and there is a text or a list.

    Passes:
        summary: {text: For leaders., sources: [gov-npq], as_of: "2026"}
    Fails:
        summary: For leaders.

NP040: A key has no value
    The key stands there with nothing after it. Write a value, or take the key away.

    Passes:
        because: You lead a team.
    Fails:
        because:

NP049: A list has the wrong length
    A few lists have a fixed number of items, such as the fewest and the most months.

    Passes:
        months_left: [12, 24]
    Fails:
        months_left: [12]
"""
