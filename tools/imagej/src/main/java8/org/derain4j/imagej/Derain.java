package org.derain4j.imagej;

import ij.IJ;
import ij.plugin.PlugIn;
import ij.plugin.filter.PlugInFilterRunner;

/**
 * The command in the menu. Compiled for Java 8, on which ImageJ and Fiji still run, so that it can say there what is missing; all
 * else is for {@value #JAVA} and is named here in words alone, so that an older Java never loads it.
 */
public class Derain implements PlugIn {

    static final int JAVA = 25;

    private static final String TITLE = "Derain";
    private static final String FILTER = "org.derain4j.imagej.DerainFilter";

    /** For ImageJ, which makes one each time. */
    public Derain() {}

    @Override
    public void run(String arg) {
        int java = version(System.getProperty("java.specification.version", ""));
        if (java < JAVA) {
            IJ.error(TITLE, tooOld(java, System.getProperty("java.home", "")));
            return;
        }
        Object filter;
        try {
            filter = getClass().getClassLoader().loadClass(FILTER).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            IJ.error(TITLE, "The plugin's jar is not whole (" + e + "); copy it into the folder plugins anew.");
            return;
        }
        new PlugInFilterRunner(filter, TITLE + "...", arg);
    }

    /** 8 for {@code 1.8}, 25 for {@code 25}. */
    static int version(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Short lines, since ImageJ's message does not break them. */
    static String tooOld(int java, String home) {
        return "Derain needs Java " + JAVA + " or newer, and this ImageJ runs on Java " + java + ":\n" + home + "\n \n"
                + "Install a JDK " + JAVA + " (such as Eclipse Temurin), and start\n"
                + "- ImageJ by its java, in the folder of ij.jar:\n"
                + "  JDK/bin/java --add-modules jdk.incubator.vector -Xmx4g -jar ij.jar\n"
                + "- Fiji with --java-home and the path of the JDK.\n"
                + "The image is as it was.";
    }
}
