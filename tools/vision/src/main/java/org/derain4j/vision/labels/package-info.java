/** Labels of pictures: boxes and masks, read from the formats that they are kept in. */
package org.derain4j.vision.labels;
