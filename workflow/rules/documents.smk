# One job writes one document: every edition in every format, so that the libraries are
# loaded once and all languages are compared before anything is written. Documents of one kind
# share a rule, write_minutes; those with editions of their own have write_minutes_in_<editions>.
# Of each kind, a rule named like it is about all its documents: snakemake --until minutes
#
# in    the sources, which count by content (params.state) and not by date, and so do
#       catalogues, templates and code
# out   output/<meeting>/<kind>.<edition>.<format>, all or none, with the conformity sheet in
#       place of an edition, and a record

for group in JOBS.groups:

    rule:
        name:
            group.name
        input:
            lambda wildcards, group=group: [
                local(ancient(path)) for path in JOBS.sources(group.by_meeting[wildcards.meeting])
            ],
        output:
            [
                (
                    report(
                        f"{OUTPUT}/{{meeting}}/{group.kind}.{edition}.{format}",
                        caption="../report/document.rst",
                        category=group.kind,
                        subcategory="{meeting}",
                        labels={"edition": edition},
                    )
                    if format == "pdf"
                    else f"{OUTPUT}/{{meeting}}/{group.kind}.{edition}.{format}"
                )
                for edition in group.outputs
                for format in config["formats"]
            ],
            record=f"{RECORDS}/{{meeting}}/{group.kind}.json",
        log:
            f".diptych/log/{{meeting}}/{group.kind}.log",
        wildcard_constraints:
            meeting="|".join(map(re.escape, group.by_meeting)),
        group:
            "meetings"
        # Snakemake tracks a parameter only if it does not look at input or output.
        params:
            kind=group.kind,
            editions=group.editions,
            conformity="--conformity" if group.has_sheet else "",
            formats=config["formats"],
            content=PLAN.content,
            templates=PLAN.templates,
            # output/, or the copy of it that Snakemake has of a remote storage
            folder=lambda wildcards, output: Path(output[0]).parents[1],
            arrangement=lambda wildcards, group=group: group.by_meeting[
                wildcards.meeting
            ].arrangement,
            authenticity=lambda wildcards, group=group: msgspec.json.encode(
                group.by_meeting[wildcards.meeting].authenticity
            ).decode(),
            state=lambda wildcards, group=group: JOBS.state(group.by_meeting[wildcards.meeting]),
            # The state stays while nothing changes that the document asks for, and this does not.
            fingerprint=lambda wildcards, output, group=group: PLAN.fingerprint(
                group.by_meeting[wildcards.meeting]
            ),
        shell:
            "diptych write {params.content:q}/{wildcards.meeting:q} {params.kind}"
            " --editions {params.editions} --formats {params.formats}"
            " --arrangement {params.arrangement} --authenticity {params.authenticity:q}"
            " {params.conformity} --templates {params.templates:q}"
            " --output {params.folder:q} --record {output.record:q}"
            " --fingerprint {params.fingerprint} --state {params.state} 2> {log:q}"


for kind, name in JOBS.kinds.items():

    rule:
        name:
            name
        input:
            JOBS.records(kind),
        output:
            touch(f".diptych/written/{kind}.txt"),
        log:
            f".diptych/log/{kind}.log",
