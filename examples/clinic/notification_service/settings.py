"""Where messages go, and with which credentials."""

import os

SMS_GATEWAY = os.environ.get("SMS_GATEWAY", "https://sms.clinic.invalid/send")
SMS_TOPIC = os.environ.get("SMS_TOPIC", "arn:aws:sns:eu-west-1:000000000000:reminders")
# Made up for this example: a real key id has no 0, 1, 8 or 9.
AWS_ACCESS_KEY_ID = "AKIA0000CLINIC000000"
AWS_SECRET_ACCESS_KEY = "NotARealSecretMadeUpForTheClinicService0"
