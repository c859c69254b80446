@NullMarked
package dev.shadowland.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
