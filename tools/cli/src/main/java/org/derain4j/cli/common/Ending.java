package org.derain4j.cli.common;

/** The end of the process. */
public final class Ending {

    private Ending() {}

    /** Whether the process was told to stop: then files in the making are removed, and that they cannot be finished is no news. */
    public static boolean isUnderWay() {
        Thread hook = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
