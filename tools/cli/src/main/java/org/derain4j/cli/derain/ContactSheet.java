package org.derain4j.cli.derain;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.engine.StandardPixels;

/** Pairs of pictures, before and after, in rows on one sheet. Colour, without alpha: what is transparent lies on white. */
final class ContactSheet {

    private static final int GAP = 4;

    private final int columns;
    private final int side;
    private final List<BufferedImage> pairs = new ArrayList<>();

    /**
     * An empty sheet.
     *
     * @param columns
     *            pairs in a row
     * @param side
     *            pixels that the longer side of a picture has on the sheet, at most: none is enlarged
     */
    ContactSheet(int columns, int side) {
        this.columns = columns;
        this.side = side;
    }

    /** Takes a pair, of equal size and any kind. */
    void add(BufferedImage before, BufferedImage after) {
        double scale = Math.min(1, (double) side / Math.max(before.getWidth(), before.getHeight()));
        int width = Math.max(1, (int) Math.round(before.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(before.getHeight() * scale));
        BufferedImage pair = blank(2 * width + GAP, height);
        draw(pair, scaled(before, width, height), 0, 0);
        draw(pair, scaled(after, width, height), width + GAP, 0);
        pairs.add(pair);
    }

    /** The whole; as wide as its widest row. */
    BufferedImage draw() {
        int width = 1;
        int height = 0;
        for (List<BufferedImage> row : rows()) {
            width = Math.max(width, row.stream().mapToInt(pair -> pair.getWidth() + 2 * GAP).sum());
            height += heightOf(row);
        }
        BufferedImage sheet = blank(width, Math.max(1, height));
        int y = 0;
        for (List<BufferedImage> row : rows()) {
            int x = 0;
            for (BufferedImage pair : row) {
                draw(sheet, pair, x, y);
                x += pair.getWidth() + 2 * GAP;
            }
            y += heightOf(row);
        }
        return sheet;
    }

    private List<List<BufferedImage>> rows() {
        List<List<BufferedImage>> rows = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += columns) {
            rows.add(pairs.subList(i, Math.min(pairs.size(), i + columns)));
        }
        return rows;
    }

    private static int heightOf(List<BufferedImage> row) {
        return row.stream().mapToInt(BufferedImage::getHeight).max().orElse(0) + 2 * GAP;
    }

    /** Halved until the rest is less than half: each step's bilinear filter then sees every pixel. */
    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage now = StandardPixels.of(picture, Byte.SIZE);
        while (now.getWidth() >= 2 * width && now.getHeight() >= 2 * height) {
            now = resized(now, now.getWidth() / 2, now.getHeight() / 2);
        }
        return resized(now, width, height);
    }

    private static BufferedImage resized(BufferedImage picture, int width, int height) {
        BufferedImage result = blank(width, height);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    private static void draw(BufferedImage sheet, BufferedImage picture, int x, int y) {
        Graphics2D graphics = sheet.createGraphics();
        graphics.drawImage(picture, x, y, null);
        graphics.dispose();
    }

    private static BufferedImage blank(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }
}
