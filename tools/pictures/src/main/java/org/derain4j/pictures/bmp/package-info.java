/** BMP: all its depths, headers and run lengths. */
package org.derain4j.pictures.bmp;
