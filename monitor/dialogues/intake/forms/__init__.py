"""Exports of form tools: Microsoft Forms, LimeSurvey, Google Forms, SurveyMonkey, and our own template."""

from monitor.dialogues.intake.forms.asking import DATE_ORDER, ORDER_LABELS
from monitor.dialogues.intake.forms.fields import labels as field_labels
from monitor.dialogues.intake.forms.importer import import_form
from monitor.dialogues.intake.forms.template import template_csv, template_xlsx

__all__ = ["DATE_ORDER", "ORDER_LABELS", "field_labels", "import_form", "template_csv", "template_xlsx"]
