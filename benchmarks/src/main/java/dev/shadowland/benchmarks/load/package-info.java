/** The other end: clients that ask for echoes, and the handle of a server process under test. */
@NullMarked
package dev.shadowland.benchmarks.load;

import org.jspecify.annotations.NullMarked;
