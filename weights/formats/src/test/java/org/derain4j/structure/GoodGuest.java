package org.derain4j.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the classes of a library call may change nothing that is the whole process's, nor leave anything in it, nor write where
 * only a program may: others live there, too. A module that goes into other people's servers has a test of this kind.
 */
public abstract class GoodGuest {

    private static final Path CLASSES = Path.of("target", "classes");

    /** Members, as {@code class.name}, and why they are nobody's but the program's. */
    private static final Map<Pattern, String> FORBIDDEN = Map.of(
            Pattern.compile("java\\.lang\\.(System|Runtime)\\.(exit|halt)"), "ends the process",
            Pattern.compile("java\\.lang\\.System\\.(out|err|in|setOut|setErr|setIn|console)|.*\\.printStackTrace"),
            "writes where only a program may",
            Pattern.compile("java\\.lang\\.System\\.(setProperty|setProperties|clearProperty)"
                    + "|java\\.util\\.(Locale|TimeZone)\\.setDefault|java\\.net\\.URL\\.setURLStreamHandlerFactory"
                    + "|java\\.net\\.URLConnection\\.setDefaultUseCaches|javax\\.imageio\\.ImageIO\\.(setUseCache|setCacheDirectory|scanForPlugins)"
                    + "|java\\.util\\.logging\\..*|java\\.lang\\.Thread\\.setDefaultUncaughtExceptionHandler"
                    + "|java\\.security\\.Security\\..*"),
            "changes what is the whole process's",
            Pattern.compile("java\\.lang\\.Runtime\\.addShutdownHook|java\\.io\\.File\\.deleteOnExit"
                    + "|java\\.util\\.Timer\\..*|java\\.lang\\.ThreadLocal\\..*|java\\.lang\\.InheritableThreadLocal\\..*"),
            "may keep a class loader for ever",
            Pattern.compile("java\\.lang\\.Thread\\.(getContextClassLoader|setContextClassLoader)"
                    + "|java\\.lang\\.ClassLoader\\.getSystemClassLoader"),
            "looks for classes where the caller, not the library, belongs",
            Pattern.compile("java\\.awt\\.(Toolkit|GraphicsEnvironment|Desktop)\\..*|javax\\.swing\\..*"),
            "needs a screen");

    /** For subclasses. */
    protected GoodGuest() {}

    /**
     * What is called all the same, each with its reason beside it in the code and a test of its own.
     *
     * @return {@code Class -> class.member}
     */
    protected Set<String> exceptions() {
        return Set.of();
    }

    @Test
    void classesCallNothingThatIsNobodysButTheProgramsOwn() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(CLASSES.resolve("org"))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        assertTrue(files.size() > 1, "there are no classes in " + CLASSES.toAbsolutePath());
        Set<String> found = new TreeSet<>();
        List<String> faults = new ArrayList<>();
        for (Path file : files) {
            ClassModel model = ClassFile.of().parse(file);
            String name = model.thisClass().asInternalName().replaceFirst(".*/", "");
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    String called = called(member);
                    FORBIDDEN.forEach((pattern, reason) -> {
                        if (pattern.matcher(called).matches()) {
                            String call = name + " -> " + called;
                            found.add(call);
                            faults.add(call + ", which " + reason);
                        }
                    });
                }
            }
        }
        faults.removeIf(fault -> exceptions().contains(fault.replaceFirst(", .*", "")));
        assertEquals(List.of(), faults);
        assertEquals(new TreeSet<>(exceptions()), found, "an exception that is none any more");
    }

    private static String called(MemberRefEntry member) {
        return member.owner().asInternalName().replace('/', '.') + "." + (member instanceof FieldRefEntry field
                ? field.name().stringValue()
                : member.name().stringValue());
    }
}
