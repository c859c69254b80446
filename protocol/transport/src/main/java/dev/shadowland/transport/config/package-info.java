/** One HOCON file per node, read once into validated records; every violation is told at once. */
@NullMarked
package dev.shadowland.transport.config;

import org.jspecify.annotations.NullMarked;
