"""Diptych: one structured record of a meeting in, official bilingual documents out."""
