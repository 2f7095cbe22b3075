package org.derain4j.pictures.jpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.derain4j.pictures.format.IccProfiles;

/** The colour profile of a JPEG, which may lie in several segments. */
final class JpegProfile {

    static final String NAME = "ICC_PROFILE\0";

    /** The name, the number of the part, and how many there are. */
    static final int HEADER = NAME.length() + 2;

    private static final int SMALLEST = 128 + 4;

    private JpegProfile() {}

    /**
     * Puts the profile together.
     *
     * @param segments those of {@link #NAME}
     * @param space    what the pixels are in the words of ICC, of four letters
     * @param notes    take why it was left out
     * @return the profile, if there is a sound one
     */
    static Optional<byte[]> of(List<JpegSegment> segments, String space, List<String> notes) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> profile = joined(segments);
        Optional<String> fault = profile.map(p -> fault(p, space)).orElse(Optional.of("is cut short"));
        fault.ifPresent(why -> notes.add("its colour profile " + why + " and was left out."));
        return fault.isPresent() ? Optional.empty() : profile.map(p -> Arrays.copyOf(p, size(p)));
    }

    private static Optional<byte[]> joined(List<JpegSegment> segments) {
        int count = segments.getFirst().length() < HEADER ? 0 : segments.getFirst().u8(HEADER - 1);
        List<JpegSegment> parts = new ArrayList<>(segments);
        if (count > 1) {
            // By their numbers; of a number that comes twice the first.
            JpegSegment[] numbered = new JpegSegment[count];
            for (JpegSegment part : segments.reversed()) {
                int number = part.length() < HEADER ? 0 : part.u8(HEADER - 2);
                if (number >= 1 && number <= count) {
                    numbered[number - 1] = part;
                }
            }
            parts = Arrays.asList(numbered);
            if (parts.contains(null)) {
                return Optional.empty();
            }
        } else {
            parts = parts.subList(0, 1);
        }
        if (parts.stream().anyMatch(part -> part.length() < HEADER)) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length() - HEADER).sum());
        parts.forEach(part -> whole.put(part.file(), part.offset() + HEADER, part.length() - HEADER));
        return Optional.of(whole.array());
    }

    private static Optional<String> fault(byte[] profile, String space) {
        if (profile.length == 0) {
            return Optional.of("is empty");
        }
        if (profile.length < SMALLEST || size(profile) > profile.length) {
            return Optional.of("is cut short");
        }
        if (size(profile) < SMALLEST || !text(profile, 36).equals("acsp")) {
            return Optional.of("is damaged");
        }
        if (!text(profile, 16).equals(space)) {
            return Optional.of("is for other colours than its pixels have");
        }
        // Of those for inks, which are used up in reading, the conversion tells.
        boolean sound = space.equals("CMYK") || IccProfiles.fits(profile, space.equals("GRAY"));
        return sound ? Optional.empty() : Optional.of("is damaged");
    }

    private static int size(byte[] profile) {
        int stated = ByteBuffer.wrap(profile).getInt();
        return stated < 0 ? Integer.MAX_VALUE : stated;
    }

    private static String text(byte[] profile, int at) {
        return new String(profile, at, 4, StandardCharsets.ISO_8859_1);
    }
}
