# What goes out with the documents.
#
# in    every document, in its files and its record; templates and labels, by content
#       (params.fingerprint), and how many embargoes and due dates are over
# out   output/manifest.json: each file with its hash, its languages and its sources; the
#       site, which shows what may be published; output/SHA256SUMS of all these


rule publish:
    input:
        JOBS.files(),
    output:
        JOBS.site,
    log:
        ".diptych/log/publish.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parent),
        fingerprint=JOBS.site_state,
        deadlines_reached=JOBS.deadlines_reached,
    shell:
        "diptych publish {params.places} --fingerprint {params.fingerprint} 2> {log:q}"


# What is made on demand: snakemake bundles, snakemake mail, snakemake signatures.


rule bundles:
    input:
        expand(f"{OUTPUT}/bundles/{{meeting}}.zip", meeting=JOBS.released),


# in    the files of a meeting that may be published, by content (params.fingerprint)
# out   output/bundles/<meeting>.zip
rule write_bundle:
    input:
        rules.publish.output,
        lambda wildcards: JOBS.released_files(wildcards.meeting),
    output:
        f"{OUTPUT}/bundles/{{meeting}}.zip",
    log:
        ".diptych/log/{meeting}/bundle.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parents[1]),
        documents=lambda wildcards: [repr(each) for each in JOBS.released[wildcards.meeting]],
    shell:
        "diptych bundle {wildcards.meeting:q} {params.places} 2> {log:q}"


rule mail:
    input:
        [f"{OUTPUT}/mail/{meeting}/{name}.eml" for meeting, name in JOBS.messages()],


# in    the files of a meeting that may be published, and a list of content/registry/recipients
# out   output/mail/<meeting>/<list>.eml, to be looked at and sent by a person
rule write_message:
    input:
        rules.publish.output,
        lambda wildcards: JOBS.released_files(wildcards.meeting),
        list=local(f"{PLAN.content}/registry/recipients/{{list}}.yaml"),
    output:
        f"{OUTPUT}/mail/{{meeting}}/{{list}}.eml",
    log:
        ".diptych/log/{meeting}/mail.{list}.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parents[2]),
        documents=lambda wildcards: [repr(each) for each in JOBS.released[wildcards.meeting]],
    shell:
        "diptych mail {wildcards.meeting:q} {wildcards.list:q} {params.places} 2> {log:q}"


rule signatures:
    input:
        expand(f"{OUTPUT}/signed/{{file}}", file=JOBS.signable()),
        f"{OUTPUT}/SHA256SUMS.sig",


# The keys are named by the environment (diptych sign --help) and never by a rule or a log.
#
# in    a finished PDF file
# out   output/signed/<meeting>/<kind>.<edition>.pdf: the same file with a signature after its end
rule sign_document:
    input:
        f"{OUTPUT}/manifest.json",
        pdf=f"{OUTPUT}/{{meeting}}/{{document}}.pdf",
    output:
        f"{OUTPUT}/signed/{{meeting}}/{{document}}.pdf",
    log:
        ".diptych/log/{meeting}/sign.{document}.log",
    params:
        folder=lambda wildcards, output: Path(output[0]).parents[2],
    shell:
        "diptych sign pdf {input.pdf:q} --output {params.folder:q} --to {params.folder:q}/signed"
        " 2> {log:q}"


rule sign_list:
    input:
        f"{OUTPUT}/SHA256SUMS",
    output:
        f"{OUTPUT}/SHA256SUMS.sig",
    log:
        ".diptych/log/sign.log",
    params:
        folder=lambda wildcards, output: Path(output[0]).parent,
    shell:
        "diptych sign list --output {params.folder:q} 2> {log:q}"
