#!/usr/bin/env python3
"""Checks a Maven repository against the rules of Maven Central (https://central.sonatype.org/publish/requirements), and our own.

tools/release/check.py REPOSITORY VERSION [--keys GNUPGHOME]
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
GROUP = "org.derain4j"
POM = "{http://maven.apache.org/POM/4.0.0}"
# Of a licence of its own, which who gets it must have chosen.
RESEARCH = "derain4j-weights-m17n1"
REQUIRED_SUMS = ("md5", "sha1")
SUMS = (*REQUIRED_SUMS, "sha256", "sha512")
# Central takes bundles up to 1 GB.
LARGEST = 1 << 30
# What each POM says, in every element of the name.
METADATA = ("modelVersion", "groupId", "artifactId", "version", "name", "description", "url", "licenses/license/name", "licenses/license/url",
            "developers/developer/name", "scm/connection", "scm/developerConnection", "scm/url")
# What a POM that others use has no place for.
UNWANTED = ("parent", "repositories", "pluginRepositories", "build", "profiles", "modules", "properties", "distributionManagement")
LEGAL = ("META-INF/LICENSE", "META-INF/NOTICE")


class Checks:
    def __init__(self, repository, version):
        self.repository = repository
        self.version = version
        self.problems = []
        self.bytes = 0
        self.counts = dict.fromkeys(("artefacts", "files", "checksums", "signatures"), 0)

    def problem(self, where, what):
        self.problems.append(f"{where}: {what}")

    def folder(self, name):
        return self.repository / GROUP.replace(".", "/") / name / self.version

    def published(self, documented):
        """The artefacts that are there, which must be those that docs/releasing.md explains."""
        found = {path.name for path in (self.repository / GROUP.replace(".", "/")).glob("*") if path.is_dir()}
        for name in sorted(found - documented):
            self.problem(name, "is published, and docs/releasing.md does not say why; or give its POM maven.deploy.skip")
        for name in sorted(documented - found):
            self.problem(name, "is published by docs/releasing.md, and not here")
        return sorted(found)

    def artefact(self, name, siblings):
        self.counts["artefacts"] += 1
        folder = self.folder(name)
        stem = f"{name}-{self.version}"
        pom = folder / f"{stem}.pom"
        if not pom.is_file():
            self.problem(name, f"there is no {pom.name}")
            return
        project = ElementTree.parse(pom).getroot()
        self.pom(name, pom, project, siblings)
        if project.findtext(POM + "packaging", "jar") != "pom":
            for ending in (".jar", "-sources.jar", "-javadoc.jar"):
                self.jar(name, folder / (stem + ending))
            self.parts(name, folder / f"{stem}-cyclonedx.json")
        for file in sorted(folder.iterdir()):
            if file.suffix.lstrip(".") not in (*SUMS, "asc"):
                self.counts["files"] += 1
                self.sums(name, file)
            if not file.name.startswith(stem):
                self.problem(name, f"{file.name} does not begin with {stem}")

    def pom(self, name, pom, project, siblings):
        for path in METADATA:
            texts = [e.text for e in project.findall("/".join(POM + p for p in path.split("/")))]
            if not texts or not all(t and t.strip() for t in texts):
                self.problem(name, f"its POM has no {path}")
        for path in UNWANTED:
            if project.find(POM + path) is not None:
                self.problem(name, f"its POM has <{path}>, which is for the build alone")
        text = pom.read_text(encoding="utf-8")
        for open_name in sorted(set(re.findall(r"\$\{[^}]*\}", text))):
            self.problem(name, f"its POM has {open_name} left")
        if "SNAPSHOT" in text:
            self.problem(name, "its POM names a SNAPSHOT")
        for dependency in project.iter(POM + "dependency"):
            group, artefact, version, scope = (dependency.findtext(POM + p) for p in ("groupId", "artifactId", "version", "scope"))
            if not version or re.search(r"[\[(,]", version):
                self.problem(name, f"{group}:{artefact} has no fixed version")
            if scope in ("test", "system"):
                self.problem(name, f"{group}:{artefact} has scope {scope}")
            if artefact == RESEARCH and name != "derain4j-bom":
                self.problem(name, f"it brings {artefact} to who has not asked for it")
            if group == GROUP and (artefact not in siblings or version != self.version):
                self.problem(name, f"{group}:{artefact}:{version} is not published with it")

    def jar(self, name, jar):
        if not jar.is_file():
            self.problem(name, f"there is no {jar.name}")
            return
        with zipfile.ZipFile(jar) as archive:
            damaged = archive.testzip()
            files = [n for n in archive.namelist() if not n.endswith("/")]
        if damaged:
            self.problem(name, f"{jar.name} is damaged at {damaged}")
        wanted = {"sources": (".java",), "javadoc": (".html",)}.get(jar.stem.rsplit("-", 1)[-1], ("",))
        if not any(f.endswith(wanted) and not f.startswith("META-INF/maven/") and f not in ("META-INF/MANIFEST.MF", *LEGAL) for f in files):
            self.problem(name, f"{jar.name} holds nothing")
        for legal in LEGAL:
            if legal not in files:
                self.problem(name, f"{jar.name} has no {legal}")

    def parts(self, name, sbom):
        if not sbom.is_file():
            self.problem(name, f"there is no {sbom.name}")
        elif json.loads(sbom.read_text(encoding="utf-8")).get("bomFormat") != "CycloneDX":
            self.problem(name, f"{sbom.name} is no CycloneDX file")

    def sums(self, name, file):
        content = file.read_bytes()
        for kind in SUMS:
            written = file.with_name(f"{file.name}.{kind}")
            if not written.is_file():
                if kind in REQUIRED_SUMS:
                    self.problem(name, f"there is no {written.name}")
                continue
            self.counts["checksums"] += 1
            if written.read_text().strip() != hashlib.new(kind, content).hexdigest():
                self.problem(name, f"{written.name} is another file's")

    def signatures(self, keys):
        for file in sorted(f for f in self.repository.rglob("*") if f.is_file()):
            if file.suffix.lstrip(".") in (*SUMS, "asc"):
                continue
            signature = file.with_name(file.name + ".asc")
            if not signature.is_file():
                self.problem(file.parent.parent.name, f"there is no {signature.name}")
                continue
            self.counts["signatures"] += 1
            said = subprocess.run(["gpg", "--homedir", keys, "--batch", "--verify", signature, file], capture_output=True, text=True)
            if said.returncode:
                self.problem(file.parent.parent.name, f"{signature.name} does not hold: {said.stderr.strip().splitlines()[-1]}")

    def bom(self, published):

        pom = self.folder("derain4j-bom") / f"derain4j-bom-{self.version}.pom"
        if not pom.is_file():
            return
        listed = {d.findtext(POM + "artifactId") for d in ElementTree.parse(pom).getroot().iter(POM + "dependency")}
        for name in sorted(set(published) - {"derain4j-bom"} - listed):
            self.problem("derain4j-bom", f"{name} is published, and not in it")

    def size(self):
        self.bytes = sum(f.stat().st_size for f in self.repository.rglob("*") if f.is_file())
        if self.bytes > LARGEST:
            self.problem("bundle", f"{self.bytes} bytes are more than Central takes at once")


def documented():
    return set(re.findall(r"^\| `(derain4j-[-\w]+)` \|", (HERE / "../../docs/releasing.md").read_text(encoding="utf-8"), re.M))


def check(repository, version, names, keys=None):
    checks = Checks(repository, version)
    if "SNAPSHOT" in version:
        checks.problem(version, "Central takes releases alone")
    published = checks.published(names)
    for name in published:
        checks.artefact(name, published)
    checks.bom(published)
    if keys:
        checks.signatures(keys)
    checks.size()
    return checks


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("repository", type=Path)
    parser.add_argument("version")
    parser.add_argument("--keys", help="the folder of the GnuPG key that all is signed with")
    options = parser.parse_args()

    checks = check(options.repository, options.version, documented(), options.keys)
    for problem in checks.problems:
        print(problem, file=sys.stderr)
    print(", ".join(f"{count} {what}" for what, count in checks.counts.items()) + f", {checks.bytes / 1e6:.0f} MB: "
          + (f"{len(checks.problems)} problems" if checks.problems else "as Maven Central wants them")
          + ("" if options.keys else "; signatures are left out"))
    sys.exit(1 if checks.problems else 0)


if __name__ == "__main__":
    main()
