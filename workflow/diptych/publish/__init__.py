"""From the output folder to the recipients.

Each document leaves a :mod:`record <diptych.publish.record>` of itself when it is written;
the :mod:`manifest <diptych.publish.manifest>` of all files, and everything that is made for
readers, is made from these records and never from the texts again.
"""
