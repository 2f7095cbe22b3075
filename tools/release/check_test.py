#!/usr/bin/env python3
"""Damages a small repository in all the ways that check.py and same.py are there for: tools/release/check_test.py"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import check

HERE = Path(__file__).parent
NAMES = {"derain4j-engine", "derain4j-bom"}
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>org.derain4j</groupId>
<artifactId>{name}</artifactId><version>1.2.3</version><packaging>{packaging}</packaging><name>N</name><description>D</description>
<url>https://example.org</url><licenses><license><name>L</name><url>https://example.org/l</url></license></licenses>
<developers><developer><name>D</name></developer></developers><scm><connection>scm:git:a</connection>
<developerConnection>scm:git:a</developerConnection><url>https://example.org</url></scm>{rest}</project>"""
MANAGED = """<dependencyManagement><dependencies><dependency><groupId>org.derain4j</groupId><artifactId>derain4j-engine</artifactId>
<version>1.2.3</version></dependency></dependencies></dependencyManagement>"""
DEPENDENCY = """<dependencies><dependency><groupId>{}</groupId><artifactId>{}</artifactId>{}</dependency></dependencies>"""


def sums(file):
    for kind in ("md5", "sha1"):
        file.with_name(f"{file.name}.{kind}").write_text(hashlib.new(kind, file.read_bytes()).hexdigest())


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.engine = self.artefact("derain4j-engine", "jar", "")
        self.artefact("derain4j-bom", "pom", MANAGED)
        for ending, entry in (("", "A.class"), ("-sources", "A.java"), ("-javadoc", "A.html")):
            with zipfile.ZipFile(self.engine / f"derain4j-engine-1.2.3{ending}.jar", "w") as jar:
                for name in (entry, *check.LEGAL):
                    jar.writestr(name, "content")
            sums(self.engine / f"derain4j-engine-1.2.3{ending}.jar")

        sbom = self.engine / "derain4j-engine-1.2.3-cyclonedx.json"
        sbom.write_text('{"bomFormat": "CycloneDX"}')
        sums(sbom)

    def artefact(self, name, packaging, rest):
        folder = self.root / "org/derain4j" / name / "1.2.3"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-1.2.3.pom").write_text(POM.format(name=name, packaging=packaging, rest=rest))
        sums(folder / f"{name}-1.2.3.pom")
        return folder

    def said(self, version="1.2.3", names=frozenset(NAMES), keys=None):
        return " | ".join(check.check(self.root, version, set(names), keys).problems)

    def test_what_is_whole_passes(self):
        self.assertEqual("", self.said())

    def test_damage_is_found(self):
        pom = self.engine / "derain4j-engine-1.2.3.pom"
        jar = self.engine / "derain4j-engine-1.2.3.jar"
        whole = {f: f.read_bytes() for f in self.engine.iterdir()}
        removed = [(element, f"no {path}") for element, path in (
            ("<name>N</name>", "name"), ("<description>D</description>", "description"), ("<url>https://example.org/l</url>", "licenses/license/url"),
            ("<developer><name>D</name></developer>", "developers/developer/name"), ("<connection>scm:git:a</connection>", "scm/connection"))]
        added = [("<parent/>", "<parent>"), ("<properties/>", "<properties>"), ("<repositories/>", "<repositories>"), ("<profiles/>", "<profiles>"),
                 ("<inceptionYear>${year}</inceptionYear>", "${year} left"),
                 (DEPENDENCY.format("a", "b", ""), "a:b has no fixed version"),
                 (DEPENDENCY.format("a", "b", "<version>[1,2)</version>"), "a:b has no fixed version"),
                 (DEPENDENCY.format("a", "b", "<version>1-SNAPSHOT</version>"), "names a SNAPSHOT"),
                 (DEPENDENCY.format("a", "b", "<version>1</version><scope>test</scope>"), "has scope test"),
                 (DEPENDENCY.format("org.derain4j", "derain4j-bench", "<version>1.2.3</version>"), "is not published with it"),
                 (DEPENDENCY.format("org.derain4j", "derain4j-engine", "<version>1.2.2</version>"), "is not published with it"),
                 (DEPENDENCY.format("org.derain4j", check.RESEARCH, "<version>1.2.3</version>"), "who has not asked")]
        text = pom.read_text()
        damages = [(lambda e=element: pom.write_text(text.replace(e, "")), said) for element, said in removed]
        damages += [(lambda e=element: pom.write_text(text.replace("</project>", e + "</project>")), said) for element, said in added]
        damages += [(pom.unlink, "no derain4j-engine-1.2.3.pom"), (jar.unlink, "no derain4j-engine-1.2.3.jar"),
                    ((self.engine / "derain4j-engine-1.2.3-sources.jar").unlink, "-sources.jar"),
                    ((self.engine / "derain4j-engine-1.2.3-javadoc.jar").unlink, "-javadoc.jar"),
                    ((self.engine / "derain4j-engine-1.2.3-cyclonedx.json").unlink, "-cyclonedx.json"),
                    (lambda: (self.engine / "derain4j-engine-1.2.3-cyclonedx.json").write_text("{}"), "is no CycloneDX file"),
                    ((self.engine / "derain4j-engine-1.2.3.jar.sha1").unlink, "no derain4j-engine-1.2.3.jar.sha1"),
                    (lambda: (self.engine / "derain4j-engine-1.2.3.jar.md5").write_text("0" * 32), "is another file's"),
                    (lambda: zipfile.ZipFile(self.engine / "derain4j-engine-1.2.3-sources.jar", "w").close(), "holds nothing"),
                    (lambda: zipfile.ZipFile(self.engine / "derain4j-engine-1.2.3-javadoc.jar", "w").close(), "-javadoc.jar has no META-INF/LICENSE"),
                    (lambda: (self.engine / "other.jar").write_text(""), "does not begin with")]
        for damage, said in damages:
            with self.subTest(said=said):
                damage()
                self.assertIn(said, self.said())
                for file in self.engine.iterdir():
                    file.unlink()
                for file, content in whole.items():
                    file.write_bytes(content)
        self.assertEqual("", self.said())

    def test_the_list_is_the_documented_one(self):
        self.assertIn("docs/releasing.md does not say why", self.said(names={"derain4j-bom"}))
        self.assertIn("and not here", self.said(names=NAMES | {"derain4j-web"}))

    def test_the_bom_lists_all(self):
        self.artefact("derain4j-bom", "pom", "")
        self.assertIn("derain4j-engine is published, and not in it", self.said())

    def test_snapshots_are_not_for_central(self):
        self.assertIn("releases alone", self.said(version="1.2.3-SNAPSHOT"))

    def test_missing_and_broken_signatures_are_found(self):
        self.assertIn("no derain4j-engine-1.2.3.jar.asc", self.said(keys=str(self.root)))
        if shutil.which("gpg"):
            (self.engine / "derain4j-engine-1.2.3.jar.asc").write_text("no signature")
            self.assertIn("does not hold", self.said(keys=str(self.root)))

    def same(self, other):
        return subprocess.run([sys.executable, HERE / "same.py", self.root, other], capture_output=True, text=True)

    def test_differences_of_builds_are_found(self):
        other = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, other)
        shutil.copytree(self.root, other, dirs_exist_ok=True)
        self.assertEqual(0, self.same(other).returncode)
        jar = other / "org/derain4j/derain4j-engine/1.2.3/derain4j-engine-1.2.3.jar"
        with zipfile.ZipFile(jar, "w") as archive:
            archive.writestr("A.class", "contents")
        self.assertIn("derain4j-engine-1.2.3.jar: A.class", self.same(other).stderr)
        jar.unlink()
        found = self.same(other)
        self.assertIn("only one build has it", found.stderr)
        self.assertEqual(1, found.returncode)


if __name__ == "__main__":
    unittest.main()
