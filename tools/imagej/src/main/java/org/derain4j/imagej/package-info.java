/** The plugin for ImageJ and Fiji. */
package org.derain4j.imagej;
