"""report.py REPORT.xml BROKEN VERDICTS: veraPDF's report as lines."""
import os
import sys
import xml.etree.ElementTree as tree

broken, verdicts = open(sys.argv[2], "w"), open(sys.argv[3], "w")
for job in tree.parse(sys.argv[1]).getroot().iter("job"):
    name = os.path.basename(job.findtext("item/name"))
    for failure in job.iter("taskException"):
        print(name, "exception", failure.findtext("exceptionMessage"), file=broken)
    for report in job.iter("validationReport"):
        standard = report.get("profileName").split(" ")[0]
        print(name, standard, file=verdicts)
        for rule in report.iter("rule"):
            if rule.get("status") == "failed":
                text = " ".join((rule.findtext("description") or "").split())
                print(name, standard, rule.get("clause"), rule.get("testNumber"), rule.get("failedChecks"), text, file=broken)
        if report.get("isCompliant") != "true":
            print(name, standard, "does not comply", file=broken)
