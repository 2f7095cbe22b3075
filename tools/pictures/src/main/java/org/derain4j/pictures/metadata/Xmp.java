package org.derain4j.pictures.metadata;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.derain4j.pictures.metadata.XmpScan.Property;

/**
 * XMP packets, changed where they would lie and nowhere else: all other bytes stay. Packets in UTF-8 and UTF-16, with and without
 * wrapper; one that cannot be read is left as it is.
 */
public final class Xmp {

    private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
    private static final String EXIF = "http://ns.adobe.com/exif/1.0/";
    private static final String BASIC = "http://ns.adobe.com/xap/1.0/";
    private static final String GAIN_MAP = "http://ns.adobe.com/hdr-gain-map/1.0/";
    private static final String CONTAINER = "http://ns.google.com/photos/1.0/container/";
    private static final String CAMERA = "http://ns.google.com/photos/1.0/camera/";

    /** What a packet tells of that lies behind the picture in the file: a viewer would look for it. */
    public enum Promise {
        /** How bright a screen may show which part, mostly as a second picture. */
        GAIN_MAP,
        /** A film of the moments before and after. */
        VIDEO
    }

    private Xmp() {}

    /**
     * What is promised, and is not any more by what {@link #upright} gives.
     *
     * @param packet not changed
     * @return mostly nothing
     */
    public static Set<Promise> promises(byte[] packet) {
        return XmpScan.properties(new String(packet, charset(packet))).stream().flatMap(p -> promise(p).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Promise> promise(Property property) {
        boolean video = property.namespace().equals(CAMERA)
                && (property.name().startsWith("MicroVideo") || property.name().startsWith("MotionPhoto"));
        return property.namespace().equals(GAIN_MAP)
                ? Optional.of(Promise.GAIN_MAP)
                : video ? Optional.of(Promise.VIDEO) : Optional.empty();
    }

    /**
     * The packet of the same picture with its pixels turned upright: the orientation is 1, widths and heights are the given ones where there
     * are any. Thumbnails are gone, since they show what was there before, and so is what tells of pictures and films that lie behind the
     * picture in the file.
     *
     * @param packet      not changed
     * @param orientation whether it is to be set
     * @param turned      whether horizontal and vertical change places
     * @param width       of the upright picture
     * @param height      of the upright picture
     * @return the new packet
     */
    static byte[] upright(byte[] packet, boolean orientation, boolean turned, int width, int height) {
        return edited(packet, (property, all) -> switch (property.namespace()) {
            case TIFF -> switch (property.name()) {
                case "Orientation" -> orientation ? "1" : null;
                case "ImageWidth" -> Integer.toString(width);
                case "ImageLength" -> Integer.toString(height);
                case "XResolution" -> turned ? all.apply("YResolution") : null;
                case "YResolution" -> turned ? all.apply("XResolution") : null;
                default -> null;
            };
            case EXIF -> switch (property.name()) {
                case "PixelXDimension" -> Integer.toString(width);
                case "PixelYDimension" -> Integer.toString(height);
                default -> null;
            };
            default -> null;
        }, property -> switch (property.namespace()) {
            case BASIC -> property.name().equals("Thumbnails");
            case CONTAINER -> true;
            default -> promise(property).isPresent();
        });
    }

    /**
     * The packet with a name of software, in the places that it has for one.
     *
     * @param packet   not changed
     * @param software its name
     * @return the new packet
     */
    public static byte[] withSoftware(byte[] packet, String software) {
        String text = software.codePoints()
                .mapToObj(c -> c < 0x80 && "&<>\"'".indexOf(c) < 0 ? Character.toString(c) : "&#" + c + ";")
                .collect(Collectors.joining());
        return edited(packet, (property, _) -> property.namespace().equals(BASIC)
                && property.name().equals("CreatorTool")
                || property.namespace().equals(TIFF) && property.name().equals("Software") ? text : null, _ -> false);
    }

    /**
     * A packet with other values.
     *
     * @param value what a property is to say, given the values of others of its namespace; null to leave it
     * @param gone  whether a property is to be left out
     */
    private static byte[] edited(byte[] packet, BiFunction<Property, Function<String, String>, String> value,
            Predicate<Property> gone) {
        Charset charset = charset(packet);
        String xml = new String(packet, charset);
        List<Property> properties = new ArrayList<>(XmpScan.properties(xml));
        properties.sort(Comparator.comparingInt(Property::from));
        Map<String, String> values = new HashMap<>();
        properties.stream().filter(p -> p.valueTo() >= 0).forEach(
                p -> values.putIfAbsent(p.namespace() + p.name(), xml.substring(p.valueFrom(), p.valueTo())));
        StringBuilder edited = new StringBuilder(xml.length());
        int done = 0;
        for (Property property : properties) {
            if (property.from() < done) {
                continue;
            }
            String replacement = property.valueTo() < 0
                    ? null
                    : value.apply(property, name -> values.get(property.namespace() + name));
            if (gone.test(property)) {
                edited.append(xml, done, property.from());
                done = property.to();
            } else if (replacement != null) {
                edited.append(xml, done, property.valueFrom()).append(replacement);
                done = property.valueTo();
            }
        }
        boolean faithful = done > 0 && Arrays.equals(xml.getBytes(charset), packet);
        return faithful ? edited.append(xml, done, xml.length()).toString().getBytes(charset) : packet;
    }

    /** UTF-16 shows by its zeros, with a byte order mark or without; in all else every byte is a character, as none but ASCII is touched. */
    private static Charset charset(byte[] packet) {
        if (packet.length >= 4) {
            boolean big = packet[0] == 0 && packet[1] != 0 || packet[0] == (byte) 0xFE && packet[1] == (byte) 0xFF;
            boolean little = packet[0] != 0 && packet[1] == 0
                    || packet[0] == (byte) 0xFF && packet[1] == (byte) 0xFE && (packet[2] != 0 || packet[3] != 0);
            return big ? StandardCharsets.UTF_16BE : little ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
        }
        return StandardCharsets.ISO_8859_1;
    }
}
