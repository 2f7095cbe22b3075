package org.derain4j.web.page;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.derain4j.pictures.PictureFormat;

/** A picture in the page: its sides as plain figures, with all that the viewer knows of them in attributes. */
final class Article {

    private final ShownPicture picture;
    private final List<Part> parts = new ArrayList<>();

    /** What one figure shows. */
    private record Part(String side, String label, String name, OptionalLong fileBytes, Optional<Side.Score> score,
            List<Side.Figure> figures, Optional<Overlay> overlay, EncodedImage.Original original) {

        static Part of(String side, String label, Side of) {
            return new Part(side, label, of.name(), of.fileBytes(), of.score(), of.figures(), of.overlay(),
                    new EncodedImage.Original(of.picture(), Optional.of(of.source())));
        }
    }

    /**
     * Of a picture, whose sides are called so.
     *
     * @throws IllegalArgumentException if its parts are not of one size
     */
    Article(ShownPicture picture, PageSetup.Captions captions) {
        this.picture = picture;
        parts.add(Part.of("before", captions.before(), picture.before()));
        parts.add(Part.of("after", captions.after(), picture.after()));
        picture.truth().ifPresent(truth -> parts.add(Part.of("truth", captions.truth(), truth)));
        requireOneSize();
        parts.add(new Part("rain", "Rain", picture.name(), OptionalLong.empty(), Optional.empty(), List.of(),
                Optional.empty(),
                new EncodedImage.Original(picture.rain().orElseGet(this::difference), Optional.empty())));
        requireOneSize();
    }

    private BufferedImage difference() {
        return RainImage.of(picture.before().picture(), picture.after().picture());
    }

    private void requireOneSize() {
        for (Part part : parts) {
            int itsWidth = part.original().picture().getWidth();
            int itsHeight = part.original().picture().getHeight();
            if (itsWidth != width() || itsHeight != height()) {
                throw new IllegalArgumentException(
                        "%s is %d x %d, and what is before it %d x %d; compare pictures of one size"
                                .formatted(part.name(), itsWidth, itsHeight, width(), height()));
            }
        }
    }

    private int width() {
        return picture.before().picture().getWidth();
    }

    private int height() {
        return picture.before().picture().getHeight();
    }

    /** What is to be encoded for it, in order. */
    List<EncodedImage.Original> originals() {
        return parts.stream().map(Part::original).toList();
    }

    /** The bytes that it takes at most without the images. */
    int markupBytes() {
        EncodedImage reduced = new EncodedImage(new byte[0], PictureFormat.JPEG.mediaType(), width() - 1, height() - 1);
        int spare = 2 * parts.size(); // a digit more for a side that is not reduced
        return Html.utf8(html(parts.stream().map(_ -> reduced).toList())).length + spare;
    }

    /** With its images, in the order of the originals. */
    String html(List<EncodedImage> images) {
        StringBuilder html = new StringBuilder();
        html.append("<article data-name=\"%s\" data-width=\"%d\" data-height=\"%d\">\n"
                .formatted(Html.escaped(picture.name()), width(), height()));
        html.append("<h2>%s</h2>\n<p>%s</p>\n".formatted(Html.escaped(picture.name()), size(images.getFirst())));
        picture.about().ifPresent(about -> html.append("<p class=\"about\">%s</p>\n".formatted(Html.escaped(about))));
        html.append("<div>\n");
        for (int i = 0; i < images.size(); i++) {
            figure(parts.get(i), images.get(i), html);
        }
        return html.append("</div>\n</article>\n").toString();
    }

    private String size(EncodedImage image) {
        return image.width() == width() && image.height() == height()
                ? "%d × %d".formatted(width(), height())
                : "shown at %d × %d of %d × %d".formatted(image.width(), image.height(), width(), height());
    }

    private static void figure(Part part, EncodedImage image, StringBuilder html) {
        String name = Html.escaped(part.name());
        String label = Html.escaped(part.label());
        html.append("<figure><img data-side=\"%s\" data-name=\"%s\"".formatted(part.side(), name));
        part.fileBytes().ifPresent(bytes -> html.append(" data-bytes=\"%d\"".formatted(bytes)));
        part.score().ifPresent(score -> html.append(" data-psnr=\"%s\" data-ssim=\"%s\" data-score-of=\"%s\""
                .formatted(score.psnr(), score.ssim(), Html.escaped(score.of()))));
        html.append(part.overlay().map(OverlayHtml::attributes).orElse(""));
        html.append(" width=\"%d\" height=\"%d\" decoding=\"async\" alt=\"%s: %s\" src=\"data:%s;base64,"
                .formatted(image.width(), image.height(), label, name, image.mediaType()));
        html.append(Base64.getEncoder().encodeToString(image.bytes()));
        html.append("\"><figcaption>%s: %s%s</figcaption>%s%s</figure>\n".formatted(label, name,
                part.score().map(Article::inWords).orElse(""), figures(part.figures()),
                part.overlay().map(OverlayHtml::details).orElse("")));
    }

    private static String figures(List<Side.Figure> figures) {
        return figures.isEmpty()
                ? ""
                : figures.stream().map(figure -> "<div><dt>%s</dt><dd>%s</dd></div>"
                        .formatted(Html.escaped(figure.name()), Html.escaped(figure.value())))
                        .collect(Collectors.joining("", "<dl class=\"figures\">", "</dl>"));
    }

    private static String inWords(Side.Score score) {
        return String.format(Locale.ROOT, ", PSNR %s dB, SSIM %.4f",
                Double.isInfinite(score.psnr()) ? "∞" : String.format(Locale.ROOT, "%.2f", score.psnr()),
                score.ssim());
    }
}
