"""Lists or runs the tests of a folder: `unittests.py list|run FOLDER`, one JSON object a line."""

import json
import sys
import unittest


def cases(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from cases(one)
        else:
            yield one


class Result(unittest.TestResult):
    def say(self, test, outcome, text=""):
        print(json.dumps({"id": test.id(), "outcome": outcome, "text": text}), file=out, flush=True)

    def addSuccess(self, test):
        self.say(test, "passed")

    def addSkip(self, test, reason):
        self.say(test, "skipped", reason)

    def addError(self, test, err):
        self.say(test, "failed", self._exc_info_to_string(err, test))

    addFailure = addError

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.say(test, "failed", f"{subtest}\n{self._exc_info_to_string(err, test)}")

    def addExpectedFailure(self, test, err):
        self.say(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.say(test, "failed", "was expected to fail")


# What tests print must not come between the lines.
out, sys.stdout = sys.stdout, sys.stderr
suite = unittest.defaultTestLoader.discover(sys.argv[2])
if sys.argv[1] == "run":
    suite.run(Result())
else:
    for one in cases(suite):
        print(json.dumps({"id": one.id()}), file=out)
