/**
 * What a picture file says beside its pixels, without regard to the format it came from: EXIF, XMP, IPTC, colour profile, resolution,
 * texts. Bytes are carried as they are and changed only where they would lie. Imports the JDK alone; knows nothing of pixels or of
 * file formats.
 */
package org.derain4j.pictures.metadata;
