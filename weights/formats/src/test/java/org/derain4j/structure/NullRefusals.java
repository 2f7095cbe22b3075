package org.derain4j.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.attribute.LocalVariableTableAttribute;
import java.lang.classfile.Attributes;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every public method and constructor of the packages that a module exports refuses null by the name of the parameter, before it
 * looks at anything else, and an empty path likewise; but for what the module's test names, because its documentation allows it.
 */
public abstract class NullRefusals {

    private static final Path CLASSES = Path.of(System.getProperty("derain4j.classes", "target/classes"));
    private static final Path DESCRIPTOR = Path.of("src/main/module/module-info.java");
    private static final Pattern EXPORTS = Pattern.compile("exports ([\\w.]+);");

    private static final Path EMPTY = Path.of("");

    private final List<String> wrong = new ArrayList<>();
    private final Set<String> allowed = new TreeSet<>();
    private int tried;

    /** For subclasses. */
    protected NullRefusals() {}

    /** Objects of classes that cannot be made of others, for the methods of these classes and as arguments. */
    protected abstract List<Object> samples() throws Exception;

    /**
     * What is allowed, by the documentation: {@code Class.method(parameter)} for null, and {@code Class.method(parameter) empty}
     * for an empty path.
     */
    protected abstract Set<String> documented();

    /** Interfaces that others implement. */
    protected abstract Set<Class<?>> ofOthers();

    @Test
    void nullsAndEmptyPathsAreRefusedByTheNameOfTheParameter() throws Exception {
        for (Class<?> type : exported()) {
            if (!Throwable.class.isAssignableFrom(type)) { // whose messages and causes may be null in Java
                for (Constructor<?> constructor : type.getConstructors()) {
                    tryAll(type, constructor, null);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                if (isToBeTried(type, method)) {
                    Object target = Modifier.isStatic(method.getModifiers()) ? null : sample(type);
                    tryAll(type, target == null ? method : implementation(method, target), target);
                }
            }
        }
        wrong.forEach(System.out::println);
        System.out.println(
                getClass().getSimpleName() + ": " + tried + " parameters, " + allowed.size() + " of them may be "
                        + "null or empty: " + allowed);
        assertEquals(List.of(), wrong);
        assertEquals(new TreeSet<>(documented()), allowed, "what the test names and what there is");
        assertTrue(tried > 0);
    }

    private boolean isToBeTried(Class<?> type, Method method) {
        boolean isOfJava = type.isEnum() && method.getName().equals("valueOf")
                || method.getName().equals("equals") && method.getParameterCount() == 1;
        return Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !isOfJava
                && Stream.of(method.getParameterTypes()).anyMatch(parameter -> !parameter.isPrimitive())
                && !(ofOthers().contains(type) && Modifier.isAbstract(method.getModifiers()));
    }

    /** Public, in public ones. */
    private static List<Class<?>> exported() throws IOException, ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : EXPORTS.matcher(Files.readString(DESCRIPTOR)).results().map(match -> match.group(1))
                .toList()) {
            List<Path> files;
            try (Stream<Path> all = Files.list(CLASSES.resolve(name.replace('.', '/')))) {
                files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
            }
            for (Path file : files) {
                Class<?> type = Class.forName(name + "." + file.getFileName().toString().replace(".class", ""));
                if (isPublic(type) && !type.isSynthetic()) {
                    classes.add(type);
                }
            }
        }
        return classes;
    }

    private static boolean isPublic(Class<?> type) {
        return type.accessFlags().contains(AccessFlag.PUBLIC)
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static Method implementation(Method method, Object target) throws NoSuchMethodException {
        return target.getClass().getMethod(method.getName(), method.getParameterTypes());
    }

    private void tryAll(Class<?> type, Executable called, Object target) throws Exception {
        Class<?>[] types = called.getParameterTypes();
        List<String> names = names(called);
        for (int i = 0; i < types.length; i++) {
            String method = called instanceof Constructor ? "new" : called.getName();
            String place = type.getName().replaceFirst(".*\\.", "").replace('$', '.') + "." + method + "("
                    + names.get(i)
                    + ")";
            if (!types[i].isPrimitive()) {
                expect(NullPointerException.class, place, names.get(i), called, target, i, null);
            }
            if (types[i] == Path.class) {
                expect(IllegalArgumentException.class, place, names.get(i), called, target, i, EMPTY);
            }
        }
    }

    private void expect(Class<? extends Throwable> refusal, String place, String name, Executable called, Object target,
            int which, Object value) throws Exception {
        tried++;
        String what = place + (value == null ? "" : " empty");
        if (documented().contains(what)) {
            allowed.add(what);
            return;
        }
        Object[] arguments = new Object[called.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == which ? value : sample(called.getParameterTypes()[i]);
        }
        Throwable thrown = call(called, target, arguments);
        String message = thrown == null ? "nothing" : thrown.toString();
        boolean named = thrown != null && thrown.getMessage() != null
                && (value == null
                        ? thrown.getMessage().equals(name)
                        : thrown.getMessage().startsWith(name + " is empty; "));
        if (!refusal.isInstance(thrown) || !named) {
            wrong.add(place + " of " + (value == null ? "null" : "an empty path") + ": " + message);
        }
    }

    private static Throwable call(Executable called, Object target, Object... arguments)
            throws ReflectiveOperationException {
        try {
            called.setAccessible(true); // a public method of a class that is none
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) called).invoke(target, arguments);
            }
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    /** As the compiler keeps them for debuggers. */
    private static List<String> names(Executable called) throws IOException {
        Class<?> owner = called.getDeclaringClass();
        String descriptor = java.lang.invoke.MethodType.methodType(
                called instanceof Method method ? method.getReturnType() : void.class, called.getParameterTypes())
                .descriptorString();
        String name = called instanceof Constructor ? "<init>" : called.getName();
        ClassModel model;
        try (InputStream in = owner.getResourceAsStream(owner.getName().replaceFirst(".*\\.", "") + ".class")) {
            model = ClassFile.of().parse(in.readAllBytes());
        }
        MethodModel method = model.methods().stream().filter(m -> m.methodName().stringValue().equals(name)
                && m.methodType().stringValue().equals(descriptor)).findFirst().orElseThrow();
        Optional<LocalVariableTableAttribute> table = method.code()
                .flatMap(code -> code.findAttribute(Attributes.localVariableTable()));
        List<String> names = new ArrayList<>();
        int slot = Modifier.isStatic(called.getModifiers()) ? 0 : 1;
        for (int i = 0; i < called.getParameterCount(); i++) {
            int at = slot;
            names.add(table.stream().flatMap(t -> t.localVariables().stream())
                    .filter(v -> v.slot() == at && v.startPc() == 0)
                    .map(LocalVariableInfo::name).map(Object::toString).findFirst()
                    .orElse(owner.isRecord() ? owner.getRecordComponents()[i].getName() : "parameter " + i));
            Class<?> type = called.getParameterTypes()[i];
            slot += type == long.class || type == double.class ? 2 : 1;
        }
        return names;
    }

    private Object sample(Class<?> type) throws Exception {
        if (type.isPrimitive()) {
            return Array.get(ones(type), 0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        for (Object sample : samples()) {
            if (type.isInstance(sample)) {
                return sample;
            }
        }
        for (Object sample : List.of("a", List.of(), Map.of(), Set.of(), Path.of("a"), Optional.empty())) {
            if (type.isInstance(sample)) {
                return sample;
            }
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, called, _) -> {
                throw new UnsupportedOperationException(called.toString());
            });
        }
        if (type.isRecord()) {
            Class<?>[] components = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                    .toArray(Class[]::new);
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = sample(components[i]);
            }
            return type.getDeclaredConstructor(components).newInstance(values);
        }
        throw new IllegalStateException("the test's samples lack a " + type.getName());
    }

    private static Object ones(Class<?> type) {
        Object one = Array.newInstance(type, 1);
        if (type == boolean.class) {
            Array.setBoolean(one, 0, true);
        } else if (type == char.class) {
            Array.setChar(one, 0, '1');
        } else {
            Array.setByte(one, 0, (byte) 1);
        }
        return one;
    }
}
