# Diptych: content/ in, official documents in output/ out. See README.md.
include: "workflow/Snakefile"


# No rule of a file that is included is taken for the target, even if it says so.
rule build:
    default_target: True
    input:
        rules.all.input,
    log:
        ".diptych/log/build.log",
