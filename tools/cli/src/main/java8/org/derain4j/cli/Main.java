package org.derain4j.cli;

import java.lang.reflect.InvocationTargetException;

/**
 * What {@code java -jar} starts. Compiled for Java 8, so that a Java that is too old can say so in a sentence; all else is for
 * {@value #JAVA} and is named here in words alone, so that an older Java never loads it.
 */
public final class Main {

    static final int JAVA = 25;

    /** Java 1.0 had class files of version 45, and each Java since then the next. */
    private static final int CLASS_FILES = 44 + JAVA;

    private static final String NEXT = "org.derain4j.cli.VectorJava";
    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the command, or says which Java it needs. It declares no more than who calls it does, such as jbang's script.
     *
     * @param args the command line
     * @throws Exception what the command throws
     */
    public static void main(String[] args) throws Exception {
        if (Float.parseFloat(System.getProperty("java.class.version")) < CLASS_FILES) {
            refuse("needs Java " + JAVA + " or newer, and this is Java "
                    + System.getProperty("java.specification.version") + " in " + System.getProperty("java.home")
                    + "; https://adoptium.net has one for every system: start the jar by the java of that,"
                    + " derain.cmd with DERAIN_JAVA_HOME set to its folder");
        }
        try {
            Class.forName(NEXT).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof NoClassDefFoundError) {
                refuse("is not whole: " + e.getCause().getMessage().replace('/', '.')
                        + " is missing; the folder lib, with the jars that it needs, must lie beside the jar");
            }
            if (e.getCause() instanceof Error) {
                throw (Error) e.getCause();
            }
            throw (Exception) e.getCause();
        }
    }

    private static void refuse(String sentence) {
        System.err.println("derain: " + sentence + ".");
        System.exit(USAGE);
    }
}
