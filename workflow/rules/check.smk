# One job checks what the documents of a month's meetings do not: their records as a whole,
# texts that are missing, files that belong to nothing. Checking a meeting takes less than
# starting a job.
#
# in    by content (params.fingerprint): the meetings' folders, the registry, configuration, code
# out   .diptych/check/<year>-<month>.txt; on a problem, the reason in the log


rule check:
    output:
        touch(".diptych/check/{month}.txt"),
    log:
        ".diptych/log/{month}.log",
    group:
        "meetings"
    params:
        meetings=lambda wildcards: months()[wildcards.month],
        fingerprint=lambda wildcards: PLAN.digest(
            path
            for meeting in months()[wildcards.month]
            for path in files(f"content/{meeting}", "*")
        )
        + draws_on(),
    shell:
        "diptych check {params.meetings:q} --no-documents > {log:q} 2>&1"
