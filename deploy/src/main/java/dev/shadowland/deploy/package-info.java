/** The command line: one verb per class, and what {@code up} does from start to summary. */
@NullMarked
package dev.shadowland.deploy;

import org.jspecify.annotations.NullMarked;
