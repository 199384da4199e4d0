r"""What the codes of reading mean. The checks are in `catalogue`, and come before all others.

NP001: A file is too large
    No data file comes near this size, so it is the wrong file, or something put too much into it.

    Passes:
        qualifications.yaml, 140 KB
    Fails:
        qualifications.yaml, 1.2 MB

NP002: A file is not UTF-8 text
    Text can be saved in several encodings. Data files are read as UTF-8, so that a pound sign is a pound
    sign on every computer. Most editors have "Save with encoding".

    Passes:
        a file saved as UTF-8
    Fails:
        a file saved as UTF-16 or Windows-1252

NP003: A character cannot be seen
    Some characters take no space on the screen, and some turn the reading direction round. In data they
    make two names differ that look the same. They come with text copied from other programs.

    Passes:
        label: "Lead a team"
    Fails:
        label: "Lead\u200b a team"

NP004: Lists are nested too deep
    No data file nests more than a dozen levels. Mostly a bracket was not closed.

    Passes:
        offers: [npqsl, npqh]
    Fails:
        offers: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[npqsl]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

NP005: A line is not written as YAML expects
    YAML needs a colon and a space after each key, marks that are closed again, and lines that begin in
    the same column. The finding says which of these is missing.

    Passes:
        title: "GOV.UK: Senior leadership NPQ"
    Fails:
        title: GOV.UK: Senior leadership NPQ

NP006: A tab stands where only spaces may be
    A tab is shown with another width by each program, so YAML does not read it at the start of a line.

    Passes:
        a line that starts with two spaces
    Fails:
        a line that starts with a tab

NP007: A key is there twice
    Most programs take the second value without a word. Here it is a fault, since the first would be lost.

    Passes:
        role: [senco, subject-lead]
    Fails:
        role: senco
        role: subject-lead

NP008: A value is given a name
    YAML can name a value with & and repeat it with *. This program does not read that: who changes the
    value in one place should not change it in another.

    Passes:
        offers: [npqsl, npqh]
    Fails:
        offers: &all [npqsl, npqh]

NP009: A value is to be repeated
    YAML repeats a named value with *. This program does not read that.

    Passes:
        offers: [npqsl, npqh]
    Fails:
        offers: *all

NP010: A value begins with an exclamation mark
    YAML takes the word after the mark for the name of a type. This program does not read types.

    Passes:
        text: "!Important: apply by June."
    Fails:
        text: !Important apply by June.

NP011: A key takes in other keys
    The key << copies keys from another part in some YAML programs. This program does not read it.

    Passes:
        length: {taught_months: 18}
    Fails:
        length: {<<: *usual, taught_months: 18}

NP012: A second document begins
    A line with --- begins a second document. A data file holds one.

    Passes:
        one file with one document
    Fails:
        checked: 2026-11-21
        ---
        checked: 2026-11-22

NP013: A key is not a word
    The text before a colon has to be a word. An empty key, a list or a map cannot be one.

    Passes:
        role: senco
    Fails:
        [role, aim]: senco

NP014: A file is missing
    A data set is a folder with two files, and each needs the other.

    Passes:
        a folder with qualifications.yaml and pathways.yaml
    Fails:
        a folder with pathways.yaml alone
"""
