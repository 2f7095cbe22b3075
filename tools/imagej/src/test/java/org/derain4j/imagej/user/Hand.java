package org.derain4j.imagej.user;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.MultiLineLabel;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.swing.JFileChooser;

/** What somebody at ImageJ's window does, and sees. It runs in ImageJ's own JVM. */
final class Hand {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Hand() {}

    /** Opens ImageJ. */
    static void openImageJ() {
        ij.ImageJ.main(new String[0]);
        until("ImageJ's window",
                () -> IJ.getInstance() != null && IJ.getInstance().isShowing() ? IJ.getInstance() : null);
    }

    /** Opens a picture in a window. */
    static ImagePlus open(String file) {
        IJ.open(file);
        return until("a picture", IJ::getImage);
    }

    /** The dialog of a title, once it is shown. */
    static Dialog dialog(String title) {
        return until("the dialog '" + title + "'",
                () -> dialogs().filter(d -> d.getTitle().equals(title)).findFirst().orElse(null));
    }

    /** Waits until a dialog is gone. */
    static void awaitEnd(Dialog dialog) {
        until("the end of '" + dialog.getTitle() + "'", () -> dialog.isShowing() ? null : dialog);
    }

    /** What can be read in a dialog, line by line. */
    static List<String> text(Container dialog) {
        List<String> lines = new ArrayList<>();
        for (Component component : dialog.getComponents()) {
            switch (component) {
                case Label label -> lines.add(label.getText());
                case MultiLineLabel label -> lines.addAll(lines(label));
                case TextArea area -> lines.addAll(area.getText().lines().toList());
                case TextField field -> lines.add("[" + field.getText() + "]");
                case Choice choice -> lines.add("[" + choice.getSelectedItem() + "]");
                case Checkbox box -> lines.add((box.getState() ? "[x] " : "[ ] ") + box.getLabel());
                case Button button -> lines.add("(" + button.getLabel() + ")");
                case Container container -> lines.addAll(text(container));
                default -> {
                }
            }
        }
        return lines;
    }

    /** ImageJ's label of several lines tells them to nobody. */
    private static List<String> lines(MultiLineLabel label) {
        try {
            Field lines = MultiLineLabel.class.getDeclaredField("lines");
            lines.setAccessible(true);
            return List.of((String[]) lines.get(label));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presses a button. */
    static void press(Container dialog, String label) {
        Button button = find(dialog, Button.class, label);
        EventQueue.invokeLater(() -> button.dispatchEvent(
                new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getActionCommand())));
    }

    /** Ticks a box, or takes the tick away. */
    static void tick(Container dialog, String label) {
        Checkbox box = find(dialog, Checkbox.class, label);
        EventQueue.invokeLater(() -> {
            box.setState(!box.getState());
            box.dispatchEvent(new ItemEvent(box, ItemEvent.ITEM_STATE_CHANGED, box.getLabel(),
                    box.getState() ? ItemEvent.SELECTED : ItemEvent.DESELECTED));
        });
    }

    /** Takes an item of the first list. */
    static void choose(Container dialog, String item) {
        Choice choice = choice(dialog);
        EventQueue.invokeLater(() -> {
            choice.select(item);
            choice.dispatchEvent(new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED));
        });
    }

    /** The first list of a dialog. */
    static Choice choice(Container dialog) {
        return components(dialog).filter(Choice.class::isInstance).map(Choice.class::cast).findFirst().orElseThrow();
    }

    /** Takes a file in Java's own window for that, which ImageJ must be set to. */
    static void chooseFile(File file) {
        JFileChooser chooser = until("a window to choose a file in", () -> dialogs().flatMap(Hand::components)
                .filter(JFileChooser.class::isInstance).map(JFileChooser.class::cast).findFirst().orElse(null));
        EventQueue.invokeLater(() -> {
            chooser.setSelectedFile(file);
            chooser.approveSelection();
        });
    }

    /** Types into the n-th text field, and sees to it that who listens has heard of it before anything else is done. */
    static void type(Container dialog, int n, String text) {
        List<TextField> fields = components(dialog).filter(TextField.class::isInstance).map(TextField.class::cast)
                .toList();
        await(() -> fields.get(n).setText(text));
        await(() -> {
        });
    }

    private static void await(Runnable deed) {
        try {
            EventQueue.invokeAndWait(deed);
        } catch (InterruptedException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presses Esc where ImageJ's window has the keyboard. */
    static void escape() {
        EventQueue.invokeLater(() -> IJ.getInstance().keyPressed(new KeyEvent(IJ.getInstance(), KeyEvent.KEY_PRESSED,
                System.currentTimeMillis(), 0, KeyEvent.VK_ESCAPE, KeyEvent.CHAR_UNDEFINED)));
    }

    /** Waits for something. */
    static <T> T until(String what, Supplier<T> there) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            T value = there.get();
            if (value != null) {
                return value;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " does not come; there are the dialogs "
                        + dialogs().map(d -> d.getTitle() + " " + text(d)).toList());
            }
            pause(20);
        }
    }

    /** Waits until something holds. */
    static void untilTrue(String what, Callable<Boolean> holds) {
        until(what, () -> {
            try {
                return holds.call() ? Boolean.TRUE : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Waits a while. */
    static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Dialog> dialogs() {
        return Stream.of(Window.getWindows()).filter(Dialog.class::isInstance).map(Dialog.class::cast)
                .filter(Component::isShowing).filter(dialog -> !dialog.isModal() || isWaitedFor());
    }

    /**
     * Whether a thread has come to the wait for the end of a modal dialog. AWT shows it before that, and what is closed in between,
     * more quickly than anybody could, is waited for without end.
     */
    private static boolean isWaitedFor() {
        return Thread.getAllStackTraces().values().stream().flatMap(Stream::of).anyMatch(
                frame -> frame.getClassName().equals("java.awt.WaitDispatchSupport")
                        && frame.getMethodName().equals("enter"));
    }

    /** While a preview is made its box has another name. */
    private static <T extends Component> T find(Container dialog, Class<T> type, String label) {
        return until("'" + label + "'", () -> components(dialog).filter(type::isInstance).map(type::cast)
                .filter(c -> label.equals((c instanceof Button b ? b.getLabel() : ((Checkbox) c).getLabel()).strip()))
                .findFirst().orElse(null));
    }

    private static Stream<Component> components(Container container) {
        return Stream.of(container.getComponents())
                .flatMap(c -> c instanceof Container inner
                        ? Stream.concat(Stream.of(c), components(inner))
                        : Stream.of(c));
    }
}
