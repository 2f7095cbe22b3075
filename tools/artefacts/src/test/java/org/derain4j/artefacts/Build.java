package org.derain4j.artefacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** The modules of the build, also of its profiles. */
class Build {

    static final Path ROOT = Path.of(System.getProperty("derain4j.root"));
    /** Writes what would be compared. */
    static final boolean WRITE = Boolean.getBoolean("derain4j.write");

    static final String COMMAND = "derain4j-cli";
    static final String VISION = "derain4j-vision";
    static final String SPARK = "derain4j-spark";
    static final String IMAGEJ = "derain4j-imagej";

    /** All whose jar users get. */
    static List<BuiltModule> modules() throws IOException {
        Element root = Pom.read(ROOT.resolve("pom.xml"));
        Set<String> folders = new LinkedHashSet<>(names(root));
        for (Element profiles : Pom.children(root, "profiles")) {
            for (Element profile : Pom.children(profiles, "profile")) {
                folders.addAll(names(profile));
            }
        }
        List<BuiltModule> modules = new ArrayList<>();
        for (String folder : folders) {
            Path path = ROOT.resolve(folder);
            boolean jar = !"pom".equals(Pom.text(Pom.read(path.resolve("pom.xml")), "packaging"));
            BuiltModule module = jar ? BuiltModule.of(path, root) : null;
            if (jar && (module.published() || module.artefact().equals(VISION))) {
                modules.add(module);
            }
        }
        return modules;
    }

    /** Those that are built; those of profiles need not be, and are counted. */
    static List<BuiltModule> built() throws IOException {
        List<BuiltModule> built = modules().stream().filter(BuiltModule::isBuilt).toList();
        List<String> missing = modules().stream().filter(m -> !m.isBuilt()).map(BuiltModule::artefact).toList();
        assertTrue(missing.stream().allMatch(Set.of(SPARK, IMAGEJ)::contains),
                () -> "not built: " + missing + "; run ./mvnw verify");
        if (!missing.isEmpty()) {
            System.out.println(missing.size() + " modules are left out: " + missing + "; -Pspark,imagej builds them");
        }
        return built;
    }

    static BuiltModule module(String artefact) throws IOException {
        return modules().stream().filter(m -> m.artefact().equals(artefact)).findFirst().orElseThrow();
    }

    private static List<String> names(Element project) {
        return Pom.children(project, "modules").stream().flatMap(modules -> Pom.children(modules, "module").stream())
                .map(module -> module.getTextContent().strip()).toList();
    }

    /** What a committed file should be: compared with it, or written. Who writes looks at the change. */
    static void compareOrWrite(String name, String text) throws IOException {
        Path file = ROOT.resolve(name);
        if (WRITE) {
            Files.writeString(file, text);
            return;
        }
        List<String> committed = Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
        List<String> comes = text.lines().toList();
        assertEquals(without(comes, committed), without(committed, comes),
                () -> name + " is not what the build comes to; run tools/artefacts/write.sh and look at the change");
        assertEquals(comes, committed, () -> name + " has another order; run tools/artefacts/write.sh");
    }

    private static String without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).collect(Collectors.joining("\n"));
    }
}
