/** Players of a cell as columns: structure of arrays, one slot each. */
@NullMarked
package dev.shadowland.shard.columns;

import org.jspecify.annotations.NullMarked;
