package org.derain4j.cli.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.derain4j.cli.Pictures;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.web.page.Overlay;
import org.derain4j.web.page.PageSetup;
import org.derain4j.web.page.PageTable;
import org.derain4j.web.page.ShownPicture;
import org.derain4j.web.page.Side;
import org.derain4j.web.page.ViewPage;

/** A page of pictures with boxes and a mask at known places, and of tables. */
final class OverlaidPictures {

    static final int WIDTH = 480;
    static final int HEIGHT = 320;

    /** Of the colours of the kinds. */
    static final int RIGHT = 0x1fd6a3;
    static final int WRONG = 0xff7043;
    static final int MISSED = 0xffe14d;

    /** The one in which everything is grey. */
    static final int GREY = 0x808080;

    static final int ROAD = 0x804080;
    static final int SKY = 0x4682b4;

    /** One on both sides of the divider, one on its right. */
    static final Overlay.Box WIDE = box(100, 60, 280, 40, "wide 0.90", Overlay.Kind.RIGHT);
    static final Overlay.Box LEFT_ALONE = box(20, 200, 80, 60, "left", Overlay.Kind.RIGHT);
    static final Overlay.Box RIGHT_ALONE = box(330, 180, 100, 90, "right", Overlay.Kind.RIGHT);
    static final Overlay.Box LOST = box(130, 200, 60, 60, "lost", Overlay.Kind.MISSED);
    static final Overlay.Box FALSE = box(30, 130, 60, 40, ShownPictures.HOSTILE, Overlay.Kind.WRONG);
    static final Overlay.Box OF_THE_TRUTH = box(350, 140, 70, 30, "true", Overlay.Kind.LABEL);

    /** In a picture that is too large for the page's bytes. */
    static final Overlay.Box IN_THE_LARGE = box(200, 300, 400, 200, "in the large one", Overlay.Kind.RIGHT);

    private OverlaidPictures() {}

    private static Overlay.Box box(double x, double y, double width, double height, String label, Overlay.Kind kind) {
        return new Overlay.Box(x, y, width, height, label, kind);
    }

    /** Makes it: boxes, a mask whose left half is road and right half sky but for an open row, a large picture, a plain one. */
    static Path page(Path folder) throws IOException {
        PictureFile grey = picture(WIDTH, HEIGHT, folder, 0);
        PictureFile large = picture(1600, 1000, folder, 1);
        Path file = folder.resolve("overlaid.html");
        PageSetup setup = new PageSetup("A study", new PageSetup.Captions("Rainy", "Derained", "Clean"),
                List.of("What was done."), List.of(wideTable()));
        try (ViewPage page = ViewPage.create(file, setup, 4, 1 << 20)) {
            page.add(shown("boxes", grey, Optional.of(Overlay.of(List.of(WIDE, LEFT_ALONE, LOST, FALSE))),
                    Optional.of(Overlay.of(List.of(WIDE, RIGHT_ALONE))),
                    Optional.of(Overlay.of(List.of(OF_THE_TRUTH)))));
            page.add(shown("mask", grey, Optional.of(Overlay.of(mask())), Optional.of(Overlay.of(mask())),
                    Optional.empty()));
            page.add(shown("large", large, Optional.of(Overlay.of(List.of(IN_THE_LARGE))), Optional.empty(),
                    Optional.empty()));
            page.add(shown("plain", grey, Optional.empty(), Optional.empty(), Optional.empty()));
            page.commit();
        }
        return file;
    }

    private static ShownPicture shown(String name, PictureFile picture, Optional<Overlay> before,
            Optional<Overlay> after, Optional<Overlay> truth) {
        return new ShownPicture(name, side(name, picture, before), side(name, picture, after), Optional.empty(),
                truth.map(overlay -> side(name, picture, Optional.of(overlay))),
                Optional.of("Worst 1 of 4: recall 0.80 → 0.40"));
    }

    private static Side side(String name, PictureFile picture, Optional<Overlay> overlay) {
        return new Side(name, OptionalLong.empty(), picture.picture(), picture, Optional.empty(),
                List.of(new Side.Figure("Recall", "0.80")), overlay);
    }

    private static PictureFile picture(int width, int height, Path folder, int noise) throws IOException {
        Random random = new Random(1);
        BufferedImage picture = ShownPictures.drawn(width, height,
                (x, y) -> noise == 0 ? GREY : random.nextInt(1 << 24));
        return new PictureReader().read(Pictures.save(picture, folder.resolve("picture-" + noise + ".png")));
    }

    private static Overlay.Mask mask() {
        byte[] indices = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (i / WIDTH == HEIGHT / 2 ? Overlay.Mask.OPEN : i % WIDTH < WIDTH / 2 ? 0 : 1);
        }
        return new Overlay.Mask(WIDTH, HEIGHT, indices,
                List.of(new Overlay.MaskClass("road", ROAD), new Overlay.MaskClass("sky", SKY)));
    }

    private static PageTable wideTable() {
        List<String> columns = IntStream.range(0, 12).mapToObj(i -> "Column " + i).toList();
        return new PageTable("All classes", columns, 2, List.of(columns, columns));
    }
}
