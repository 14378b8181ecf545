# One job checks what the documents of a month's meetings do not: their records as a whole,
# texts that are missing, files that belong to nothing. Checking a meeting takes less than
# starting a job.
#
# in    by content (params.fingerprint): the meetings' folders, the registry, configuration, code
# out   .diptych/check/<year>-<month>.txt; on a problem, the reason in the log


rule check_meetings:
    output:
        touch(".diptych/check/{month}.txt"),
    log:
        ".diptych/log/{month}.log",
    group:
        "meetings"
    params:
        places=places(ROOT / OUTPUT),
        meetings=lambda wildcards: JOBS.months[wildcards.month],
        fingerprint=lambda wildcards: PLAN.check_digest(JOBS.months[wildcards.month]),
    shell:
        "diptych check {params.meetings:q} {params.places} --no-documents"
        " --fingerprint {params.fingerprint} > {log:q} 2>&1"
