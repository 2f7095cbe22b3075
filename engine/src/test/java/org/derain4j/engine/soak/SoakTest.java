package org.derain4j.engine.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.engine.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Short soaks with a tiny network, in JVMs of their own: {@code engine/soak.sh} is the long one. */
class SoakTest {

    private static final List<String> OPTIONS = List.of("--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xms192m", "-Xmx192m",
            "-XX:+AlwaysPreTouch", "-XX:NativeMemoryTracking=summary");

    /** With more or other words for the program. */
    static ChildJvm soak(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--model",
                System.getProperty("derain4j.root") + "/engine/src/test/resources/tiny_generator/tiny", "--rounds", "9",
                "--seed", Long.toString(Long.getLong("derain4j.soak.seed", 31)), "--folder",
                "target"));
        return ChildJvm.run(SoakTrial.class, OPTIONS, all.toArray(String[]::new));
    }

    @Test
    void everyResultIsEqualToItsFirstAndNothingGrows() throws Exception {
        assertFlat(1, "--calls", "360", "--longest", "64");
    }

    @Test
    @Tag("slow")
    void norInOtherWaysInWhichADerainerWorks() throws Exception {
        assertFlat(3, "--mode", "portable,tiles,reduced", "--calls", "90", "--longest", "100");
    }

    /** Pictures that are large enough to be spilled. */
    @Test
    @Tag("slow")
    void norWithAScratchFile() throws Exception {
        assertFlat(1, "--mode", "spilled", "--calls", "45", "--longest", "320");
    }

    private static void assertFlat(int soaks, String... words) throws Exception {
        ChildJvm jvm = soak(words);
        System.out.println(jvm.output());
        assertEquals(soaks,
                jvm.requireSuccess().split("Every result is equal to its first, and nothing grows").length - 1,
                jvm.output());
    }
}
