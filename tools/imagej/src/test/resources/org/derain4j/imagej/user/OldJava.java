import ij.IJ;
import ij.ImageJ;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Window;
import java.lang.reflect.Field;

/** Opens ImageJ and the plugin, prints the messages that it shows, and ends. A program of one file, for Java from 11 on. */
public class OldJava {

    public static void main(String[] args) throws Exception {
        ImageJ.main(new String[0]);
        IJ.open(args[0]);
        IJ.doCommand("Derain...");
        for (int tries = 0; tries < 600; tries++) {
            Thread.sleep(100);
            for (Window window : Window.getWindows()) {
                if (window instanceof Dialog && window.isShowing()) {
                    System.out.println("title: " + ((Dialog) window).getTitle());
                    print((Dialog) window);
                    System.exit(0);
                }
            }
        }
        System.out.println("no message");
        System.exit(1);
    }

    private static void print(Container container) throws Exception {
        for (Component component : container.getComponents()) {
            if (component instanceof Container) {
                print((Container) component);
            } else if (component.getClass().getSimpleName().equals("MultiLineLabel")) {
                Field lines = component.getClass().getDeclaredField("lines");
                lines.setAccessible(true);
                System.out.println(String.join("\n", (String[]) lines.get(component)));
            }
        }
    }
}
