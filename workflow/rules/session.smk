# What a build does before its first job and after its last. A workflow that uses this one as a
# module has its own beginning and end, and Snakemake's lock in place of ours.

STARTED = ".diptych/started"
HERE = places(ROOT / OUTPUT)


onstart:
    shell(f"diptych lock {os.getpid()}")
    shell("diptych check --dates {HERE}")
    # A build that was killed may have left files half written, under names of their own.
    shell("mkdir -p .diptych {OUTPUT} && find {OUTPUT} -name '.*.part' -delete")
    shell("touch {STARTED}")


def finish():
    """Withdraw what does not hold any more, and say what was built."""
    JOBS.discard_outdated(Path(STARTED))
    shell("diptych publish --withdraw {HERE}")
    shell("diptych summary --since {STARTED} {HERE}")


onsuccess:
    finish()


onerror:
    finish()
