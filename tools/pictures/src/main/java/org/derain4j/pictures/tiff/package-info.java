/** TIFF and BigTIFF: strips, tiles and samples of every depth by code of our own, rarer compressions by TwelveMonkeys and the JDK. */
package org.derain4j.pictures.tiff;
