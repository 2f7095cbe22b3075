/** Rain for whole pictures, seeded: the weather that the networks were trained in. */
package org.derain4j.rain;
