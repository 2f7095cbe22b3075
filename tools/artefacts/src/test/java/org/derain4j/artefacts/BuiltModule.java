package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A module of the build that makes a jar: what its POM says, and what the build has made of it. */
record BuiltModule(Path folder, Element pom, String artefact, String description, String version, String licence,
        boolean published) {

    static BuiltModule of(Path folder, Element parent) throws IOException {
        Element pom = Pom.read(folder.resolve("pom.xml"));
        String licence = Pom.text(pom, "licenses", "license", "name");
        String unpublished = Pom.text(pom, "properties", "maven.deploy.skip");
        return new BuiltModule(folder, pom, Pom.text(pom, "artifactId"), Pom.text(pom, "description"),
                Pom.text(parent, "version"),
                licence == null ? Pom.text(parent, "licenses", "license", "name") : licence,
                !"true".equals(unpublished));
    }

    Path jar() {
        return file("derain4j", ".jar");
    }

    /** A file that the build has made, whether it is there or not: of a name that begins and ends so. */
    Path file(String beginning, String end) {
        String name = beginning.equals("derain4j") ? artefact : beginning;
        return folder.resolve("target").resolve(name + "-" + version + end);
    }

    /** Whether this build has come to the end of this module; not one before it. */
    boolean isBuilt() {
        boolean chosen = Boolean.parseBoolean(System.getProperty("derain4j.built." + shortName(), "true"));
        return chosen && Files.exists(jar()) && Files.exists(list());
    }

    /** What it needs when it runs, with what that needs. */
    List<Dependency> dependencies() throws IOException {
        try (Stream<String> lines = Files.lines(list())) {
            return lines.map(Dependency::parse).filter(Objects::nonNull).toList();
        }
    }

    private Path list() {
        return folder.resolve("target/runtime-dependencies.txt");
    }

    /** As users name it: without the project's own prefix. */
    String shortName() {
        return artefact.substring("derain4j-".length());
    }
}
