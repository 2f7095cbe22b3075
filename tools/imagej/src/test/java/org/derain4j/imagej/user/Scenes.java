package org.derain4j.imagej.user;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Prefs;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.plugin.frame.Recorder;
import java.awt.Dialog;
import java.io.File;
import java.util.Arrays;
import java.util.List;

/** What somebody does at ImageJ's window, each as a program of its own: it prints what is to be seen, or what is wrong, and ends the JVM. */
final class Scenes {

    private static final String DERAIN = "Derain...";

    private Scenes() {}

    /** Plays a scene by its name, on files. */
    public static void main(String[] args) {
        int exitCode = 0;
        try {
            switch (args[0]) {
                case "dialog" -> dialog(args[1], args[2]);
                case "preview" -> preview(args[1]);
                case "record" -> record(args[1], args[2], args[3]);
                case "changeOfMind" -> changeOfMind(args[1], args[2]);
                case "escape" -> escape(args[1]);
                case "refusal" -> refusal(args[1], args[2]);
                case "headless" -> headless(args[1], args[2]);
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (Throwable e) {
            e.printStackTrace();
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    /** Prints the dialog, and takes what it offers. */
    private static void dialog(String input, String result) {
        Hand.openImageJ();
        ImagePlus image = Hand.open(input);
        Dialog dialog = openDialog();
        Hand.text(dialog).forEach(System.out::println);
        Hand.press(dialog, "OK");
        awaitChange(image, pixels(image));
        new FileSaver(image).saveAsPng(result);
    }

    /** Ticks the preview, and cancels. */
    private static void preview(String input) {
        Hand.openImageJ();
        ImagePlus image = Hand.open(input);
        Object before = pixels(image);
        Dialog dialog = openDialog();
        Hand.tick(dialog, "Preview");
        Hand.untilTrue("a preview", () -> !same(before, pixels(image)));
        System.out.println("the preview is shown");
        Hand.tick(dialog, "Preview");
        Hand.untilTrue("the image as it was", () -> same(before, pixels(image)));
        System.out.println("the preview is gone");
        Hand.tick(dialog, "Preview");
        Hand.untilTrue("a preview", () -> !same(before, pixels(image)));
        Hand.press(dialog, "Cancel");
        Hand.awaitEnd(dialog);
        Hand.untilTrue("the image as it was", () -> same(before, pixels(image)));
        System.out.println("after Cancel it is as it was");
    }

    /** Lets the recorder watch, plays what it wrote down on the same picture opened anew, and saves both results. */
    private static void record(String input, String result, String replayed) {
        Hand.openImageJ();
        ImagePlus image = Hand.open(input);
        Recorder recorder = new Recorder();
        Object before = pixels(image);
        Dialog dialog = openDialog();
        Hand.type(dialog, 0, "0.7");
        Hand.press(dialog, "OK");
        awaitChange(image, before);
        new FileSaver(image).saveAsPng(result);
        Hand.untilTrue("a recorded line", () -> recorder.getText().contains("Derain"));
        String recorded = recorder.getText();
        System.out.print(recorded);
        recorder.close();
        image.changes = false;
        image.close();
        ImagePlus again = Hand.open(input);
        IJ.runMacro(recorded);
        new FileSaver(again).saveAsPng(replayed);
    }

    /** Chooses a model's file, then the one of before, and prints what the recorder wrote down. */
    private static void changeOfMind(String input, String model) {
        Hand.openImageJ();
        Prefs.useJFileChooser = true;
        Hand.open(input);
        Recorder recorder = new Recorder();
        Dialog dialog = openDialog();
        Hand.pause(1000); // Java waits for this dialog by now, not first for that one and then within it for this
        Hand.choose(dialog, "file...");
        Hand.chooseFile(new File(model));
        Hand.untilTrue("the file as a model", () -> model.equals(Hand.choice(dialog).getSelectedItem()));
        Hand.choose(dialog, "lite");
        Hand.press(dialog, "OK");
        Hand.untilTrue("a recorded line", () -> recorder.getText().contains("Derain"));
        System.out.print(recorder.getText());
    }

    /** Presses Esc when the first slices of a stack are done, and prints which are. */
    private static void escape(String input) {
        Hand.openImageJ();
        ImagePlus image = Hand.open(input);
        Object[] before = new Object[image.getStackSize()];
        for (int i = 0; i < before.length; i++) {
            before[i] = copy(image.getStack().getPixels(i + 1));
        }
        Thread run = new Thread(() -> IJ.run(DERAIN, "model=lite strength=1 stack"), "Run$_derain");
        Macro.setOptions(run, null);
        run.start();
        Hand.untilTrue("the first slice", () -> !same(before[0], image.getStack().getPixels(1)));
        Hand.escape();
        Hand.untilTrue("the end", () -> !run.isAlive());
        for (int i = 0; i < before.length; i++) {
            System.out.println(i + 1 + (same(before[i], image.getStack().getPixels(i + 1)) ? " as before" : " done"));
        }
    }

    /** Runs with options that are refused, and prints the message. */
    private static void refusal(String input, String options) {
        Hand.openImageJ();
        ImagePlus image = Hand.open(input);
        Object before = pixels(image);
        Thread run = new Thread(() -> IJ.runMacro("run(\"Derain...\", \"" + options + "\");"));
        run.start();
        Dialog message = Hand.until("a message", () -> Hand.dialogs().findFirst().orElse(null));
        System.out.println(message.getTitle());
        Hand.text(message).forEach(System.out::println);
        Hand.press(message, "OK");
        Hand.untilTrue("the end", () -> !run.isAlive());
        System.out.println(same(before, pixels(image)) ? "the image is as it was" : "the image is another");
    }

    /** Without a screen, where ImageJ cannot make its menu: by the class's name. */
    private static void headless(String input, String result) {
        ImagePlus image = new Opener().openImage(input);
        IJ.runPlugIn(image, "org.derain4j.imagej.Derain", "model=lite strength=1 stack");
        new FileSaver(image).saveAsTiff(result);
    }

    private static Dialog openDialog() {
        IJ.doCommand(DERAIN);
        return Hand.dialog(DERAIN);
    }

    private static void awaitChange(ImagePlus image, Object before) {
        Hand.untilTrue("a result", () -> !same(before, pixels(image)) && !image.isLocked());
    }

    private static Object pixels(ImagePlus image) {
        return copy(image.getProcessor().getPixels());
    }

    private static Object copy(Object pixels) {
        return switch (pixels) {
            case byte[] bytes -> bytes.clone();
            case short[] shorts -> shorts.clone();
            case int[] rgb -> rgb.clone();
            default -> throw new IllegalArgumentException(pixels.getClass().getName());
        };
    }

    private static boolean same(Object one, Object other) {
        return Arrays.deepEquals(List.of(one).toArray(), List.of(other).toArray());
    }
}
