#!/usr/bin/env python3
"""Gives a small project other versions, and what is none: tools/release/version_test.py"""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
PARENT = "<artifactId>derain4j</artifactId>\n  <version>{}</version>"
VERSIONS = ("0.2.0", "10.20.30", "1.0.0-rc.1", "1.0.0-SNAPSHOT", "0.3.0-beta", "2.0.0-0.x")
NONE = ("", "1", "1.0", "v1.0.0", "1.0.0.0", "01.0.0", "1.0.0-", "1.0.0-rc.", "1.0.0-rc..1", "1.0.0-rc-1", "1.0.0+1", "1.0.0 ", "1.0.0-a b", "1.0.0\n2")


class VersionTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "tools/release").mkdir(parents=True)
        for script in ("version.sh", "pom.sh"):
            shutil.copy(HERE / script, self.root / "tools/release")
        self.write("0.1.0-SNAPSHOT")
        subprocess.run("git init -q && git add -A", shell=True, check=True, cwd=self.root)

    def write(self, version):
        for file, text in self.texts(version).items():
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)

    def texts(self, version, day="2020-01-01T00:00:00Z"):
        """What stands where under a version; others' numbers that look the same stay."""
        return {self.root / "pom.xml": PARENT.format(version) + f"<project.build.outputTimestamp>{day}<",
                self.root / "part/pom.xml": "<parent>" + PARENT.format(version)
                + f"</parent><artifactId>derain4j-part</artifactId><version>{version}</version>"
                + "<artifactId>other</artifactId><version>0.1.0-SNAPSHOT</version>",
                self.root / "README.md": f"`derain4j-engine:{version}`, derain4j-cli-{version}.jar, other-0.1.0-SNAPSHOT.jar",
                self.root / "CHANGELOG.md": "derain4j-cli-0.1.0-SNAPSHOT.jar"}

    def give(self, version):
        return subprocess.run([self.root / "tools/release/version.sh", version], capture_output=True, text=True)

    def day(self):
        return (self.root / "pom.xml").read_text().split("Timestamp>")[1].rstrip("<")

    def test_each_version_is_written_over_the_one_before(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                self.assertEqual(0, self.give(version).returncode)
                for file, text in self.texts(version, self.day()).items():
                    self.assertEqual(text, file.read_text())
                said = subprocess.run(["bash", "-c", '. "$0"; pom_version "$1"', HERE / "pom.sh", self.root / "part/pom.xml"],
                                      capture_output=True, text=True)
                self.assertEqual(version, said.stdout)

    def test_what_is_no_version_changes_nothing(self):
        for version in NONE:
            with self.subTest(version=version):
                given = self.give(version)
                self.assertEqual(2, given.returncode)
                self.assertIn("usage: ", given.stderr)
                for file, text in self.texts("0.1.0-SNAPSHOT").items():
                    self.assertEqual(text, file.read_text())


if __name__ == "__main__":
    unittest.main()
