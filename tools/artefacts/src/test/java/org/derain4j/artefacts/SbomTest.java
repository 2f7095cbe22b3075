package org.derain4j.artefacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tools.jackson.jr.ob.JSON;

/** SBOMs list what Maven resolved, under the licences that were looked at, and are the same bytes of the same sources. */
class SbomTest {

    @Test
    void whatTheyList() throws IOException {
        int seen = 0;
        for (BuiltModule module : Build.built()) {
            Path file = module.folder().resolve("target/bom.json");
            if (Files.exists(file)) {
                Map<String, Object> sbom = JSON.std.mapFrom(Files.readString(file));
                assertEquals("CycloneDX", sbom.get("bomFormat"));
                Map<String, Object> metadata = map(sbom.get("metadata"));
                assertEquals(module.licence(), licence(map(metadata.get("component"))), file::toString);
                assertFalse(metadata.containsKey("timestamp"),
                        () -> file + " has a date, and so never is the same again");
                assertTrue(metadata.get("properties").toString().contains("cdx:reproducible"), file::toString);
                Map<String, String> listed = listed(sbom);
                listed.keySet().removeIf(
                        coordinates -> hosts(module).contains(coordinates.substring(0, coordinates.lastIndexOf(':'))));
                assertEquals(expected(module), listed, file::toString);
                seen++;
            }
        }
        int all = seen;
        Assumptions.assumeTrue(seen > 0, "no SBOM was made; -Psbom makes them");
        System.out.println("SBOMs of " + all + " modules");
    }

    /** What the host of a module has; the plugin lists it where a dependency of the module's needs it, too. */
    private static Set<String> hosts(BuiltModule module) {
        Set<String> provided = new HashSet<>();
        for (Element dependencies : Pom.children(module.pom(), "dependencies")) {
            for (Element dependency : Pom.children(dependencies, "dependency")) {
                if ("provided".equals(Pom.text(dependency, "scope"))) {
                    provided.add(Pom.text(dependency, "groupId") + ":" + Pom.text(dependency, "artifactId"));
                }
            }
        }
        return provided;
    }

    private static Map<String, String> expected(BuiltModule module) throws IOException {
        ThirdParty thirdParty = new ThirdParty(Component.all(), Map.of());
        Map<String, String> expected = new TreeMap<>();
        for (Dependency dependency : module.dependencies()) {
            Component component = thirdParty.component(dependency);
            if (dependency.ours()) {
                expected.put(dependency.coordinates(), Build.module(dependency.artefact()).licence());
            } else if (component != null) {
                expected.put(dependency.coordinates(), component.licence());
            }
        }
        return expected;
    }

    /** Those of which a licence is known here: benchmarks, which nobody is given, use more. */
    private static Map<String, String> listed(Map<String, Object> sbom) throws IOException {
        ThirdParty thirdParty = new ThirdParty(Component.all(), Map.of());
        Map<String, String> listed = new TreeMap<>();
        for (Object entry : (List<?>) sbom.getOrDefault("components", List.of())) {
            Map<String, Object> component = map(entry);
            Dependency dependency = new Dependency((String) component.get("group"), (String) component.get("name"),
                    (String) component.get("version"), null);
            if (dependency.ours() || thirdParty.component(dependency) != null) {
                listed.put(dependency.coordinates(), licence(component));
            }
        }
        return listed;
    }

    private static String licence(Map<String, Object> component) {
        List<?> licences = (List<?>) component.get("licenses");
        assertEquals(1, licences.size(), component::toString);
        Map<String, Object> licence = map(map(licences.getFirst()).get("license"));
        return (String) licence.getOrDefault("id", licence.get("name"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
