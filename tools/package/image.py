#!/usr/bin/env python3
"""A container image as one tar file: an OCI image layout that also has the manifest.json that `docker load` of any age reads.

    image.py write ROOT.tar PACKAGE VERSION FILE.tar     the layers: a root, and on it the folder usr of a package
    image.py check FILE.tar                              whether it is one, by the specifications
    image.py unpack FILE.tar LAYERS FOLDER               so many of its layers, or all, as a root to chroot into
"""
import gzip
import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import archives

OCI = "application/vnd.oci.image."
PROGRAM = "usr/bin/derain"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def blob(digested):
    return "blobs/" + digested.replace(":", "/")


def write(root, package, version, target):
    with tempfile.TemporaryFile() as file:
        archives.fill_tar(file, Path(package) / "usr", Path(package))
        file.seek(0)
        layers = [Path(root).read_bytes(), file.read()]
    packed = [gzip.compress(layer, 6, mtime=0) for layer in layers]
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(archives.EPOCH))
    config = json.dumps({
        "created": created,
        "architecture": MACHINES[platform.machine()], "os": "linux",
        "config": {
            "Entrypoint": ["/" + PROGRAM], "Cmd": ["--help"], "WorkingDir": "/work",
            "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"],
            "Labels": {"org.opencontainers.image.title": "derain", "org.opencontainers.image.version": version,
                       "org.opencontainers.image.licenses": "Apache-2.0"},
        },
        "rootfs": {"type": "layers", "diff_ids": [digest(layer) for layer in layers]},
        "history": [{"created": created, "created_by": "mmdebstrap"}, {"created": created, "created_by": "derain4j"}],
    }).encode()

    def descriptor(kind, data):
        return {"mediaType": OCI + kind, "digest": digest(data), "size": len(data)}

    manifest = json.dumps({
        "schemaVersion": 2, "mediaType": OCI + "manifest.v1+json",
        "config": descriptor("config.v1+json", config),
        "layers": [descriptor("layer.v1.tar+gzip", layer) for layer in packed],
    }).encode()
    tag = version.lower()
    index = json.dumps({"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": [
        descriptor("manifest.v1+json", manifest) | {
            "annotations": {"org.opencontainers.image.ref.name": tag, "io.containerd.image.name": f"docker.io/library/derain:{tag}"}}]})
    docker = json.dumps([{"Config": blob(digest(config)), "RepoTags": [f"derain:{tag}"],
                          "Layers": [blob(digest(layer)) for layer in packed]}])
    entries = {blob(digest(data)): data for data in [config, manifest, *packed]} | {
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}', "index.json": index.encode(), "manifest.json": docker.encode()}
    with tarfile.open(target, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in sorted(entries.items()):
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = len(data), archives.EPOCH, 0o644
            tar.addfile(info, io.BytesIO(data))


class Image:
    """Reads one, and holds every digest and size that it states against what is there."""

    def __init__(self, file):
        with tarfile.open(file) as tar:
            self.files = {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}
        require(json.loads(self.files["oci-layout"]) == {"imageLayoutVersion": "1.0.0"}, "no OCI image layout")
        index = json.loads(self.files["index.json"])
        require(index["schemaVersion"] == 2 and len(index["manifests"]) == 1, "not one image")
        self.manifest = json.loads(self.blob(index["manifests"][0], "manifest.v1+json"))
        self.config_data = self.blob(self.manifest["config"], "config.v1+json")
        self.config = json.loads(self.config_data)
        packed = [self.blob(layer, "layer.v1.tar+gzip") for layer in self.manifest["layers"]]
        self.layers = [gzip.decompress(layer) for layer in packed]
        require(self.config["rootfs"] == {"type": "layers", "diff_ids": [digest(layer) for layer in self.layers]},
                "layers are not those of the configuration")
        [docker] = json.loads(self.files["manifest.json"])
        require([self.files[name] for name in docker["Layers"]] == packed
                and self.files[docker["Config"]] == self.config_data, "manifest.json is of another image")
        require(all(tag == tag.lower() and tag.count(":") == 1 for tag in docker["RepoTags"]), "a tag that Docker refuses")
        stated = {blob(digest(data)) for data in self.files.values()}
        require(all(name in stated for name in self.files if name.startswith("blobs/")), "a blob under a wrong name")

    def blob(self, stated, kind):
        data = self.files[blob(stated["digest"])]
        require(stated["mediaType"] == OCI + kind, f"{stated['mediaType']} in place of {kind}")
        require(digest(data) == stated["digest"] and len(data) == stated["size"], f"{kind} is damaged")
        return data

    def check(self):
        require(self.config["os"] == "linux" and self.config["architecture"] in MACHINES.values(), "for no known machine")
        members = {}
        for layer in self.layers:
            with tarfile.open(fileobj=io.BytesIO(layer)) as tar:
                members |= {os.path.normpath(member.name): member for member in tar}
        program = members[self.config["config"]["Entrypoint"][0].lstrip("/")]
        while program.issym():
            program = members[os.path.normpath(os.path.join(os.path.dirname(os.path.normpath(program.name)), program.linkname))]
        require(program.isfile() and program.mode & 0o111 == 0o111, "the program cannot be run by everybody")
        require(self.config["config"]["WorkingDir"].lstrip("/") in members, "there is no working folder")
        require(not [name for name in members if name.startswith("dev/") and members[name].isreg()], "files among devices")
        print(f"container image: {len(self.layers)} layers, {sum(map(len, self.layers)) / 1e6:.0f} MB unpacked, digests and program fit")


def require(holds, otherwise):
    if not holds:
        sys.exit("container image: " + otherwise)


def check(file):
    Image(file).check()


def unpack(file, layers, folder):
    Path(folder).mkdir(parents=True)
    for layer in Image(file).layers[:None if layers == "all" else int(layers)]:
        subprocess.run(["tar", "-x", "--numeric-owner", "-C", folder], input=layer, check=True)


if __name__ == "__main__":
    {"write": write, "check": check, "unpack": unpack}[sys.argv[1]](*sys.argv[2:])
