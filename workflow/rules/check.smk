# One job checks what the documents of a meeting do not: its record as a whole, texts that
# are missing, files that belong to nothing.
#
# in    the meeting's folder, the registry, configuration, code
# out   .diptych/check/<meeting>.txt; on a problem, the reason in the log


rule check:
    input:
        folder=lambda wildcards: files(f"content/{wildcards.meeting}", "*"),
        registry=files("content/registry", "*.yaml"),
        code=files(PACKAGE, "**/*.py"),
        config="config/config.yaml",
    output:
        touch(".diptych/check/{meeting}.txt"),
    log:
        ".diptych/log/{meeting}.log",
    shell:
        "diptych check {wildcards.meeting:q} --no-documents > {log:q} 2>&1"
