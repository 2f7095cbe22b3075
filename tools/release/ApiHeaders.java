import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the API of a module's jar as a small jar: the public classes of the packages that its descriptor exports, and what they
 * inherit from, without code and without what only the module itself sees. {@code java ApiHeaders.java MODULE.jar API.jar}; the same classes give
 * the same bytes.
 */
public class ApiHeaders {

    private static final ClassFile CLASSES = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.DebugElementsOption.DROP_DEBUG);
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Map<String, ClassModel> classes = new TreeMap<>();
    private final Map<String, byte[]> headers = new TreeMap<>();
    private final Set<String> exported = new TreeSet<>();

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java ApiHeaders.java MODULE.jar API.jar");
            System.exit(2);
        }
        ApiHeaders api = new ApiHeaders(Path.of(args[0]));
        api.collect();
        Files.write(Path.of(args[1]), api.jar());
        System.out.printf("%s: %d classes of %s%n", args[1], api.headers.size(), api.exported);
    }

    private ApiHeaders(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                ClassModel model = CLASSES.parse(file.getInputStream(entry).readAllBytes());
                if (model.isModuleInfo()) {
                    model.findAttribute(Attributes.module()).orElseThrow().exports()
                            .forEach(e -> exported.add(e.exportedPackage().name().stringValue()));
                } else {
                    classes.put(model.thisClass().asInternalName(), model);
                }
            }
        }
        if (exported.isEmpty()) {
            throw new IOException(jar + " exports no package: it has no API");
        }
    }

    private void collect() {
        Deque<String> open = new ArrayDeque<>(classes.keySet().stream().filter(this::isSeen).toList());
        while (!open.isEmpty()) {
            String name = open.pop();
            ClassModel model = classes.get(name);
            if (model != null && !headers.containsKey(name)) {
                headers.put(name, header(model));
                model.superclass().ifPresent(c -> open.add(c.asInternalName()));
                model.interfaces().forEach(c -> open.add(c.asInternalName()));
            }
        }
    }

    /** Whether other modules can name a class; a member, if they can name the class that it is in, too. */
    private boolean isSeen(String name) {
        ClassModel model = classes.get(name);
        return model != null && model.flags().has(AccessFlag.PUBLIC) && exported.contains(name.substring(0, name.lastIndexOf('/')))
                && model.findAttribute(Attributes.innerClasses()).stream().flatMap(a -> a.classes().stream())
                        .filter(c -> c.innerClass().equals(model.thisClass())).allMatch(c -> !c.has(AccessFlag.PRIVATE)
                                && c.outerClass().map(o -> isSeen(o.asInternalName())).orElse(false));
    }

    private static byte[] header(ClassModel model) {
        return CLASSES.transformClass(model, ClassTransform.dropping(ApiHeaders::isHidden)
                .andThen(ClassTransform.transformingMethods(MethodTransform.dropping(e -> e instanceof CodeModel))));
    }

    private static boolean isHidden(ClassElement element) {
        return switch (element) {
            case FieldModel field -> isHidden(field.flags());
            case MethodModel method -> isHidden(method.flags());
            case SourceFileAttribute _, NestMembersAttribute _ -> true;
            default -> false;
        };
    }

    private static boolean isHidden(AccessFlags flags) {
        return !flags.has(AccessFlag.PUBLIC) && !flags.has(AccessFlag.PROTECTED);
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> header : headers.entrySet()) {
                JarEntry entry = new JarEntry(header.getKey() + ".class");
                entry.setTimeLocal(WRITTEN);
                jar.putNextEntry(entry);
                jar.write(header.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
