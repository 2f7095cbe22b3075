/** The page of a study: pictures with their boxes and masks, the worst and the best first. */
package org.derain4j.vision.page;
