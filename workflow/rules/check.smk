# One job checks what the documents of a meeting do not: its record as a whole, texts that
# are missing, files that belong to nothing.
#
# in    by content (params.fingerprint): the meeting's folder, the registry, configuration, code
# out   .diptych/check/<meeting>.txt; on a problem, the reason in the log


rule check:
    output:
        touch(".diptych/check/{meeting}.txt"),
    log:
        ".diptych/log/{meeting}.log",
    group:
        "meetings"
    params:
        fingerprint=lambda wildcards: PLAN.digest(files(f"content/{wildcards.meeting}", "*"))
        + draws_on(),
    shell:
        "diptych check {wildcards.meeting:q} --no-documents > {log:q} 2>&1"
